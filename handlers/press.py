"""All the files that we make, by kind."""

from collections.abc import Mapping

from bot.press import Maker
from handlers.manager import receipt_page
from handlers.staff import chart, sheets

MAKERS: Mapping[str, Maker] = {
    "rat_receipt": receipt_page.make,
    "progress": chart.make,
    "export": sheets.make,
}

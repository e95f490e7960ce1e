"""All the files that we make, by kind."""

from collections.abc import Mapping

from bot.press import Maker
from handlers.manager import privacy_copy, receipt_page
from handlers.staff import chart, letter_page, poster_page, sheets

MAKERS: Mapping[str, Maker] = {
    "rat_receipt": receipt_page.make,
    "mydata": privacy_copy.make,
    "progress": chart.make,
    "export": sheets.make,
    "letters": letter_page.make,
    "poster": poster_page.make,
}

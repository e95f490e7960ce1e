"""What is printed as people type it reads back as itself."""

from datetime import date, time

from hypothesis import given
from hypothesis import strategies as st

from bot.understanding.counts import read_count, read_pair, read_split
from bot.understanding.dates import read_date
from bot.understanding.money import read_money
from bot.understanding.rat import read_rat
from bot.understanding.times import read_time
from tests.understanding import chat_style

TODAY = date(2027, 3, 1)
DAYS = st.dates(date(2000, 1, 1), date(2099, 12, 31))
TIMES = st.builds(time, st.integers(6, 23), st.integers(0, 59)) | st.builds(
    time, st.integers(8, 14), st.sampled_from([0, 15, 30])
)
AMOUNTS = st.integers(1_000, 10**13) | st.builds(
    lambda digits, scale: digits * scale, st.integers(1, 999), st.sampled_from([10**3, 10**5, 10**6, 10**7, 10**9])
)


@given(DAYS, DAYS)
def test_a_day(day: date, today: date) -> None:
    for shown in chat_style.days(day):
        read = read_date(shown, today)
        assert read is not None, shown
        assert (read.value, read.precision) == (day, "exact"), shown


@given(TIMES)
def test_a_time(at: time) -> None:
    for shown in chat_style.times(at):
        read = read_time(shown)
        assert read is not None, shown
        assert (read.value, read.precision) == (at, "exact"), shown


@given(AMOUNTS)
def test_an_amount(rupiah: int) -> None:
    for shown in chat_style.amounts(rupiah):
        read = read_money(shown)
        assert read is not None, shown
        assert (read.value, read.precision) == (rupiah, "exact"), shown


@given(AMOUNTS)
def test_a_loss(rupiah: int) -> None:
    for shown in chat_style.amounts(rupiah):
        read = read_money(f"rugi {shown}")
        assert read is not None, shown
        assert read.value == -rupiah, shown


@given(st.integers(1, 9_999))
def test_a_count(people: int) -> None:
    for shown in chat_style.counts(people):
        read = read_count(shown)
        assert read is not None, shown
        assert (read.value, read.precision) == (people, "exact"), shown


@given(st.integers(1, 9_999), st.integers(0, 9_999))
def test_some_of_all_and_men_and_women(some: int, more: int) -> None:
    for shown in (
        f"hadir {some} dr {some + more}",
        f"{some} org dari {some + more} agt",
        f"hadir{some}dari{some + more}",
    ):
        pair = read_pair(shown)
        assert pair is not None, shown
        assert [each.value for each in pair] == [some, some + more], shown
    for shown in (f"L {some} P {more}", f"{some} lk {more} pr", f"laki2 {some} org, perempuan {more} org"):
        split = read_split(shown)
        assert split is not None, shown
        assert split.value == (some, more), shown


@given(st.dates(date(2026, 4, 1), date(2027, 2, 28)), st.integers(1, 999), st.integers(0, 999), st.integers(1, 999))
def test_a_whole_sentence(day: date, some: int, more: int, millions: int) -> None:
    for shown in chat_style.days(day):
        facts = read_rat(f"sdh rat {shown} pak, hadir {some} dari {some + more}, shu {millions}jt", TODAY)
        values = {name: (read.value, read.precision) for name, read in facts.items()}
        assert values == {
            "held": ("yes", "exact"),
            "held_on": (day, "exact"),
            "attended": (some, "exact"),
            "members": (some + more, "exact"),
            "surplus": (millions * 1_000_000, "exact"),
        }, shown

"""The pace of an account, in a time that only this test moves."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot import pace
from bot.channel import TELEGRAM, Capabilities
from bot.pace import MARGIN, Pace

LIMITS = replace(TELEGRAM, account_rate=5, chat_rate=1.0, chat_burst=3)


class Watch:
    """A monotonic clock that stands still until it is moved."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


def made(limits: Capabilities = LIMITS) -> tuple[Pace, Watch]:
    watch = Watch()
    return Pace(limits, watch), watch


def take(count: int, user: Callable[[int], str] = str) -> tuple[Pace, Watch]:
    paced, watch = made()
    for number in range(count):
        paced.take(user(number))
    return paced, watch


def test_the_account_waits_when_its_second_is_full() -> None:
    paced, watch = take(5)
    assert paced.wait() == pytest.approx(1 + MARGIN)
    watch.now += 1 + MARGIN
    assert paced.wait() == 0


def test_a_person_may_get_a_burst_and_then_one_at_a_time() -> None:
    paced, watch = take(3, lambda _: "siti")
    assert (paced.wait(), paced.wait("budi")) == (0, 0)
    assert paced.wait("siti") == pytest.approx(1.0)
    watch.now += 0.5
    assert paced.wait("siti") == pytest.approx(0.5)
    watch.now += 60
    assert paced.wait("siti") == 0


def test_silence_fills_the_bucket_to_the_burst_and_no_further() -> None:
    paced, watch = take(3, lambda _: "siti")
    watch.now += 3600
    for _ in range(3):
        assert paced.wait("siti") == 0
        paced.take("siti")
    assert paced.wait("siti") > 0


def test_what_did_not_start_is_given_back() -> None:
    paced, _ = take(5, lambda _: "siti")
    paced.give_back("siti")
    assert paced.wait() == 0
    paced.give_back("siti")
    paced.give_back("siti")
    assert paced.wait("siti") == 0


def test_full_buckets_are_forgotten(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pace, "FORGET", 3)
    paced, watch = take(3)
    watch.now += 60
    paced.take("new")
    assert set(paced._chats) == {"new"}


@given(st.lists(st.tuples(st.sampled_from("abcd"), st.floats(0, 0.6), st.booleans()), max_size=60))
def test_never_more_than_the_rate_in_any_second(moves: list[tuple[str, float, bool]]) -> None:
    """Whoever obeys `wait` never starts more than `account_rate` requests in any sliding second."""
    paced, watch = made(replace(LIMITS, account_rate=3))
    started: list[tuple[float, str]] = []
    for user, pause, is_dropped in moves:
        watch.now += pause
        if paced.wait(user) > 0:
            continue
        paced.take(user)
        if is_dropped:
            paced.give_back(user)
        else:
            started.append((watch.now, user))
    for at, _ in started:
        window = [user for when, user in started if at <= when < at + 1]
        assert len(window) <= 3
    for user in "abcd":
        times = [when for when, whom in started if whom == user]
        for first, last in zip(times, times[4:], strict=False):  # five in a row: a burst of three and two more
            assert last - first >= 2 - 0.01

"""No reader takes long over any text. The bound is ten times the goal, for machines that do other things as well."""

import pytest

from tests.understanding import speed

ROOM = 10


@pytest.mark.parametrize("length", speed.LENGTHS)
def test_no_text_takes_long(length: int) -> None:
    slow = {name: taken for name, taken in speed.worst(length, 20) if taken > ROOM * speed.LENGTHS[length]}
    assert slow == {}

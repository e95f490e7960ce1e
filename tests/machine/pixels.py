"""Reads a PNG of eight bits a channel into grey, for a reader of codes."""

import struct
import zlib

CHANNELS = {0: 1, 2: 3, 4: 2, 6: 4}


def grey(png: bytes) -> memoryview:
    """Rows of one channel: what is black and white is the same in all."""
    width, height, depth, kind = struct.unpack(">IIBB", png[16:26])
    assert depth == 8
    step = CHANNELS[kind]
    rows = zlib.decompress(b"".join(_chunks(png)))
    channel = min(1, step - 1)
    picture = bytearray()
    before = bytearray(width)
    for place in range(height):
        start = place * (width * step + 1)
        line = bytearray(rows[start + 1 + channel : start + 1 + width * step : step])
        _unfilter(rows[start], line, before)
        picture += line
        before = line
    return memoryview(bytes(picture)).cast("B", shape=[height, width])


def _chunks(png: bytes) -> list[bytes]:
    found, at = [], 8
    while at < len(png):
        size, name = struct.unpack(">I4s", png[at : at + 8])
        if name == b"IDAT":
            found.append(png[at + 8 : at + 8 + size])
        at += size + 12
    return found


def _unfilter(way: int, line: bytearray, above: bytearray) -> None:
    """One row as it was before it was packed: the PNG standard's five ways, each within its channel."""
    left = upper_left = 0
    for place, value in enumerate(line):
        up = above[place]
        guess = (0, left, up, (left + up) // 2, _paeth(left, up, upper_left) if way == 4 else 0)[way]
        left, upper_left = (value + guess) & 255, up
        line[place] = left


def _paeth(left: int, up: int, upper_left: int) -> int:
    near = left + up - upper_left
    return min((left, up, upper_left), key=lambda each: abs(near - each))

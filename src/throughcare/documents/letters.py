"""Which letters our font can draw. Others leave a gap to be written in by hand: paper is never refused for a name."""

import re
import struct
import unicodedata
from collections.abc import Iterator
from functools import cache
from pathlib import Path

GAP = "____"
KEPT = {"\n"}


def printable(text: str, *, font: Path) -> str:
    """One form for each letter, nothing invisible that could turn a line round, a gap for what has no shape."""
    shown = "".join(c for c in unicodedata.normalize("NFC", text) if c in KEPT or not _is_invisible(c))
    known = letters_of(font)
    return re.sub("\0+", GAP, "".join(c if ord(c) in known or c in KEPT else "\0" for c in shown))


def _is_invisible(character: str) -> bool:
    return unicodedata.category(character) in {"Cc", "Cf", "Cs", "Co", "Zl", "Zp"}


@cache
def letters_of(font: Path) -> frozenset[int]:
    """Read from the font's character map (format 4: letters up to U+FFFF)."""
    data = font.read_bytes()
    offset = _table(data, b"cmap")
    number = struct.unpack_from(">H", data, offset + 2)[0]
    records = (struct.unpack_from(">HHI", data, offset + 4 + 8 * n) for n in range(number))
    starts = {offset + place for _, _, place in records}
    found = {code for start in starts for code in _format_4(data, start)}
    return frozenset(found)


def _table(data: bytes, tag: bytes) -> int:
    for n in range(struct.unpack_from(">H", data, 4)[0]):
        name, _, offset, _ = struct.unpack_from(">4sIII", data, 12 + 16 * n)
        if name == tag:
            return int(offset)
    raise ValueError(f"The font has no {tag!r} table.")


def _format_4(data: bytes, start: int) -> Iterator[int]:
    kind, _, _, doubled = struct.unpack_from(">HHHH", data, start)
    if kind != 4:
        return
    count = doubled // 2
    ends, firsts = (struct.unpack_from(f">{count}H", data, start + at) for at in (14, 16 + doubled))
    for first, last in zip(firsts, ends, strict=True):
        yield from range(first, min(last, 0xFFFE) + 1)

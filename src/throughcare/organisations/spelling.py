"""One way to fold a name for comparison: accents, case, apostrophes and spacing no longer count."""

import re
import unicodedata

_LETTERS_WITHOUT_PARTS = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "æ": "ae", "œ": "oe", "þ": "th", "ð": "d"})
_APOSTROPHES = re.compile(r"['’‘ʼ`´′]")
_BETWEEN_WORDS = re.compile(r"[^a-z0-9]+")


def folded(text: str) -> str:
    parts = unicodedata.normalize("NFKD", _APOSTROPHES.sub("", text))
    plain = "".join(part for part in parts if not unicodedata.combining(part)).casefold()
    return _BETWEEN_WORDS.sub(" ", plain.translate(_LETTERS_WITHOUT_PARTS)).strip()

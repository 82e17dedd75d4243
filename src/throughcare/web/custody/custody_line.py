"""A line pasted from a custody system, read tolerantly: "O'HARE, Dafydd Llŷr, 09/11/1984, NM/2010/03317".

Each part is known by how it looks, not by where it stands. What is read is shown for checking; nothing is recorded
from it by itself.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

MOST_LETTERS, OLDEST = 300, 1890
_BETWEEN = re.compile(r"\s*(?:[,;|\t\n]|\s{2,})\s*")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_DATES = (
    re.compile(r"(?P<day>\d{1,2})[./ -](?P<month>\d{1,2})[./ -](?P<year>\d{4}|\d{2})"),
    re.compile(r"(?P<year>\d{4})-(?P<month>\d{1,2})-(?P<day>\d{1,2})"),
    re.compile(r"(?P<day>\d{1,2})(?:st|nd|rd|th)?[ -](?P<month>[a-z]{3,9})[ -](?P<year>\d{4})", re.IGNORECASE),
    re.compile(r"(?P<day>\d{2})(?P<month>\d{2})(?P<year>(?:19|20)\d{2})"),
)
_LABEL = re.compile(
    r"^(?:sur|family |fore|first |given |full )?names?\s*[:=]\s*|^(?:d\.?o\.?b\.?|born|date of birth)\s*[:=]?\s*"
    r"|^(?:custody|detention)?\s*(?:record\s*)?(?:no|number|ref|cr)\.?\s*[:=]\s*",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class CustodyLine:
    """What could be read; what could not stays empty, and words that fit nowhere are kept to be seen."""

    family_name: str = ""
    given_name: str = ""
    born_on: date | None = None
    custody_number: str = ""
    left_over: tuple[str, ...] = ()

    @property
    def is_a_line(self) -> bool:
        """Names with a birth or a number: more than a search for somebody."""
        return bool(self.family_name and self.given_name and (self.born_on or self.custody_number))


def read(text: str, *, today: date) -> CustodyLine:
    """Of several dates the first is the birth; the first part with a figure that is no date is the number."""
    parts = [_LABEL.sub("", part).strip() for part in _BETWEEN.split(text[:MOST_LETTERS].strip())]
    born: date | None = None
    number, names, rest = "", list[str](), list[str]()
    for part in filter(None, parts):
        found = _date(part, today)
        if found is not None and born is None:
            born = found
        elif any(sign.isdigit() for sign in part) and found is None and not number:
            number = part
        elif _is_name(part) and len(names) < 3:
            names.append(part)
        else:
            rest.append(part)
    family, given = _names(names)
    return CustodyLine(family_name=family, given_name=given, born_on=born, custody_number=number, left_over=tuple(rest))


def _names(parts: list[str]) -> tuple[str, str]:
    """Surname first, as custody systems write it; one part alone has the surname in capitals, or last."""
    if len(parts) == 1:
        return _as_written(*_apart(parts[0].split()))
    if len(parts) >= 2 and parts[1].isupper() and not parts[0].isupper():
        return _as_written(parts[1], parts[0])
    return _as_written(parts[0], " ".join(parts[1:])) if parts else ("", "")


def _apart(words: list[str]) -> tuple[str, str]:
    capitals = [word for word in words if word.isupper() and len(word) > 1]
    if capitals and len(capitals) < len(words):
        return " ".join(capitals), " ".join(word for word in words if word not in capitals)
    return (words[-1], " ".join(words[:-1])) if len(words) > 1 else ("", " ".join(words))


def _as_written(family: str, given: str) -> tuple[str, str]:
    return _cased(family), _cased(given)


def _cased(name: str) -> str:
    """O'HARE becomes O'Hare; a name that was not all capitals is left as its owner writes it."""
    return re.sub(r"[^\W\d_]+", lambda word: word[0].capitalize(), name) if name.isupper() else name


def _is_name(part: str) -> bool:
    return all(sign.isalpha() or sign in " '’-.\u0302\u0300\u0301" for sign in part)


def _date(part: str, today: date) -> date | None:
    for found in _matches(part):
        day = _real(found, today)
        if day is not None and day < today:
            return day
    return None


def _matches(part: str) -> Iterator[re.Match[str]]:
    return (found for found in (pattern.fullmatch(part) for pattern in _DATES) if found)


def _real(found: re.Match[str], today: date) -> date | None:
    month = found["month"].lower()[:3]
    number = _MONTHS.index(month) + 1 if month in _MONTHS else int(month) if month.isdigit() else 0
    year = int(found["year"])
    if year < 100:
        year += 2000 if 2000 + year <= today.year - 10 else 1900
    try:
        return date(year, number, int(found["day"])) if year >= OLDEST else None
    except ValueError:
        return None


def looks_like_a_number(text: str) -> bool:
    """One word with figures that is no date: a custody number typed or scanned."""
    return bool(re.fullmatch(r"[\w/.-]{2,40}", text)) and any(sign.isdigit() for sign in text)

"""What people do under load, and how often: a request for each, with what it carries."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from random import Random
from urllib.parse import urlencode
from uuid import UUID, uuid5
from zoneinfo import ZoneInfo

LONDON = ZoneInfo("Europe/London")
CUSTODY = (("board", 40), ("book in", 15), ("person", 20), ("record", 25))
TEAM = (("today", 35), ("my people", 10), ("person", 35), ("record", 20))
BOOKED = ("details", "residence", "language", "arrest")
"""The parts of booking in, each an entry of its own, named after the form."""
PAGES = {"board": "/suite", "today": "/today", "my people": "/my-people"}


@dataclass(frozen=True, slots=True, kw_only=True)
class User:
    session: str
    csrf: str
    area: str
    place: str
    people: list[str]
    is_police: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Action:
    kind: str
    method: str
    address: str
    body: str = ""
    entries: tuple[str, ...] = ()
    """The ids that the answer acknowledges, of what records."""
    is_custody: bool


def drawn(user: User, dice: Random, *, now: datetime) -> Action:
    """`now` is the clock of the pages. Booking in and the record of a risk write; everything else reads."""
    kinds, weights = zip(*(CUSTODY if user.is_police else TEAM), strict=True)
    kind = dice.choices(kinds, weights)[0]
    entry = str(UUID(int=dice.getrandbits(128), version=4))
    person, at = dice.choice(user.people), now - timedelta(minutes=1)
    if kind == "book in":
        typed = _booked(user, entry, dice) | _when("arrived_at", at)
        return _sends(user, kind, "/suite/book-in", typed, tuple(str(uuid5(UUID(entry), part)) for part in BOOKED))
    if kind == "record":
        typed = {"entry": entry, "risk": "to the person", "what": f"Said: {entry[:8]}", "taker": "Sgt Tanner"}
        address = f"/people/{person}/record/risk_found"
        return _sends(user, kind, address, typed | _when("happened_at", at), (entry,))
    address = PAGES.get(kind, f"/people/{person}")
    return Action(kind=_of(user, kind), method="GET", address=address, is_custody=user.is_police)


def _of(user: User, kind: str) -> str:
    return f"{'custody' if user.is_police else 'team'}: {kind}"


def _sends(user: User, kind: str, address: str, typed: dict[str, str], entries: tuple[str, ...]) -> Action:
    body = urlencode(typed | {"csrfmiddlewaretoken": user.csrf})
    return Action(
        kind=_of(user, kind), method="POST", address=address, body=body, entries=entries, is_custody=user.is_police
    )


def _booked(user: User, entry: str, dice: Random) -> dict[str, str]:
    """Everyone has a name of their own, so that nobody has to be looked at first."""
    name = "".join(dice.choice("bcdfghjklmnprstvw") + dice.choice("aeiou") for _ in range(5)).title()
    return {
        "entry": entry, "given_name": name, "family_name": f"{name[::-1].title()}-Benchmark", "born_on-day": "8",
        "born_on-month": "12", "born_on-year": str(dice.randint(1950, 1995)), "housing": "at an address",
        "address": "9 Lôn Fach", "place": user.place, "area": "", "agreed": user.area, "speaks": "Welsh, English",
        "finds_reading_hard": "no", "offence": "handling_s22", "custody_number": f"B/{entry[:8]}", "cell": "M5",
    }  # fmt: skip


def _when(name: str, at: datetime) -> dict[str, str]:
    local = at.astimezone(LONDON)
    return {
        f"{name}-day": str(local.day), f"{name}-month": str(local.month), f"{name}-year": str(local.year),
        f"{name}-time": f"{local:%H:%M}",
    }  # fmt: skip


def clock(started: datetime, begins: datetime) -> datetime:
    """The demonstration's clock: as long after its beginning as has passed since the server started."""
    return begins + (datetime.now(tz=UTC) - started)

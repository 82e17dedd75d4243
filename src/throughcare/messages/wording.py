"""The exact words, as data: a version of each, in one table. None of them tells what the appointment is about.

A message names the team and the place only where the person chose so; a test holds every template against the list of
words that none may say. Another language is another row once a named translator has approved it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from throughcare.rulebook.calendar import LONDON
from throughcare.rulebook.facts.contact import Channel

ENGLISH = "en"


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """`{day}`, `{time}`, `{team}`, `{place}` and `{phone}` are filled in; other braces stand nowhere."""

    version: str
    subject: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class About:
    """What a reminder speaks of."""

    starts_at: datetime
    place: str
    team: str
    phone: str
    names_team: bool
    channel: Channel


@dataclass(frozen=True, slots=True, kw_only=True)
class Worded:
    wording: str
    subject: str
    text: str


TEMPLATES: Mapping[tuple[str, bool], Words] = {
    (ENGLISH, False): Words(
        version="reminder 1", subject="Your appointment",
        text="Reminder: you have an appointment on {day} at {time}. "
        "If you cannot come, ring the number you were given.",
    ),
    (ENGLISH, True): Words(
        version="reminder with team 1", subject="Your appointment",
        text="Reminder: you have an appointment with {team} on {day} at {time}. Place: {place}. "
        "If you cannot come, ring {phone}.",
    ),
}  # fmt: skip
NO_PHONE = "the number you were given"

FORBIDDEN = (
    "alcohol", "arrest", "assessment", "bail", "caseload", "cjit", "cocaine", "court", "crack", "crime", "criminal",
    "custody", "detention", "dip", "drug", "heroin", "intervention", "offence", "offend", "officer", "opiate", "police",
    "prison", "probation", "programme", "rehab", "requirement", "screening", "substance", "suite", "test", "treatment",
    "warrant",
)  # fmt: skip
"""Beginnings of words that no message says of itself."""


def worded(about: About, *, language: str = ENGLISH) -> Worded:
    words = TEMPLATES[language, about.names_team]
    local = about.starts_at.astimezone(LONDON)
    text = words.text.format(
        day=f"{local:%A} {local.day} {local:%B}", time=clock(local), team=about.team,
        place=" ".join(about.place.split()),
        phone=about.phone or NO_PHONE,
    )  # fmt: skip
    return Worded(wording=words.version, subject=words.subject, text=text)


def clock(local: datetime) -> str:
    """10am, 2:30pm: as people say it."""
    minutes = f":{local:%M}" if local.minute else ""
    return f"{local.hour % 12 or 12}{minutes}{'am' if local.hour < 12 else 'pm'}"


GSM7 = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿"
    "abcdefghijklmnopqrstuvwxyzäöñüà"
)
GSM7_EXTENDED = frozenset("^{}\\[~]|€")
"""Each counts twice."""


def parts(text: str) -> int:
    """How many text messages it takes: 160 signs of the plain alphabet alone, or 70 of any other; joined ones fewer."""
    if set(text) <= GSM7 | GSM7_EXTENDED:
        length, alone, joined = len(text) + sum(sign in GSM7_EXTENDED for sign in text), 160, 153
    else:
        length, alone, joined = len(text.encode("utf-16-le")) // 2, 70, 67
    return 1 if length <= alone else -(-length // joined)

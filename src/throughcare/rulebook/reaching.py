"""Where a message can go: numbers, addresses and safe hours that can be used, and the sentence where one cannot."""

import re

from throughcare.rulebook.facts.contact import Channel, ContactWishes
from throughcare.rulebook.refusing import Case, Refused, refuses

MOBILE = re.compile(r"\+447\d{9}")
PHONE = re.compile(r"\+44[1-9]\d{8,9}")
EMAIL = re.compile(r"[^\s@,;<>\"]+@[^\s@,;<>\".]+(\.[^\s@,;<>\".]+)+")
POSTCODE = re.compile(r"[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}", re.IGNORECASE)
_BLANKS = re.compile(r"[\s().-]")


def number(text: str) -> str:
    """A British number as it is dialled from anywhere, +44…; other text comes back without its blanks."""
    digits = _BLANKS.sub("", text)
    if digits.startswith("0044"):
        return f"+{digits[2:]}"
    return f"+44{digits[1:]}" if digits.startswith("0") else digits


def is_address(channel: Channel, address: str) -> bool:
    """Whether a message on this channel could reach it. One line each, save post: at least two, then the postcode."""
    if channel is Channel.LETTER:
        lines = [line.strip() for line in address.strip().splitlines() if line.strip()]
        return 3 <= len(lines) <= MOST_LINES and POSTCODE.fullmatch(lines[-1]) is not None
    if channel is Channel.EMAIL:
        return EMAIL.fullmatch(address) is not None
    return (MOBILE if channel is Channel.TEXT else PHONE).fullmatch(number(address)) is not None


MOST_LINES = 6
"""With the name, as many as a letter's window shows."""
_NEEDED = {
    Channel.TEXT: ("A text message needs a mobile number, like 07700 900123", "the phone number"),
    Channel.EMAIL: ("An e-mail needs an address, like name@example.org", "the e-mail address"),
    Channel.LETTER: ("A letter needs at least two lines and a postcode on the last", "the postal address"),
    Channel.CALL: ("A phone call needs a number, like 01632 960123", "the phone number"),
}


@refuses(ContactWishes, cites=("ICE 3.9",), requirements=("I-34",))
def wishes_say_how_and_where(case: Case) -> Refused | None:
    """Somebody who agrees to be reminded says how, and gives a number or an address that can be used."""
    wishes: ContactWishes = case.fact
    if not wishes.agreed:
        return None
    if wishes.channel is None:
        return Refused(sentence="It is not said how the person may be reminded.", instead="Choose one way.")
    if is_address(wishes.channel, wishes.address):
        return None
    needed, field = _NEEDED[wishes.channel]
    return Refused(
        sentence=f"{needed}; this says {wishes.address!r}.",
        instead=f"Check {field}, or choose another way.",
    )


@refuses(ContactWishes, cites=("ICE 3.9",), requirements=("I-34",))
def safe_hours_are_hours_of_a_day(case: Case) -> Refused | None:
    """Safe hours begin before they end, within one day."""
    wishes: ContactWishes = case.fact
    if 0 <= wishes.safe_from < wishes.safe_until <= HOURS:
        return None
    return Refused(
        sentence=f"From {wishes.safe_from} to {wishes.safe_until} is no time of a day.",
        instead=f"Give an hour from 0 to {HOURS - 1}, then a later one, {HOURS} at most.",
    )


HOURS = 24

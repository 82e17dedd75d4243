"""How a person agreed to be reached (ICE 3.9)."""

from enum import StrEnum

from throughcare.rulebook.actors import CJIT, POLICE
from throughcare.rulebook.facts.base import DataClass, Fact, fact, question

IDENTITY = DataClass.IDENTITY
USUAL_FROM, USUAL_UNTIL = 9, 19
"""Nobody is written to before nine in the morning or after seven at night, unless they said so (ours)."""


class Channel(StrEnum):
    TEXT = "text message"
    EMAIL = "e-mail"
    LETTER = "letter by post"
    CALL = "phone call from a worker"


@fact("contact_wishes", title="How we may reach this person", data=IDENTITY, by=POLICE | CJIT)
class ContactWishes(Fact):
    """What the person agreed to about reminders (I-34). The newest counts; a no takes back what was agreed before."""

    agreed: bool = question(
        "Does the person agree to be reminded of appointments?", data=IDENTITY, counted=True,
        hint="A no takes back what was agreed before, and nothing more is sent.",
    )  # fmt: skip
    channel: Channel | None = question("How?", data=IDENTITY, default=None, counted=True)
    phone: str = question("Phone number", data=IDENTITY, default="", hint="A mobile number for text messages")
    email: str = question("E-mail address", data=IDENTITY, default="")
    post: str = question(
        "Postal address", data=IDENTITY, default="", long=True, hint="One line each; the postcode on the last line"
    )
    safe_from: int = question(
        "Not before which hour?",
        data=IDENTITY,
        default=USUAL_FROM,
        hint="On the 24-hour clock: 9 is nine in the morning",
    )
    safe_until: int = question("Not after which hour?", data=IDENTITY, default=USUAL_UNTIL, hint="19 is seven at night")
    may_name_team: bool = question(
        "May a message name our team and the place?", data=IDENTITY, default=False,
        hint="Others may read it. Without this it says only that there is an appointment, and when.",
    )  # fmt: skip
    agreed_not: str = question("What did you agree not to do?", data=IDENTITY, default="", long=True)

    @property
    def address(self) -> str:
        """Where the chosen channel goes; empty where none was chosen."""
        return _ADDRESS[self.channel](self).strip() if self.channel else ""

    def says(self) -> str:
        if not self.agreed:
            return "Wants no reminders"
        return f"Agreed to be reminded by {self.channel}"


_ADDRESS = {
    Channel.TEXT: lambda wishes: wishes.phone,
    Channel.EMAIL: lambda wishes: wishes.email,
    Channel.LETTER: lambda wishes: wishes.post,
    Channel.CALL: lambda wishes: wishes.phone,
}

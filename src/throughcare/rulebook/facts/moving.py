"""Why a time that was given is not kept, and a time that is taken back."""

from enum import StrEnum

from throughcare.rulebook.actors import CJIT, POLICE
from throughcare.rulebook.facts.base import DataClass, Fact, Link, fact, question


class WhyChanged(StrEnum):
    """Why a time once given is not kept (SPOC guidance 4: avoid it wherever possible)."""

    PERSON_ASKED = "the person asked for it"
    NO_WORKER = "no worker is available"
    PLACE_CLOSED = "the place cannot be used"
    DETAINED = "the person is in custody, in court or in hospital"
    MISTAKE = "the time or place was given by mistake"
    OTHER = "another reason"


@fact("appointment_withdrawn", title="Appointment withdrawn", data=DataClass.ATTENDANCE, by=POLICE | CJIT)
class AppointmentWithdrawn(Fact):
    """The time no longer stands and none stands in its place yet; a new one is owed while the requirement holds."""

    appointment: Link = question("Appointment", names=("appointment_made",), once=True)
    why: WhyChanged = question("Why is it withdrawn?", data=DataClass.ATTENDANCE, counted=True)

    def says(self) -> str:
        return f"Appointment withdrawn: {self.why}"

"""Identified without a positive test: the signs of Annex E, coming by oneself, and the worker who was told."""

from enum import StrEnum

from throughcare.rulebook.actors import CJIT, CJIT_MANAGER, CJIT_WORKERS, POLICE
from throughcare.rulebook.annex_e import SIGNS, Weighed, weigh
from throughcare.rulebook.facts.base import DataClass, Fact, Link, fact, question

CUSTODY, ATTENDANCE = DataClass.CUSTODY, DataClass.ATTENDANCE
WORKERS = CJIT_WORKERS | CJIT_MANAGER


class KnownAs(StrEnum):
    """The two ways in which somebody may come by themselves (H-76)."""

    DISENGAGED = "known to the team, and stopped coming"
    NEVER_CAME = "known to police or courts, and never came to the team"


@fact("self_referred", title="Came by themselves", data=ATTENDANCE, by=CJIT)
class SelfReferred(Fact):
    """Somebody known came to the team unasked (H-76). Nothing that follows is reported to anyone (R17)."""

    known_as: KnownAs = question("How is the person known?", data=ATTENDANCE, counted=True)
    records_read: bool = question(
        "Did you look at what is held from earlier?", data=ATTENDANCE,
        hint="The Handbook asks the team to recall any previous information",
    )  # fmt: skip

    def says(self) -> str:
        return "Came to the team by themselves"


@fact("signs_considered", title="Signs of drug misuse", data=CUSTODY, by=POLICE | WORKERS)
class SignsConsidered(Fact):
    """Which signs of Annex E were seen or heard; the table says whether they identify the person (H-64, H-78 to H-81).

    A sign not seen is False. Names the arrest, or the visit of somebody who came by themselves.
    """

    arrest: Link | None = question("Arrest", names=("arrested",), default=None)
    referral: Link | None = question("Came by themselves", names=("self_referred",), default=None)
    volunteered: bool = question("Did the person say that they use heroin, crack or cocaine?", data=CUSTODY)
    paraphernalia: bool = question("Was paraphernalia found?", data=CUSTODY)
    behaviour: bool = question("Was the behaviour consistent with drug use?", data=CUSTODY)
    appearance: bool = question("Did the appearance speak for it?", data=CUSTODY, hint="For example, needle marks")
    officer_information: bool = question("Did the arresting officer say so?", data=CUSTODY)
    intelligence: bool = question("Is there police intelligence?", data=CUSTODY)
    asked_for_doctor: bool = question("Did the person ask for a doctor for withdrawal?", data=CUSTODY)
    earlier_misuse: bool = question("Is earlier drug misuse known?", data=CUSTODY)
    earlier_tests: bool = question("Are earlier drug tests known?", data=CUSTODY)
    said: str = question("What was seen or said?", data=CUSTODY, default="", long=True)

    @property
    def weighed(self) -> Weighed:
        return weigh([sign.name for sign in SIGNS if getattr(self, sign.name)])

    @property
    def identified(self) -> bool:
        return self.weighed.identified

    @property
    def takes_away(self) -> object:
        return self.identified

    def says(self) -> str:
        return f"Signs of drug misuse considered: {'identified' if self.identified else 'not identified'}"


class AgreesTo(StrEnum):
    ASSESSMENT = "to be assessed"
    FURTHER = "to a further appointment"


@fact("agreement_asked", title="Agreement by choice", data=ATTENDANCE, by=WORKERS)
class AgreementAsked(Fact):
    """Where nothing is required, the person is asked first and may say no; that is no offence (H-182, H-186)."""

    to: AgreesTo = question("Asked whether the person agrees", data=ATTENDANCE, counted=True)
    agrees: bool = question("Does the person agree?", data=ATTENDANCE, counted=True)

    @property
    def takes_away(self) -> object:
        return self.agrees

    def says(self) -> str:
        return f"{'Agreed' if self.agrees else 'Did not agree'} {self.to}"


class WorkerAnswer(StrEnum):
    COMING = "comes to see the person"
    CANNOT = "cannot come before the person leaves"
    NOT_REACHED = "could not be reached"
    NOBODY = "nobody is on duty or on call"


@fact("worker_told", title="Drug worker told", data=CUSTODY, by=POLICE)
class WorkerTold(Fact):
    """The worker on duty or on call was told that the person is in the suite, or there was none (H-70)."""

    arrest: Link = question("Arrest", names=("arrested",))
    worker: str = question("Whom did you tell, or try to tell?", data=CUSTODY, default="")
    answer: WorkerAnswer = question("What was the answer?", data=CUSTODY, counted=True)

    def says(self) -> str:
        return f"Drug worker: {self.answer}"

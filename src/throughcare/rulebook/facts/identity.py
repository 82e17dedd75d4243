"""Who the person is and where they live. Names live in people; these facts are where they came from."""

from datetime import date
from enum import StrEnum

from throughcare.rulebook.actors import CJIT, CJIT_MANAGER, INSPECTOR, POLICE
from throughcare.rulebook.facts.base import DataClass, Fact, Link, fact, question

IDENTITY = DataClass.IDENTITY
EITHER = POLICE | CJIT
IN_CHARGE = CJIT_MANAGER | INSPECTOR


class Housing(StrEnum):
    """How the person is housed, as far as finding the team of residence needs it."""

    ADDRESS = "at an address"
    NO_FIXED_ABODE = "no fixed abode"
    NOT_KNOWN = "not known"


@fact("details_given", title="Details", data=IDENTITY, by=EITHER)
class DetailsGiven(Fact):
    """Name and date of birth, as given (H-157)."""

    given_name: str = question("Given names", data=IDENTITY)
    family_name: str = question("Family name", data=IDENTITY)
    born_on: date = question("Date of birth", data=IDENTITY, hint="For example, 9 11 1984", counted=True)
    phone: str = question("Phone", data=IDENTITY, default="")

    def says(self) -> str:
        return "Gave name and date of birth"


@fact("residence_established", title="Where the person lives", data=IDENTITY, by=EITHER)
class ResidenceEstablished(Fact):
    """Where the person lives, as an area of the list; decides the CJIT of residence (H-74, H-176)."""

    housing: Housing = question("Where does the person live?", data=IDENTITY)
    area: str = question("Area", data=IDENTITY, hint="Found from the place or postcode", default="", counted=True)
    address: str = question("Address", data=IDENTITY, default="", long=True)

    @property
    def takes_away(self) -> object:
        return self.housing, self.area

    def says(self) -> str:
        return "Residence recorded" if self.housing is Housing.ADDRESS else f"Residence: {self.housing}"


@fact("language_needs", title="Language and reading", data=IDENTITY, by=EITHER)
class LanguageNeeds(Fact):
    """What a notice must reckon with: language, and whether it should be read out (H-93)."""

    speaks: str = question("Languages spoken", data=IDENTITY)
    finds_reading_hard: bool = question("Does the person find reading hard?", data=IDENTITY)

    def says(self) -> str:
        return f"Speaks {self.speaks}" + (", finds reading hard" if self.finds_reading_hard else "")


@fact("record_restricted", title="Record restricted", data=IDENTITY, by=IN_CHARGE)
class RecordRestricted(Fact):
    """Only the case manager, managers and whoever holds the person open the record; others see that there is one."""

    reason: str = question(
        "Why must fewer people see this record?", data=IDENTITY, long=True,
        hint="From now on only the case manager, managers and whoever holds the person open it; others see that there "
        "is one. A manager can lift this at any time.",
    )  # fmt: skip

    def says(self) -> str:
        return "Record restricted"


@fact("restriction_lifted", title="Restriction lifted", data=IDENTITY, by=IN_CHARGE)
class RestrictionLifted(Fact):
    """From now on the record is open to the teams involved, as any other."""

    restriction: Link = question("Which restriction?", names=("record_restricted",), once=True)

    def says(self) -> str:
        return "Restriction lifted"

"""What can be told of a stay in prison: one after the other, in the order in which they can happen (R6)."""

from throughcare.rulebook.calendar import local_day
from throughcare.rulebook.facts.closing import TakenUpAgain
from throughcare.rulebook.facts.prison import EnteredPrison, LeftPrison, ReleaseExpected
from throughcare.rulebook.refusing import Case, Refused, refuses
from throughcare.rulebook.stays import inside_at, left


@refuses(EnteredPrison, ReleaseExpected, LeftPrison, cites=("HB 4.11.5a",), readings=("R6",), ours=True)
def one_stay_after_the_other(case: Case) -> Refused | None:
    """Nobody is taken in twice, and nothing is expected of a stay that is over."""
    if isinstance(case.fact, EnteredPrison):
        inside = next((one for one in inside_at(case.then, case.happened_at) if one.root != case.root), None)
        if inside is None:
            return None
        return Refused(
            sentence="The person is in prison already, by this record.",
            instead="Record when they came out, or what is known now of the release.", because=inside,
        )  # fmt: skip
    stay = case.history.get(case.fact.stay, EnteredPrison)
    out = left(case.then, stay) if stay else None
    if out is None or out.root == case.root:
        return None
    return Refused(sentence="This stay in prison is over.", instead="Record a new stay, or correct it.", because=out)


@refuses(EnteredPrison, ReleaseExpected, cites=("HB 4.11.5a",), readings=("R6",), ours=True)
def nobody_leaves_before_they_came(case: Case) -> Refused | None:
    """An expected release lies on or after the day on which it is said."""
    day = case.fact.release_on
    if day is None or day >= local_day(case.happened_at):
        return None
    return Refused(
        sentence=f"The expected release, {day.day} {day:%B %Y}, is before this was said.",
        instead="If the person is out, record that they left; else check the date.",
    )


@refuses(TakenUpAgain, cites=("HB 4.11.5a",), requirements=("H-195",), readings=("R6",))
def nobody_is_taken_up_from_prison(case: Case) -> Refused | None:
    """First out, then taken up."""
    inside = inside_at(case.then, case.happened_at)
    if not inside:
        return None
    return Refused(
        sentence="The person is in prison, by this record.", instead="Record when they came out.", because=inside[0]
    )

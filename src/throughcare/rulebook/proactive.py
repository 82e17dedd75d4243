"""IPAE1 to IPAE3: identified by Annex E, told to the worker, encouraged, and seen in time; nothing is enforced.

Handbook 4.1.1, 4.8, 4.9.1, 4.9.2, Annex E; readings R1, R2, R16, R18, R21.
"""

from collections.abc import Iterator
from datetime import datetime

from throughcare.rulebook.actors import OrganisationKind, Role
from throughcare.rulebook.by_choice import by_choice_since, offer_since, seen_since
from throughcare.rulebook.deadlines import is_within
from throughcare.rulebook.facts.assessment import AppointmentMade, Purpose
from throughcare.rulebook.facts.base import DataClass
from throughcare.rulebook.facts.custody import Arrested, DrugTested, NoMisuseBelieved
from throughcare.rulebook.facts.proactive import SelfReferred, SignsConsidered, WorkerAnswer, WorkerTold
from throughcare.rulebook.history import AnyRecorded, History, order
from throughcare.rulebook.owing import Obligation, earliest, owed, since, soonest, within
from throughcare.rulebook.refusing import Case, Refused, refuses
from throughcare.rulebook.spells import death, release_of
from throughcare.rulebook.standing import Duty, Given
from throughcare.rulebook.visit import Signs, due_of_visit, team_of_visit

TELL = Obligation(
    kind="tell_worker", action="Tell the drug worker on duty or on call; if there is none, book an appointment",
    by=Role.DETENTION_OFFICER, deadline="at_once", point="IPAE2", data=DataClass.CUSTODY,
    cites=("HB 4.1.1", "HB 4.9.2"), requirements=("H-70", "H-184"),
    if_missed="Release is never delayed. The appointment is then made with the team in the community.",
)  # fmt: skip
ENCOURAGE = Obligation(
    kind="encourage_to_see_worker", action="Encourage the person to see the drug worker, and record the answer",
    by=Role.DETENTION_OFFICER, deadline="while_detained", point="IPAE2", data=DataClass.CUSTODY,
    cites=("HB 4.1.1", "HB 4.9.2"), requirements=("H-67", "H-82"),
    if_missed="Release is never delayed. It shows as overdue until the answer is recorded.",
)  # fmt: skip
SEE = Obligation(
    kind="see_by_choice", action="See the person who was identified without a positive test",
    by=Role.CJIT_CUSTODY_WORKER, deadline="initial_assessment_resident", point="IPAE3", data=DataClass.ATTENDANCE,
    cites=("HB 4.1.1", "HB 4.9.2", "HB 4.10.1"), requirements=("H-72", "H-73", "H-82"), readings=("R1", "R2"),
    if_missed="It shows as overdue. Nobody has to come: what is tried next is the team's to decide.",
)  # fmt: skip
CONSIDER = Obligation(
    kind="consider_signs", action="Apply Annex E to somebody who came by themselves", by=Role.CJIT_CUSTODY_WORKER,
    deadline="next_working_day", point="IPAE1", data=DataClass.ATTENDANCE, cites=("HB 4.1.1", "HB Annex E"),
    requirements=("H-76", "H-77"), readings=("R21",),
)  # fmt: skip

OBLIGATIONS = (TELL, ENCOURAGE, SEE, CONSIDER)


def duties(h: History, given: Given) -> Iterator[Duty]:
    """From each identification: told, encouraged, seen. From each visit unasked: Annex E."""
    for came in h.every(SelfReferred):
        yield owed(
            CONSIDER, because=came, owner=came.team, due=within(CONSIDER, came.happened_at, given), given=given,
            met=earliest(h.first_naming(came, SignsConsidered), seen_since(h, came.happened_at)), withdrawn=death(h),
        )  # fmt: skip
    for signs in h.every(SignsConsidered):
        if signs.fact.identified:
            yield from _of_suite(h, signs, given)
            yield _see(h, signs, given)


def _of_suite(h: History, signs: Signs, given: Given) -> Iterator[Duty]:
    """What the suite owes while the person is there."""
    arrest = h.origin(signs.fact.arrest, Arrested)
    if arrest is None:
        return
    offered, booked = offer_since(h, arrest.root, signs.happened_at), by_choice_since(h, signs.happened_at)
    seen, over = seen_since(h, signs.happened_at), _overtaken(h, signs, arrest)
    yield owed(
        TELL, because=signs, owner=signs.team, due=within(TELL, signs.happened_at, given), given=given,
        episode=arrest.root, met=earliest(_comes(h, signs, arrest), booked, seen),
        withdrawn=soonest(over, release_of(h, arrest)),
    )  # fmt: skip
    yield owed(
        ENCOURAGE, because=signs, owner=signs.team, due=since(ENCOURAGE, h, arrest, given), given=given,
        episode=arrest.root, met=earliest(offered, seen), withdrawn=over,
    )  # fmt: skip


def _comes(h: History, signs: Signs, arrest: AnyRecorded) -> AnyRecorded | None:
    told = (one for one in h.naming(arrest, WorkerTold) if one.fact.answer is WorkerAnswer.COMING)
    return next((one for one in told if one.happened_at >= signs.happened_at), None)


def _see(h: History, signs: Signs, given: Given) -> Duty:
    arrest = h.origin(signs.fact.arrest, Arrested)
    return owed(
        SEE, because=signs, owner=team_of_visit(h, signs, given), due=due_of_visit(h, signs, given), given=given,
        episode=arrest.root if arrest else None, met=seen_since(h, signs.happened_at),
        withdrawn=_overtaken(h, signs, arrest),
    )  # fmt: skip


def _overtaken(h: History, signs: Signs, arrest: AnyRecorded | None) -> AnyRecorded | None:
    """A positive test of the same arrest brings the other route; a second look found nothing; or death."""
    positive = next((t for t in h.naming(arrest, DrugTested) if t.fact.positive), None)
    unseen = [s for s in h.naming(arrest, SignsConsidered) if not s.fact.identified and order(s) > order(signs)]
    return soonest(positive, *unseen, death(h))


@refuses(SignsConsidered, cites=("HB 4.9.1", "HB Annex E"), requirements=("H-77", "H-184"), readings=("R18",))
def signs_are_of_an_arrest_or_a_visit(case: Case) -> Refused | None:
    """Police look at somebody they arrested; a team looks at somebody who came by themselves."""
    team = case.given.teams.get(case.team)
    of_suite = team is not None and team.kind is OrganisationKind.POLICE_SUITE
    named, other = (case.fact.arrest, case.fact.referral) if of_suite else (case.fact.referral, case.fact.arrest)
    if named is not None and other is None:
        return None
    return Refused(
        sentence="Signs are considered at an arrest, by the suite, or when somebody comes by themselves, by the team.",
        instead="Name the arrest. In a team, record first that the person came by themselves, and name that.",
    )


@refuses(NoMisuseBelieved, cites=("HB 4.9.2", "HB Annex E"), requirements=("H-64", "H-184"), readings=("R18",))
def signs_that_identify_are_not_set_aside(case: Case) -> Refused | None:
    """Once the signs of this arrest identify the person, that there is no reason to believe misuse is not so."""
    considered = case.then.naming(case.fact.arrest, SignsConsidered)
    last = considered[-1] if considered else None
    if last is None or not last.fact.identified:
        return None
    counts = ", ".join(sign.words[0].lower() + sign.words[1:] for sign in last.fact.weighed.counts)
    return Refused(
        sentence=f"What was seen at this arrest identifies the person under Annex E: {counts}.",
        instead="Encourage the person to see the drug worker. If a sign was recorded by mistake, correct that entry.",
        because=last,
    )


@refuses(WorkerTold, cites=("HB 4.9.2",), requirements=("H-70",))
def the_worker_told_has_a_name(case: Case) -> Refused | None:
    """Whoever was told, or could not be reached, is named; only where nobody is on there is no name."""
    if case.fact.worker.strip() or case.fact.answer is WorkerAnswer.NOBODY:
        return None
    return Refused(
        sentence="This does not say which worker was told.",
        instead="Give the name; if nobody is on duty or on call, choose that answer.",
    )


@refuses(AppointmentMade, cites=("HB 4.1.1", "HB 4.9.2"), requirements=("H-71", "H-72", "H-73"), readings=("R1", "R2"))
def a_late_place_by_choice_says_why(case: Case) -> Refused | None:
    """Police book whom they identified within the limit; a later place only with a reason."""
    signs = _identified_by(case)
    if case.fact.purpose is not Purpose.VOLUNTARY or signs is None or case.fact.late_because.strip():
        return None
    limit: datetime = due_of_visit(case.then, signs, case.given).at
    if is_within(case.fact.starts_at, limit):
        return None
    return Refused(
        sentence="This place is after the limit for somebody whom police identified.",
        instead="Choose an earlier place, or say why a later one was chosen.",
        because=signs,
    )


def _identified_by(case: Case) -> Signs | None:
    """The newest identification by the suite that books, if nobody has seen the person since."""
    ours = [one for one in case.then.all(SignsConsidered) if one.team == case.team and one.fact.arrest is not None]
    last = ours[-1] if ours else None
    return (
        last if last is not None and last.fact.identified and seen_since(case.then, last.happened_at) is None else None
    )

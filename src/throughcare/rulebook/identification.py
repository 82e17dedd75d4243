"""Arrest, drug test, dispute and laboratory: how someone is found, and what a result may serve.

Handbook 3.1, 4.1.1 and its footnote, 4.6.1; PACE s63B as `domain` gives it; readings R10, R22, R28, R30.
"""

from collections.abc import Iterator, Sequence
from uuid import UUID

from throughcare.rulebook import trigger_offences
from throughcare.rulebook.actors import Role
from throughcare.rulebook.calendar import local_day
from throughcare.rulebook.facts.base import DataClass, Fact
from throughcare.rulebook.facts.custody import (
    Arrested,
    AssessmentRequired,
    Charged,
    DrugTested,
    ForLaboratory,
    LaboratoryReturned,
    NoMisuseBelieved,
    NotTested,
    RequirementNotImposed,
    Result,
    SentToLaboratory,
    TestAuthorised,
    TestPutRight,
    TestRefused,
    ToldRequirementEnded,
    VoluntaryOfferMade,
)
from throughcare.rulebook.facts.proactive import SignsConsidered
from throughcare.rulebook.history import AnyRecorded, History, Recorded
from throughcare.rulebook.owing import Obligation, earliest, owed, since, soonest, within
from throughcare.rulebook.refusing import Case, Refused, refuses
from throughcare.rulebook.spells import age_at, death, release_of
from throughcare.rulebook.standing import Duty, Given

TEST = Obligation(
    kind="test_or_say_why_not", action="Test, or record why not", by=Role.DETENTION_OFFICER,
    deadline="while_detained", point="IE1", data=DataClass.CUSTODY, cites=("HB 3.1",), requirements=("H-45",),
)  # fmt: skip
REQUIRE = Obligation(
    kind="require_or_say_why_not", action="Require the assessments, or ask the inspector to decide",
    by=Role.DETENTION_OFFICER, deadline="while_detained", point="IE1", data=DataClass.REQUIREMENT,
    cites=("HB 4.6.1 i",), requirements=("H-63", "H-149", "H-150", "N-41"),
)  # fmt: skip
PUT_RIGHT = Obligation(
    survives=True, kind="put_irregular_test_right", action="Put right a sample that should not have been taken",
    by=Role.CUSTODY_INSPECTOR, deadline="next_working_day", point="IE1", data=DataClass.CUSTODY,
    cites=("HB 4.1.1 fn1",), readings=("R10", "R28"),
)  # fmt: skip
IDENTIFY = Obligation(
    kind="identify_or_release", action="Say which signs of Class A misuse there are, or offer a worker",
    by=Role.DETENTION_OFFICER, deadline="while_detained", point="IPAE2", data=DataClass.CUSTODY,
    cites=("HB 4.1.1", "HB 4.9.2"), requirements=("H-62", "H-66", "H-184"),
)  # fmt: skip
DISPATCH = Obligation(
    survives=True, kind="send_sample", action="Send the sample to the laboratory", by=Role.DETENTION_OFFICER,
    deadline="dispatch_sample", point="IE1", data=DataClass.TEST_RESULT, cites=("INT 4.2.4",),
)  # fmt: skip
AWAIT_RESULT = Obligation(
    survives=True, kind="laboratory_result", action="Record the laboratory's answer", by=Role.DETENTION_OFFICER,
    deadline="laboratory_result", point="IE1", data=DataClass.TEST_RESULT, cites=("ICE 2.8",), readings=("R9",),
)  # fmt: skip
TELL_ENDED = Obligation(
    survives=True, kind="tell_requirement_ended", action="Tell the person that the requirement no longer applies",
    by=Role.DETENTION_OFFICER, deadline="next_working_day", point="IE1", data=DataClass.REQUIREMENT,
    cites=("Drugs Act 2005 s16",),
)  # fmt: skip

ANSWERS: tuple[type[Fact], ...] = (SignsConsidered, NoMisuseBelieved, VoluntaryOfferMade)
"""What answers whether there is reason to believe misuse. An offer was made because there was."""

OBLIGATIONS = (TEST, REQUIRE, PUT_RIGHT, IDENTIFY, DISPATCH, AWAIT_RESULT, TELL_ENDED)


def duties(h: History, given: Given) -> Iterator[Duty]:
    """What the suite owes about the test and the laboratory."""
    for arrest in h.every(Arrested):
        yield _test(h, arrest, given)
    for test in h.every(DrugTested):
        yield from _after_test(h, test, given)
    for refused in h.every(TestRefused):
        yield _identify(h, refused, refused.fact.arrest, given)
    for untested in h.every(NotTested):
        yield _identify(h, untested, untested.fact.arrest, given)
    for sent in h.every(SentToLaboratory):
        yield owed(
            AWAIT_RESULT, because=sent, owner=sent.team, due=within(AWAIT_RESULT, sent.happened_at, given), given=given,
            episode=_episode(h, sent.fact.test), met=h.first_naming(sent.fact.test, LaboratoryReturned),
            withdrawn=death(h),
        )  # fmt: skip
    for answer in h.every(LaboratoryReturned):
        yield from _tell(h, answer, given)


def _test(h: History, arrest: Recorded[Arrested], given: Given) -> Duty:
    answered = earliest(
        h.first_naming(arrest, DrugTested),
        h.first_naming(arrest, TestRefused),
        h.first_naming(arrest, NotTested),
    )
    return owed(
        TEST, because=arrest, owner=arrest.team, due=within(TEST, arrest.happened_at, given), given=given,
        episode=arrest.root, met=answered, withdrawn=death(h),
    )  # fmt: skip


def _after_test(h: History, test: Recorded[DrugTested], given: Given) -> Iterator[Duty]:
    episode = h.root(test.fact.arrest)
    if test.fact.positive:
        decided = earliest(h.first_naming(test, AssessmentRequired), h.first_naming(test, RequirementNotImposed))
        refuted = next((answer for answer in h.naming(test, LaboratoryReturned) if not answer.fact.confirmed), None)
        yield owed(
            REQUIRE, because=test, owner=test.team, given=given, episode=episode,
            due=since(REQUIRE, h, h.origin(test.fact.arrest, Arrested) or test, given), met=decided,
            withdrawn=soonest(refuted, death(h)),
        )  # fmt: skip
    else:
        yield _identify(h, test, test.fact.arrest, given)
    if test.fact.irregular:
        yield owed(
            PUT_RIGHT, because=test, owner=test.team, due=within(PUT_RIGHT, test.happened_at, given), given=given,
            episode=episode, met=h.first_naming(test, TestPutRight), withdrawn=death(h),
        )  # fmt: skip
    if test.fact.laboratory is not ForLaboratory.NO:
        yield owed(
            DISPATCH, because=test, owner=test.team, due=within(DISPATCH, test.happened_at, given), given=given,
            episode=episode, withdrawn=death(h),
            met=earliest(h.first_naming(test, SentToLaboratory), h.first_naming(test, LaboratoryReturned)),
        )  # fmt: skip


def _identify(h: History, cause: AnyRecorded, arrest: UUID, given: Given) -> Duty:
    found = h.origin(arrest, Arrested)
    positive = next((t for t in h.naming(arrest, DrugTested) if t.fact.positive), None)
    return owed(
        IDENTIFY, because=cause, owner=cause.team, due=since(IDENTIFY, h, found or cause, given), given=given,
        episode=found.root if found else None,
        met=earliest(*(h.first_naming(arrest, kind) for kind in ANSWERS)),
        withdrawn=soonest(positive, death(h)),
    )  # fmt: skip


def _tell(h: History, answer: Recorded[LaboratoryReturned], given: Given) -> Iterator[Duty]:
    if answer.fact.confirmed:
        return
    for requirement in h.every(AssessmentRequired):
        if h.root(requirement.fact.test) == h.root(answer.fact.test):
            yield owed(
                TELL_ENDED, because=answer, also=(requirement,), owner=requirement.team, given=given,
                due=within(TELL_ENDED, answer.happened_at, given), episode=_episode(h, answer.fact.test),
                met=h.first_naming(requirement, ToldRequirementEnded), withdrawn=death(h),
            )  # fmt: skip


def _episode(h: History, test: UUID) -> UUID | None:
    found = h.origin(test, DrugTested)
    return h.root(found.fact.arrest) if found else None


# What may not be recorded here. An irregular test that truly happened is recorded as irregular (R10, R28).


@refuses(Arrested, Charged, cites=("HB 3.1",), requirements=("H-45",))
def the_offence_is_on_our_list(case: Case) -> Refused | None:
    """Whether someone may be tested is read from the list, so an offence is one of its codes."""
    if trigger_offences.is_known(case.fact.offence):
        return None
    return Refused(
        sentence="This offence is not on the list of offences.",
        instead="Choose it from the list; any other offence is recorded as 'other'.",
    )


@refuses(DrugTested, cites=("HB 3.1", "PACE s63B"), requirements=("H-45", "N-32"))
def a_test_needs_a_trigger_offence_or_authority(case: Case) -> Refused | None:
    """A test follows a trigger offence, or any offence with an inspector's authority."""
    arrest = case.history.get(case.fact.arrest, Arrested)
    if case.fact.irregular or arrest is None or case.then.naming(arrest, TestAuthorised):
        return None
    offences = [arrest.fact.offence, *(charge.fact.offence for charge in case.then.naming(arrest, Charged))]
    if any(_is_trigger(offence, arrest) for offence in offences):
        return None
    return Refused(
        sentence="This offence was not a trigger offence on the day of arrest, and no inspector has authorised a test.",
        instead="An inspector may authorise the test with the grounds; otherwise record why no test was taken.",
        because=arrest,
    )


def _is_trigger(code: str, arrest: AnyRecorded) -> bool:
    """An offence this edition does not list is none; what is written about the person is read all the same."""
    try:
        return trigger_offences.is_trigger(code, local_day(arrest.happened_at))
    except trigger_offences.UnknownOffence:
        return False


@refuses(DrugTested, cites=("HB 4.1.1 fn1", "PACE s63B"), requirements=("H-65",), readings=("R10",))
def one_sample_in_one_detention(case: Case) -> Refused | None:
    """One sample in one continuous detention; a failed device or void sample is no result."""
    for earlier in _tests_before(case):
        if case.history.root(earlier.fact.arrest) == case.history.root(case.fact.arrest) or _same_detention(
            case, earlier
        ):
            released = release_of(case.then, earlier.fact.arrest)
            if released is None or released.happened_at >= case.happened_at:
                return Refused(
                    sentence="A sample was taken in this detention already.",
                    instead="If that device failed, mark that. A second sample that truly was taken is irregular.",
                    because=earlier,
                )
    return None


@refuses(DrugTested, cites=("HB 4.1.1 fn1",), requirements=("H-65",), readings=("R10",))
def no_second_test_after_a_negative(case: Case) -> Refused | None:
    """After a negative test the person is not tested again for the offence of that arrest."""
    for earlier in _tests_before(case):
        same_arrest = case.history.root(earlier.fact.arrest) == case.history.root(case.fact.arrest)
        if same_arrest and earlier.fact.result is Result.NEGATIVE:
            return Refused(
                sentence="The test for this offence was negative; the person may not be tested again for it.",
                instead="A negative does not end the way: encourage the person to see the drug worker.",
                because=earlier,
            )
    return None


@refuses(DrugTested, cites=("PACE s63B",), readings=("R28",))
def adults_only(case: Case) -> Refused | None:
    """The programme is for adults: 18 at the sample."""
    age = age_at(case.history, case.happened_at)
    if case.fact.irregular or age is None or age >= 18:
        return None
    return Refused(
        sentence=f"The person was {age}; this programme tests adults of 18 and over.",
        instead="Record why no test was taken. If a sample truly was taken, record it as irregular.",
    )


@refuses(DrugTested, cites=("PACE s63B",))
def a_sample_is_taken_in_detention(case: Case) -> Refused | None:
    """A sample is taken from someone in police detention."""
    released = release_of(case.then, case.fact.arrest)
    if (
        case.fact.irregular
        or released is None
        or released.root == case.root
        or released.happened_at >= case.happened_at
    ):
        return None
    return Refused(
        sentence="The person had been released; a sample is taken only in police detention.",
        instead="Check the times. If a sample truly was taken after release, record it as irregular.",
        because=released,
    )


def _tests_before(case: Case) -> Sequence[Recorded[DrugTested]]:
    if case.fact.irregular:
        return []
    return [test for test in case.others(DrugTested) if not test.fact.irregular]


def _same_detention(case: Case, earlier: Recorded[DrugTested]) -> bool:
    """Two arrests without a release between them are one detention."""
    first = case.history.get(earlier.fact.arrest, Arrested)
    second = case.history.get(case.fact.arrest, Arrested)
    return first is not None and second is not None and first.team == second.team

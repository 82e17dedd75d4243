"""In the suite: arrest, risk, test, and whether someone is found at all."""

from contextlib import suppress
from uuid import UUID

from throughcare.rulebook import trigger_offences
from throughcare.rulebook.actors import Role
from throughcare.rulebook.calendar import local_day
from throughcare.rulebook.facts.contact import Channel, ContactWishes
from throughcare.rulebook.facts.custody import (
    Arrested,
    Condition,
    DrugTested,
    ForLaboratory,
    NoMisuseBelieved,
    NotTested,
    Result,
    TestAuthorised,
    TestPutRight,
    TestRefused,
    TestUnusable,
    Unusable,
    VoluntaryOfferMade,
)
from throughcare.rulebook.facts.custody import NotTestedBecause as Because
from throughcare.rulebook.facts.identity import DetailsGiven, LanguageNeeds
from throughcare.simulation import choice, required
from throughcare.simulation.detention import answered, released, risk, sent
from throughcare.simulation.parameters import MINUTES_TO_RESULT, MINUTES_TO_TEST
from throughcare.simulation.story import Ends, Story
from throughcare.simulation.words import GROUNDS, OTHER_REASONS, WHY_NOT_TESTED

OFFICER, SERGEANT, INSPECTOR = Role.DETENTION_OFFICER, Role.CUSTODY_SERGEANT, Role.CUSTODY_INSPECTOR

TRIGGERS = (
    "theft_s1", "theft_s1", "theft_s1", "theft_s1", "burglary_s9", "robbery_s8", "handling_s22",
    "taking_vehicle_s12", "going_equipped_s25", "drug_possession_s5_2", "drug_supply_s4", "begging_s3",
)  # fmt: skip
OTHERS = ("criminal_damage", "common_assault", "public_order_s5", "drunk_and_disorderly", "breach_of_bail")


def is_arrested(s: Story, suite: str) -> None:
    """From the door of the suite to wherever the story leads."""
    arrest = _booked_in(s, suite)
    if s.chance(s.parameters.immediate_risk):
        risk(s, suite, role=OFFICER)
    s.wait(*MINUTES_TO_TEST)
    if _is_minor(s):
        _minor(s, suite, arrest)
    elif not _may_be_tested(s, suite, arrest):
        _untested(s, suite, arrest, Because.NOT_A_TRIGGER)
    elif not s.chance(s.parameters.tested):
        _untested(s, suite, arrest, s.pick(*WHY_NOT_TESTED))
    elif s.chance(s.parameters.refuses):
        s.note(TestRefused(arrest=arrest, warned=True), role=OFFICER, team=suite)
        _look_again(s, suite, arrest)
    else:
        _tested(s, suite, arrest)


def _booked_in(s: Story, suite: str) -> UUID:
    number = f"{s.now:%y}/{s.rng.randint(100, 9999):04}"
    cell = s.who.cell or f"{s.who.sex}{s.rng.randint(1, 14)}"
    offence = s.pick(*(TRIGGERS if s.chance(s.parameters.trigger_offence) else OTHERS))
    arrest = s.note(Arrested(offence=offence, custody_number=number, cell=cell), role=SERGEANT, team=suite)
    s.wait(3, 15)
    if not s.earlier:
        _introduced(s, suite)
    return arrest


def _introduced(s: Story, suite: str) -> None:
    phone = f"07700 900{s.rng.randint(0, 999):03}" if s.chance(0.7) else ""
    s.note(
        DetailsGiven(
            given_name=s.who.given_name, family_name=s.who.family_name, born_on=s.who.born_on, phone=phone,
        ),
        role=OFFICER, team=suite,
    )  # fmt: skip
    if phone.endswith(("1", "2")):
        s.note(ContactWishes(agreed=True, channel=Channel.TEXT, phone=phone), role=OFFICER, team=suite)
    if s.who.speaks != "English" or s.who.finds_reading_hard:
        s.note(
            LanguageNeeds(speaks=s.who.speaks, finds_reading_hard=s.who.finds_reading_hard), role=OFFICER, team=suite
        )


def _is_minor(s: Story) -> bool:
    born, day = s.who.born_on, local_day(s.now)
    return (day.year - 18, day.month, day.day) < (born.year, born.month, born.day)


def _minor(s: Story, suite: str, arrest: UUID) -> None:
    """The programme is for adults; now and then a sample is taken all the same (R28)."""
    if s.chance(0.5):
        _untested(s, suite, arrest, Because.UNDER_18)
        return
    _irregular(s, suite, arrest, "Result struck from the custody record; the appropriate adult was told")
    _look_again(s, suite, arrest)


def _may_be_tested(s: Story, suite: str, arrest: UUID) -> bool:
    offence = next(step.fact.offence for step in s.steps if isinstance(step.fact, Arrested))
    if trigger_offences.is_trigger(offence, local_day(s.steps[0].happened_at)):
        return True
    if not s.chance(s.parameters.authorised_otherwise):
        return False
    s.note(TestAuthorised(arrest=arrest, grounds=s.pick(*GROUNDS)), role=INSPECTOR, team=suite)
    s.wait(5, 30)
    return True


def _untested(s: Story, suite: str, arrest: UUID, ground: Because) -> None:
    reason = s.pick(*OTHER_REASONS) if ground is Because.OTHER else ""
    s.note(NotTested(arrest=arrest, ground=ground, reason=reason), role=OFFICER, team=suite)
    _look_again(s, suite, arrest)


def _tested(s: Story, suite: str, arrest: UUID) -> None:
    if s.chance(s.parameters.device_fails):
        s.note(TestUnusable(arrest=arrest, reason=s.pick(*Unusable)), role=OFFICER, team=suite)
        s.wait(10, 30)
    positive = s.chance(s.parameters.positive)
    result = _positive_result(s) if positive else Result.NEGATIVE
    to = _laboratory(s, positive=positive)
    test = s.note(
        DrugTested(arrest=arrest, condition=Condition.ARREST, result=result, laboratory=to),
        role=OFFICER, team=suite,
    )  # fmt: skip
    s.wait(*MINUTES_TO_RESULT)
    if s.chance(s.parameters.irregular):
        _irregular(s, suite, arrest, "Second sample in one detention; destroyed, the officer was told why")
    if positive:
        required.found_positive(s, suite, arrest, test)
        return
    if to is not ForLaboratory.QUALITY:
        _look_again(s, suite, arrest)
        return
    sent(s, suite, test)
    with suppress(Ends):
        _look_again(s, suite, arrest)
    answered(s, suite, test, confirmed=s.chance(1 - s.parameters.confirmed))


def _irregular(s: Story, suite: str, arrest: UUID, action: str) -> None:
    """A sample that should not have been taken: it serves nothing, and an inspector puts it right (R10)."""
    taken = DrugTested(arrest=arrest, condition=Condition.ARREST, result=_positive_result(s), irregular=True)
    test = s.note(taken, role=OFFICER, team=suite)
    s.wait(30, 120)
    s.note(TestPutRight(test=test, action=action), role=INSPECTOR, team=suite)


def _positive_result(s: Story) -> Result:
    dice, p = s.rng.random(), s.parameters
    if dice < p.cocaine_only:
        return Result.COCAINE
    return Result.OPIATES if dice < p.cocaine_only + p.opiates_only else Result.BOTH


def _laboratory(s: Story, *, positive: bool) -> ForLaboratory:
    """A positive may be disputed; of all samples two in a hundred are drawn for quality assurance (INT 4.2.4)."""
    if positive and s.chance(s.parameters.to_laboratory):
        return s.pick(ForLaboratory.DISPUTED, ForLaboratory.DISPUTED, ForLaboratory.MEDICATION)
    return ForLaboratory.QUALITY if s.chance(s.parameters.quality_sample) else ForLaboratory.NO


def _look_again(s: Story, suite: str, arrest: UUID) -> None:
    """Annex E: reason to believe misuse, and then an offer; or none, and nobody is identified."""
    s.wait(5, 40)
    if not s.chance(s.parameters.believed_after_negative):
        s.note(NoMisuseBelieved(arrest=arrest), role=OFFICER, team=suite)
        released(s, suite, arrest)
        return
    accepted = s.chance(s.parameters.accepts_offer)
    s.note(VoluntaryOfferMade(arrest=arrest, accepted=accepted), role=OFFICER, team=suite)
    released(s, suite, arrest)
    if accepted:
        choice.by_choice(s, s.scene.cjit_near(suite), arrest)

"""Who sees what of whom, and until when: P-22, P-41, H-144; Handbook 4.2, 4.6.1, 4.11.2, PPO 30, 33."""

from uuid import UUID

import pytest

from tests.rulebook import sharing_story, stages
from tests.rulebook.sharing_story import P, R
from tests.rulebook.stories import FOLLOW_UP, GIVEN, MANAGER, NEEDED, Story, when
from throughcare.rulebook import sight
from throughcare.rulebook.actors import ROLES, OrganisationKind, Role
from throughcare.rulebook.data_classes import DataClass
from throughcare.rulebook.facts.base import links
from throughcare.rulebook.facts.identity import RecordRestricted, RestrictionLifted
from throughcare.rulebook.journey import follow
from throughcare.rulebook.sight import Basis, Reader
from throughcare.rulebook.spells import is_restricted

ALL = frozenset(DataClass)
SUITE = frozenset(
    {
        DataClass.IDENTITY, DataClass.CUSTODY, DataClass.TEST_RESULT, DataClass.REQUIREMENT, DataClass.ATTENDANCE,
        DataClass.RISK,
    }
)  # fmt: skip
NOTHING = frozenset()
WROTE = frozenset({"what it wrote"})
row = pytest.param


def sees(story, team, at):
    """The classes in force at an instant; WROTE among them: what the team wrote down itself."""
    spans = sight.seen_by(story.history, story.standing(), GIVEN)
    found = [
        one.classes or WROTE for one in spans
        if one.team == team and one.from_at <= at and (one.until is None or at < one.until)
    ]  # fmt: skip
    return frozenset().union(*found)


def caseload_then_arrest_elsewhere():
    s = stages.on_caseload()
    s.here("gd").at(2010, 4, 7, 9, 0)
    s.second_arrest = s.arrested()
    s.tested()
    return s


@pytest.mark.parametrize(
    ("tell", "team", "at", "expected"),
    [
        row(stages.required, "nm-suite", when(2010, 3, 25, 18, 59), NOTHING, id="P-22 before the arrest nobody sees"),
        row(stages.required, "nm-suite", when(2010, 3, 25, 19, 0), SUITE | WROTE, id="P-22 the suite that holds"),
        row(stages.required, "nm-cjit", when(2010, 3, 25, 20, 9), NOTHING, id="P-22 a CJIT nobody has told"),
        row(stages.required, "gd-cjit", when(2010, 3, 25, 21, 0), NOTHING, id="P-22 a team of another area"),
        row(stages.required, "nm-prison", when(2010, 3, 25, 21, 0), NOTHING, id="P-22 an organisation with no part"),
        row(stages.released, "nm-suite", when(2010, 3, 25, 22, 59), SUITE | WROTE, id="H-144 a minute before release"),
        row(stages.released, "nm-suite", when(2010, 3, 25, 23, 0), WROTE, id="H-144 from release only what it wrote"),
        row(stages.released, "nm-cjit", when(2010, 3, 26, 9, 0), ALL, id="P-22 the responsible CJIT"),
        row(caseload_then_arrest_elsewhere, "gd-suite", when(2010, 4, 7, 9, 30), SUITE | WROTE, id="P-22 R14 arrest"),
    ],
)
def test_a_team_sees_what_its_part_needs(tell, team, at, expected):
    assert sees(tell(), team, at) == expected


@pytest.mark.parametrize("data", [DataClass.ASSESSMENT, DataClass.CARE_PLAN, DataClass.CASEWORK, DataClass.CONSENT])
def test_no_suite_ever_sees_what_only_care_needs(data):
    """PPO 33: what is agreed for care is not there for the police."""
    story = caseload_then_arrest_elsewhere()

    found = {one.team for one in sight.seen_by(story.history, story.standing(), GIVEN) if data in one.classes}

    assert found == {"nm-cjit"}


def test_a_span_ends_and_a_later_one_begins_again():
    """Between two spells of sight there is none."""
    s = stages.released()
    s.at(2010, 5, 3, 9, 0).arrested()

    assert sees(s, "nm-suite", when(2010, 4, 1)) == WROTE
    assert DataClass.CUSTODY in sees(s, "nm-suite", when(2010, 5, 3, 9, 0))


def read_by(story, team, kind, classes, role):
    reader = Reader(team=team, kind=kind, classes=frozenset(classes), of_own=ROLES[role].sees)
    return sight.readable(story.history, reader), reader


def test_a_suite_reads_nothing_of_an_earlier_arrest_or_of_a_caseload():
    """P-41: that somebody is known to a drug team is not told by a record that a suite may open."""
    story = caseload_then_arrest_elsewhere()
    read, reader = read_by(story, "gd-suite", OrganisationKind.POLICE_SUITE, SUITE, Role.CUSTODY_INSPECTOR)

    teams = {entry.team for entry in read.entries if entry.fact.__class__.__name__ != "ResidenceEstablished"}
    shown = sight.visible(story.standing(), reader, story.history)

    assert teams == {"gd-suite"}
    assert {episode.root for episode in shown.episodes} == {story.second_arrest}
    assert "nm-cjit" not in {care.team for care in shown.care} | {duty.owner for duty in shown.duties}


def test_a_team_goes_on_reading_what_it_wrote_and_what_that_rests_on():
    story = stages.decided(decision=NEEDED)
    read, _ = read_by(story, "nm-cjit", OrganisationKind.CJIT, (), Role.CJIT_CASE_MANAGER)

    assert read.find(story.initial)
    assert read.find(story.requirement), "the assessment rests on it"
    assert not read.find(story.release)


def outcome_of_a_report():
    s = stages.absent()
    s.asked, s.answer = s.reported(), s.outcome()
    return s


def acceptance_of_a_referral():
    s = stages.decided(decision=NEEDED)
    s.asked = s.referred("gd")
    s.answer = s.here("gd").accepted_referral()
    return s


def contact_after_a_referral():
    s = stages.decided(decision=NEEDED)
    s.asked = s.referred("gd")
    s.answer = s.here("gd").first_contact()
    return s


@pytest.mark.parametrize(
    "tell",
    [
        row(outcome_of_a_report, id="N-45 what police did about a report"),
        row(acceptance_of_a_referral, id="H-181 the receiver's acceptance"),
        row(contact_after_a_referral, id="H-181 the receiver's first contact"),
    ],
)
def test_an_answer_is_owed_to_whoever_asked_also_after_its_part_has_ended(tell):
    story = tell()
    answer = story.history.find(story.answer)

    read, _ = read_by(story, "nm-cjit", OrganisationKind.CJIT, (), Role.CJIT_CASE_MANAGER)
    other, _ = read_by(story, "sm-cjit", OrganisationKind.CJIT, (), Role.CJIT_CASE_MANAGER)
    lesser = Reader(team="nm-cjit", kind=OrganisationKind.CJIT, classes=NOTHING, of_own=ALL - {DataClass.ATTENDANCE})

    assert read.find(story.answer) == answer
    assert not other.find(story.answer)
    assert not sight.readable(story.history, lesser).find(story.answer), "of no class more than the role's"


def test_what_answers_nothing_of_ours_stays_with_whoever_wrote_it():
    """H-144: a referral's receiver goes on; only its answers come back."""
    story = contact_after_a_referral()
    later = story.assessed(FOLLOW_UP)

    read, _ = read_by(story, "nm-cjit", OrganisationKind.CJIT, (), Role.CJIT_CASE_MANAGER)

    assert not read.find(later)


def test_every_answer_has_its_paragraph_and_a_link_to_what_it_answers():
    assert all(cites and links(kind) for kind, cites in sight.ANSWERS.items())


@pytest.mark.parametrize(
    ("role", "reads"),
    [
        row(Role.CJIT_CASE_MANAGER, True, id="P-22 a case manager reads the assessment"),
        row(Role.CJIT_SPOC, False, id="P-22 the point of contact does not"),
    ],
)
def test_a_role_narrows_what_its_team_sees(role, reads):
    story = stages.assessed()
    read, _ = read_by(story, "nm-cjit", OrganisationKind.CJIT, ALL & ROLES[role].sees, role)

    assert (read.find(story.initial) is not None) is reads
    assert read.find(story.place)


def test_of_a_duty_the_role_may_not_see_only_that_something_is_due():
    story = stages.assessed(says={"readiness": None})
    may = ROLES[Role.CJIT_SPOC].sees
    reader = Reader(team="nm-cjit", kind=OrganisationKind.CJIT, classes=may, of_own=may)

    hinted = sight.hinted(story.standing(), reader)
    shown = sight.visible(story.standing(), reader, story.history)

    assert [duty.kind for duty in hinted] == ["complete_minimum"]
    assert "complete_minimum" not in {duty.kind for duty in shown.duties}
    assert {duty.kind for duty in shown.open_duties}


def test_whoever_may_not_know_the_rest_sees_the_way_as_far_as_they_wrote_it():
    story = stages.assessed()
    _, reader = read_by(story, "nm-suite", OrganisationKind.POLICE_SUITE, (), Role.CUSTODY_SERGEANT)

    (episode,) = sight.visible(story.standing(), reader, story.history).episodes[:1]

    assert episode.here == ""
    assert episode.way_out == ""
    assert all(story.history.find(passed.entry).team == "nm-suite" for passed in episode.way)


def test_what_follows_is_worked_out_on_the_whole_record():
    story = stages.on_caseload()
    whole = follow(story.history, GIVEN)
    reader = Reader(team="nm-suite", kind=OrganisationKind.POLICE_SUITE, classes=NOTHING, of_own=NOTHING)

    sight.readable(story.history, reader)

    assert follow(story.history, GIVEN) == whole


def test_a_record_is_restricted_until_somebody_lifts_it():
    s = Story()
    s.arrested()
    assert not is_restricted(s.history)

    restriction = s.tell(RecordRestricted(reason="Sister works in the suite"), by=MANAGER)
    assert is_restricted(s.history)

    s.tell(RestrictionLifted(restriction=restriction), by=MANAGER)
    assert not is_restricted(s.history)
    s.tell(RecordRestricted(reason="Again"), by=MANAGER)
    assert is_restricted(s.history)


def test_every_row_of_the_table_opens_something_of_a_known_class():
    assert all(row.classes and row.cites for row in sight.SIGHTS.values())
    assert sight.opens(Basis.CARE, OrganisationKind.COURT) == NOTHING
    assert sight.opens(Basis.OWES, OrganisationKind.COURT) == NOTHING
    assert UUID(int=1) not in sight.readable(Story().history, Reader(
        team="x", kind=None, classes=ALL, of_own=ALL)).entries  # fmt: skip


def test_no_name_of_a_class_contains_another():
    """Lists look for one by its name among several."""
    names = [data.value for data in DataClass]

    assert not [(one, other) for one in names for other in names if one is not other and one in other]


def test_what_was_shared_is_seen_for_its_own_purpose_until_it_is_taken_back():
    """P-40: and for no other; the lists of the case ask for the purpose of the case."""
    s = sharing_story.known()
    s.agreed()
    sent, _ = s.now, s.shared()
    taken_back, _ = s.now, s.took_back()

    (span,) = [one for one in sight.seen_by(s.history, s.standing(), GIVEN) if one.basis is Basis.SHARED]

    assert (span.team, span.purpose) == ("nm-ppo", P.PPO_MANAGEMENT.value)
    assert span.classes == {DataClass.IDENTITY, DataClass.CASEWORK}
    assert (span.from_at, span.until) == (sent, taken_back)


def test_whoever_is_asked_to_give_back_what_was_shared_sees_no_more_than_before():
    """PPO 30, B2: neither the duty to answer nor the answer opens the record to a recipient."""
    s = sharing_story.known()
    s.agreed(recipient=R.CJIT, purpose=P.CONTACT, contact=True)
    s.shared(recipient=R.CJIT, purpose=P.CONTACT, contact=True)
    s.took_back()
    s.asked_back()
    s.at(2010, 4, 12, 11, 0).answered(team="gd-cjit", by=Role.CJIT_CASE_MANAGER)

    seen = [one for one in sight.seen_by(s.history, follow(s.history, GIVEN), GIVEN) if one.team == "gd-cjit"]

    assert {one.basis for one in seen} == {Basis.SHARED}

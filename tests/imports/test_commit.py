"""The change set, and recording it: once, whole, and never twice. N-35, N-61; invariant 12."""

import uuid
from datetime import UTC, date, datetime, timedelta

import pytest

from tests.imports.steps import AT, begun, compared, csv_of, recorded, worked
from throughcare.accounts.models import Membership
from throughcare.imports import committing, giving_back, letting_go, taking
from throughcare.imports.models import Import, Mapping, NotNow, Row
from throughcare.imports.states import MAY_CANCEL, NEXT, State, Verdict
from throughcare.journal import reading
from throughcare.journal.models import CaseloadRow, CustodyRow, DutyRow, Entry, Sight, StandingRow
from throughcare.journal.rebuild import rebuild
from throughcare.journal.record import Proposed, correct, record, void
from throughcare.journal.verify import verify
from throughcare.matching.comparing import compare_what_is_new
from throughcare.matching.models import PossibleMatch
from throughcare.people.actions import open_record
from throughcare.people.models import Person
from throughcare.rulebook.facts.brought_in import TestBroughtIn, WorkOpened
from throughcare.rulebook.facts.custody import Arrested, Condition, DrugTested, Result
from throughcare.rulebook.facts.identity import DetailsGiven

pytestmark = pytest.mark.django_db
ANN = "CS/1,Lee,Ann,1984-11-09,2009-06-01,10:30,cocaine,arrest,Theft"
BOB = "CS/2,O'Hare,Bob,1979-02-03,2009-06-02,23:05,neg,charge,"
NOTHING = "CS/9,,Ann,1984-11-09,2009-06-01,10:30,cocaine,arrest,"


def lived(by, *facts, at):
    """A person with these facts, a minute apart, each naming the first entry where it names anything."""
    person, ids, batch = open_record(person_id=uuid.uuid4()), [], []
    for fact in facts:
        ids.append(uuid.uuid4())
        made = fact(ids[0]) if callable(fact) else fact
        batch.append(Proposed(id=ids[-1], person_id=person.pk, fact=made, happened_at=at + timedelta(minutes=len(ids))))
    assert isinstance(record(batch, by=by, at=at + timedelta(hours=1)), list)
    return person, ids


def taken(by, *, family="Lee", given="Ann", born=date(1984, 11, 9), number="CS/1", result=Result.COCAINE):
    """Somebody tested live at 10:30 on 1 June 2009, when London was an hour ahead."""
    at = datetime(2009, 6, 1, 9, 27, tzinfo=UTC)
    return lived(
        by,
        Arrested(offence="theft_s1", custody_number=number),
        DetailsGiven(given_name=given, family_name=family, born_on=born),
        lambda arrest: DrugTested(arrest=arrest, condition=Condition.ARREST, result=result),
        at=at,
    )[0]


def verdicts(one):
    return [row.verdict for row in one.rows.all()]


def only(one):
    return one.rows.get()


def test_a_workbook_becomes_people_with_their_tests_and_nothing_else_follows(rhys):
    one = recorded(rhys)

    assert (one.state, one.counts) == (State.DONE, {"new": 3})
    assert sorted((p.family_name, p.given_name, p.born_on) for p in Person.objects.all()) == [
        ("Lee", "Ann", date(1984, 11, 9)), ("O'Hare", "Bob", date(1979, 2, 3)), ("Tŷ-Mawr", "Cai", date(1990, 1, 31)),
    ]  # fmt: skip
    assert [entry.kind for entry in Entry.objects.all()] == ["test_brought_in"] * 3
    assert not DutyRow.objects.exists()
    assert not CustodyRow.objects.exists()
    assert not CaseloadRow.objects.exists()
    assert set(StandingRow.objects.values_list("care_team", "next_due", "open_count")) == {(None, None, 0)}
    assert set(Sight.objects.values_list("team", "classes")) == {(rhys.organisation_id, "")}


def test_each_fact_carries_its_workbook_sheet_and_line_and_its_hour_in_london(rhys):
    one = recorded(rhys)

    entry = reading.with_ids([Row.objects.get(line=2).entry]).popitem()[1][1]
    assert (entry.fact.workbook, entry.fact.sheet, entry.fact.line) == (one.digest[:12], "Tests", 2)
    assert entry.happened_at == datetime(2009, 6, 1, 9, 30, tzinfo=UTC)


def test_nothing_is_recorded_before_a_person_commits(rhys):
    one = compared(rhys)

    assert one.state == State.REVIEW
    assert verdicts(one) == ["new"] * 3
    assert not Person.objects.exists()
    assert not Entry.objects.exists()


def test_the_same_workbook_again_says_the_same_and_adds_nothing(rhys):
    recorded(rhys)

    again = compared(rhys, at=AT + timedelta(days=1))

    assert verdicts(again) == ["same"] * 3
    taking.commit(again, by=rhys)
    assert worked(again, at=AT + timedelta(days=1)).state == State.DONE
    assert Entry.objects.count() == 3
    assert Person.objects.count() == 3


def test_next_months_workbook_adds_to_the_same_person(rhys):
    recorded(rhys, content=csv_of(ANN))

    recorded(rhys, content=csv_of(ANN, "CS/7,LEE,ann,1984-11-09,2009-07-01,10:30,neg,arrest,"))

    assert Person.objects.count() == 1
    assert Entry.objects.count() == 2


def test_a_line_that_says_otherwise_than_what_was_brought_in_is_shown_and_not_recorded(rhys):
    recorded(rhys, content=csv_of(ANN))

    row = only(one := compared(rhys, content=csv_of(ANN.replace("cocaine", "opiates"))))

    assert (row.verdict, row.recorded_otherwise) == ("differs", {"outcome": "cocaine"})
    taking.commit(one, by=rhys)
    worked(one)
    assert Entry.objects.count() == 1


def test_a_correction_is_what_a_line_is_compared_with(rhys):
    """The live entry wins unless corrected."""
    recorded(rhys, content=csv_of(ANN))
    entry = Entry.objects.get()
    fact = reading.with_ids([entry.pk])[entry.pk][1].fact
    import dataclasses

    corrected = dataclasses.replace(fact, custody_number="CS/1", offence="Robbery")
    correct(entry=entry, key=uuid.uuid4(), fact=corrected, happened_at=entry.happened_at, why="slip", by=rhys, at=AT)

    row = only(compared(rhys, content=csv_of(ANN)))

    assert (row.verdict, row.recorded_otherwise) == ("differs", {"offence": "Robbery"})


def test_what_was_taken_back_does_not_come_in_again(rhys):
    recorded(rhys, content=csv_of(ANN))
    void(entry=Entry.objects.get(), key=uuid.uuid4(), why="another person", by=rhys, at=AT)

    row = only(compared(rhys, content=csv_of(ANN)))

    assert (row.verdict, row.reason) == ("same", "Brought in before, and taken back since.")


@pytest.mark.parametrize(
    ("result", "verdict", "other"),
    [(Result.COCAINE, "same", {}), (Result.NEGATIVE, "differs", {"outcome": "negative"})],
)
def test_a_line_about_a_test_recorded_live_is_the_same_or_differs_by_field(rhys, meera, result, verdict, other):
    person = taken(meera, result=result)

    row = only(compared(rhys, content=csv_of(ANN)))

    assert (row.verdict, row.recorded_otherwise, row.person_id) == (verdict, other, person.pk)


def test_a_live_custody_number_of_somebody_else_is_a_question(rhys, meera):
    person = taken(meera, family="Poe", given="Cy", born=date(1970, 1, 1))

    row = only(compared(rhys, content=csv_of(ANN)))

    assert (row.verdict, row.candidate_ids) == ("doubtful", [person.pk])


def test_a_name_nearly_the_same_is_a_question_and_each_answer_is_kept(rhys):
    recorded(rhys, content=csv_of(ANN))
    person = Person.objects.get()
    lines = [f"CS/{n},Leee,Ann,1984-11-09,2009-08-0{n},10:00,neg,,".replace("CS/1,", "CS/11,") for n in (1, 2, 3, 4)]
    one = compared(rhys, content=csv_of(*lines))
    rows = list(one.rows.all())
    assert [(row.verdict, row.candidate_ids) for row in rows] == [("doubtful", [person.pk])] * 4

    choices = dict(zip((row.pk for row in rows), (str(person.pk), "new", "out"), strict=False))
    taking.choose(one, choices=choices)
    taking.commit(one, by=rhys)
    one = worked(one)

    assert Entry.objects.filter(person=person).count() == 2
    assert sorted(p.family_name for p in Person.objects.all()) == ["Lee", "Leee"]
    assert [giving_back.why(row) for row in giving_back.not_used(one)] == [
        giving_back.LEFT_OUT, giving_back.NOT_CHOSEN,
    ]  # fmt: skip


def test_nobody_can_be_chosen_who_was_not_named_on_the_line(rhys):
    recorded(rhys, content=csv_of(ANN, BOB))
    bob = Person.objects.get(given_name="Bob")
    one = compared(rhys, content=csv_of("CS/3,Leee,Ann,1984-11-09,2009-08-01,10:00,neg,,"))

    taking.choose(one, choices={only(one).pk: str(bob.pk)})

    assert only(one).choice == ""


def test_somebody_known_only_elsewhere_changes_nothing_and_is_matched_silently(rhys, sian, rhian):
    """A suite learns nothing of who is known to a drug service; the pair waits with the responsible team."""
    before = compared(rhys, content=csv_of(ANN))
    elsewhere, _ = lived(
        sian, DetailsGiven(given_name="Ann", family_name="Lee", born_on=date(1984, 11, 9)),
        at=datetime(2010, 4, 5, 9, tzinfo=UTC),
    )  # fmt: skip
    after = compared(rhys, content=csv_of(ANN))

    told = [(row.verdict, row.candidate_ids, row.person_id, row.who, row.reason) for row in (only(before), only(after))]
    assert told[0] == told[1]
    taking.commit(after, by=rhys)
    worked(after)
    compare_what_is_new(at=AT)
    made = Person.objects.exclude(pk=elsewhere.pk).get()
    assert PossibleMatch.objects.filter(about=elsewhere, other=made).exists()


def test_lines_of_one_workbook_about_one_test(rhys):
    one = compared(rhys, content=csv_of(ANN, ANN, ANN.replace("cocaine", "neg"), ANN.replace("10:30", "11:30")))

    assert verdicts(one) == ["new", "same", "refused", "new"]
    taking.commit(one, by=rhys)
    worked(one)
    assert (Person.objects.count(), Entry.objects.count()) == (1, 2)


REFUSED = {
    "ahead": (ANN.replace("2009-06-01", "2010-04-07"), "E2", "has not come yet"),
    "a child": (ANN.replace("1984", "2001"), "D2", "cannot be right"),
    "no such hour": (ANN.replace("2009-06-01,10:30", "2009-03-29,01:30"), "F2", "the clocks went forward"),
    "before the years that are counted": (ANN.replace("2009-06-01", "1999-06-01"), "E2", "before the years"),
    "no day": (ANN.replace("2009-06-01", "2009-02-29"), "E2", "no such day"),
    "no drug": (ANN.replace("cocaine", "positive"), "G2", "no result that is known"),
    "no name": (NOTHING, "B2", "nothing in this cell"),
}


@pytest.mark.parametrize(("line", "cell", "reason"), REFUSED.values(), ids=REFUSED)
def test_a_line_is_refused_with_its_cell_and_the_reason(rhys, line, cell, reason):
    row = only(compared(rhys, content=csv_of(line)))

    assert (row.verdict, row.cell) == ("refused", cell)
    assert reason in row.reason


def test_a_line_of_another_suite_is_refused(rhys):
    head = "Custody number,Surname,Forename,DOB,Date of test,Result,Site\n"
    lines = "CS/1,Lee,Ann,1984-11-09,2009-06-01,neg,Castle Street\nCS/2,Lee,Ann,1984-11-09,2009-06-02,neg,Mill Lane\n"

    one = compared(rhys, content=(head + lines).encode())

    assert verdicts(one) == ["new", "refused"]
    assert one.rows.last().cell == "G3"


class Killed(BaseException):
    """As if the process had gone."""


@pytest.mark.parametrize("after", [0, 1, 2, 3])
@pytest.mark.parametrize("where", ["before the rows are marked", "before a part is recorded"])
def test_after_a_crash_it_goes_on_and_nothing_is_lost_or_doubled(rhys, monkeypatch, after, where):
    monkeypatch.setattr(committing, "AT_ONCE", 2)
    lines = [f"CS/{n},Lee{'abcdefgh'[n]},Ann,1984-11-09,2009-06-01,10:30,cocaine,arrest," for n in range(7)]
    one = compared(rhys, content=csv_of(*lines))
    taking.commit(one, by=rhys)
    real, calls = (committing.Row.objects.bulk_update, committing.record_many), []

    def dies(*args, real=real["before a part" in where], **kwargs):
        calls.append(1)
        if len(calls) > after:
            raise Killed
        return real(*args, **kwargs)

    with monkeypatch.context() as broken:
        if "marked" in where:
            broken.setattr(type(committing.Row.objects), "bulk_update", lambda self, *a, **k: dies(*a, **k))
        else:
            broken.setattr(committing, "record_many", dies)
        with pytest.raises(Killed):
            worked(one)

    done = worked(one, at=AT + timedelta(hours=1))

    assert done.state == State.DONE
    assert Entry.objects.count() == Person.objects.count() == 7
    assert not Person.objects.filter(length=0).exists()
    assert not Row.objects.filter(of=one, entry=None).exists()


def test_records_are_whole_and_rebuild_to_the_same(rhys):
    recorded(rhys)

    assert verify().whole
    assert not rebuild(Person.objects.values_list("pk", flat=True))


def test_columns_are_said_once_for_the_force_and_remembered(rhys, castle_street):
    head = "Ref,Surname,Forename,DOB,Date of test,Result\n"
    content = (head + "CS/1,Lee,Ann,1984-11-09,2009-06-01,neg\n").encode()
    one = worked(begun(rhys, "a.csv", content=content))
    assert one.state == State.COLUMNS
    assert taking.lacking(one, one.columns) == ["Custody number"]

    taking.say_columns(
        one, columns={**one.columns, "custody_number": "Ref"}, order=taking.Order.UNKNOWN, by=rhys, at=AT
    )

    assert worked(one).counts == {"new": 1}
    assert Mapping.objects.get().force == castle_street.parent
    assert (
        worked(begun(rhys, "b.csv", content=content + b"CS/2,Poe,Cy,1984-11-09,2009-06-01,neg\n")).state == State.REVIEW
    )


def test_which_number_of_a_date_comes_first_is_told_where_no_date_tells_it(rhys):
    one = compared(rhys, "either_order.xlsx", order=taking.Order.MONTH_FIRST)

    assert verdicts(one) == ["new"] * 3
    assert one.rows.first().values["sampled_at"] == "2009-01-06T10:30"


def test_a_suite_sees_its_own_imports_only_and_so_only_by_an_inspector(rhys, meera, northmoor_manager, mill_lane):
    from tests.cast import works_at
    from throughcare.rulebook.actors import Role

    other = works_at(mill_lane, Role.CUSTODY_INSPECTOR, "Gwen Pugh")
    one = begun(rhys)

    assert list(taking.of(rhys)) == [one]
    assert [list(taking.of(who)) for who in (other, meera, northmoor_manager)] == [[], [], []]


@pytest.mark.parametrize("state", State)
def test_an_import_is_cancelled_until_it_is_being_recorded(rhys, state):
    one = begun(rhys)
    over = state in (State.DONE, State.CANCELLED, State.FAILED)
    Import.objects.filter(pk=one.pk).update(state=state, ended_at=AT if over else None)

    if state in MAY_CANCEL:
        taking.cancel(one, at=AT)
        assert Import.objects.get().state == State.CANCELLED
        assert not Row.objects.exists()
    else:
        with pytest.raises(NotNow):
            taking.cancel(one, at=AT)


def test_every_state_has_a_way_on_or_is_an_end():
    assert set(NEXT) == set(State)
    assert {state for state, following in NEXT.items() if not following} == {
        State.DONE, State.CANCELLED, State.FAILED,
    }  # fmt: skip


def test_cancelled_in_the_middle_of_reading_the_worker_leaves_nothing(rhys, monkeypatch):
    from throughcare.imports import reading as worker

    one = begun(rhys)
    worked_once = worked(one)
    taking.say_columns(worked_once, columns=worked_once.columns, order=taking.Order.UNKNOWN, by=rhys, at=AT)
    real = worker.Recorded.in_suite

    def cancels(**kwargs):
        taking.cancel(Import.objects.get(), at=AT)
        return real(**kwargs)

    monkeypatch.setattr(worker.Recorded, "in_suite", cancels)

    assert worked(one).state == State.CANCELLED
    assert not Row.objects.exists()


@pytest.mark.parametrize(("days", "kept"), [(27, True), (28, False)])
def test_after_four_weeks_the_workbook_and_its_words_are_gone_and_it_is_still_known(rhys, files, days, kept):
    one = recorded(rhys, content=csv_of(ANN, NOTHING))

    letting_go.let_go(at=one.ended_at + timedelta(days=days))

    one = Import.objects.get()
    held = [path for path in (files / "files").rglob("*") if path.is_file()]
    assert (one.file is not None, bool(held), bool(Row.objects.get(entry__isnull=False).said)) == (kept,) * 3
    assert Row.objects.count() == 1 + kept
    assert verdicts(compared(rhys, content=csv_of(ANN))) == ["same"]


def test_work_on_a_test_that_was_brought_in_begins_when_a_person_says_so(rhys):
    recorded(rhys, content=csv_of(ANN))
    entry = Entry.objects.get()

    opened = Proposed(id=uuid.uuid4(), person_id=entry.person_id, fact=WorkOpened(test=entry.pk, reason="offer help"),
                      happened_at=AT)  # fmt: skip
    record([opened], by=rhys, at=AT)

    duty = DutyRow.objects.get(state="open")
    assert (duty.kind, duty.owner_id) == ("settle_work", rhys.organisation_id)
    assert StandingRow.objects.get().care_team is None


def test_what_is_recorded_is_the_kind_that_acts_on_no_one(rhys):
    recorded(rhys)

    assert {type(entry.fact) for found in reading.entries(Person.objects.values_list("pk", flat=True)).values()
            for entry in found} == {TestBroughtIn}  # fmt: skip
    assert {row.verdict for row in Row.objects.all()} == {Verdict.NEW}
    assert Membership.objects.get(pk=Import.objects.get().committed_by_id) == rhys

"""Some people's records, open for writing in one transaction: entries are judged, kept, and written at once."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Model

from throughcare.accounts.models import Membership
from throughcare.journal import bookings, papers, projecting, quality, reading
from throughcare.journal.chain import digest_of, hash_of, new_salt
from throughcare.journal.codec import NotStorable, clean, encode
from throughcare.journal.given import given
from throughcare.journal.models import Body, Entry
from throughcare.journal.rows import Table, table
from throughcare.people.locking import lock
from throughcare.people.models import Person
from throughcare.rulebook import journey
from throughcare.rulebook.actors import Role
from throughcare.rulebook.facts.base import Fact, kind_of
from throughcare.rulebook.facts.mendings import Moved
from throughcare.rulebook.history import AnyRecorded, History
from throughcare.rulebook.standing import Actor, Refusal


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposed:
    """One entry that someone wants to make. The id is theirs, and makes a repeat harmless."""

    id: UUID
    person_id: UUID
    fact: Fact
    happened_at: datetime
    replaces: UUID | None = None
    why: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Batch:
    """Entries that are made together or not at all."""

    entries: Sequence[Proposed]
    by: Membership
    at: datetime

    @property
    def actor(self) -> Actor:
        return Actor(membership=self.by.pk, role=Role(self.by.role), team=str(self.by.organisation_id))


@dataclass(slots=True, kw_only=True)
class Ledger:
    """One person's record: what stands in it, and what is about to."""

    person: Person
    recorded: list[AnyRecorded]
    rows: list[tuple[Entry, str]] = field(default_factory=list)
    """New entries, each with the text of its body."""
    _history: History | None = None

    def history(self) -> History:
        """Read anew only when something was added or cut."""
        if self._history is None:
            self._history = History(self.recorded)
        return self._history

    def made(self, proposed: Proposed, *, by: Membership, at: datetime) -> tuple[Entry, str]:
        """The next row of this chain, not yet part of it, and its body."""
        text, salt, kind = encode(proposed.fact), new_salt(), kind_of(type(proposed.fact))
        entry = Entry(
            id=proposed.id, person_id=self.person.pk, seq=self.person.length + 1, kind=kind.name, version=kind.version,
            happened_at=proposed.happened_at.astimezone(UTC), recorded_at=at.astimezone(UTC), by_id=by.pk,
            team_id=by.organisation_id, replaces=proposed.replaces, why=clean(proposed.why), salt=salt,
            body_digest=digest_of(salt=salt, body=text), previous=self.person.head,
        )  # fmt: skip
        entry.hash = hash_of(entry)
        return entry, text

    def add(self, entry: Entry, body: str, recorded: AnyRecorded) -> None:
        self.rows.append((entry, body))
        self.recorded.append(recorded)
        self._history = None
        self.person.head, self.person.length = entry.hash, entry.seq

    def recorded_since(self, rows: int) -> list[AnyRecorded]:
        """What was added after it had so many new rows."""
        return self.recorded[len(self.recorded) - (len(self.rows) - rows) :]

    def cut(self, rows: int) -> None:
        """Back to what it was when it had so many new rows."""
        for entry, _ in reversed(self.rows[rows:]):
            self.person.head, self.person.length = entry.previous, entry.seq - 1
            self.recorded.pop()
        del self.rows[rows:]
        self._history = None


class Ledgers:
    """Locked in one order; every batch is judged against what the batches before it left."""

    def __init__(
        self, *, person_ids: Collection[UUID], ids: Collection[UUID], suites: Collection[UUID] = (),
        draw: quality.Draw | None = None,
    ) -> None:  # fmt: skip
        """Samples of `suites` are counted for quality assurance by `draw`; without it none is."""
        people = lock(person_ids=person_ids)
        unknown = set(person_ids) - {person.pk for person in people}
        if unknown:
            raise Person.DoesNotExist(f"no such person: {min(unknown)}")
        self._new = {person.pk for person in people if person.length == 0}
        entries = reading.entries([person.pk for person in people if person.length])
        self._of = {person.pk: Ledger(person=person, recorded=entries.get(person.pk, [])) for person in people}
        self._known = reading.with_ids(ids)
        self._given = given()
        self._blocks = quality.Blocks(draw) if draw else None
        if self._blocks:
            self._blocks.lock(suites)

    def enter(self, batch: Batch) -> list[Entry] | Refusal:
        """All of it or nothing."""
        touched = {proposed.person_id: self._of[proposed.person_id] for proposed in batch.entries}
        marks = {person_id: len(ledger.rows) for person_id, ledger in touched.items()}
        counted = self._blocks.mark() if self._blocks else {}
        outcome = _refusal_of_lone_move(batch.entries) or self._enter_all(batch)
        if not isinstance(outcome, Refusal):
            outcome = self._settled(touched, marks, batch.at) or outcome
        if isinstance(outcome, Refusal):
            if self._blocks:
                self._blocks.back(counted)
            for person_id, ledger in touched.items():
                for entry, _ in ledger.rows[marks[person_id] :]:
                    del self._known[entry.id]
                ledger.cut(marks[person_id])
        return outcome

    def write(self) -> None:
        """New rows, chain heads, identity and whatever follows from the records, a table at a time."""
        touched = [ledger for ledger in self._of.values() if ledger.rows]
        if not touched:
            return
        _insert([row for ledger in touched for row in ledger.rows])
        histories = {ledger.person.pk: ledger.history() for ledger in touched}
        for ledger in touched:
            projecting.take_identity(ledger.person, histories[ledger.person.pk])
        rows = table(Person)
        rows.update([rows.stored(_values(ledger.person, rows)) for ledger in touched], key=("id",))
        if self._blocks:
            self._blocks.write()
        projecting.write(projecting.changes(histories, given=self._given, known=histories.keys() - self._new))

    def _enter_all(self, batch: Batch) -> list[Entry] | Refusal:
        made = []
        for proposed in batch.entries:
            try:
                outcome = self._enter(proposed, batch)
            except NotStorable as unclean:
                return _refused("text_can_be_kept", str(unclean), "Take that sign out.")
            if isinstance(outcome, Refusal):
                return outcome
            made.append(outcome)
        return made

    def _enter(self, proposed: Proposed, batch: Batch) -> Entry | Refusal:
        if proposed.id in self._known:
            return self._again(proposed)
        ledger = self._of[proposed.person_id]
        entry, body = ledger.made(proposed, by=batch.by, at=batch.at)
        recorded = reading.recorded(entry, body)
        refusal = journey.refusal_to_record(ledger.history(), recorded, by=batch.actor, at=batch.at, given=self._given)
        if refusal is not None:
            return refusal
        if self._blocks and _is_new_sample(proposed, batch):
            fact = self._blocks.drawn(proposed.fact, suite=batch.by.organisation_id, entry=proposed.id)
            entry, body = ledger.made(replace(proposed, fact=fact), by=batch.by, at=batch.at)
            recorded = reading.recorded(entry, body)
        ledger.add(entry, body, recorded)
        self._known[entry.id] = entry.person_id, recorded
        return entry

    def _again(self, proposed: Proposed) -> Entry | Refusal:
        """The same key twice is one entry; the same key for something else is refused, naming the first."""
        person_id, first = self._known[proposed.id]
        same = (
            person_id == proposed.person_id
            and type(first.fact) is type(proposed.fact)
            and encode(quality.as_sent(first.fact, proposed.fact)) == encode(proposed.fact)
            and (first.replaces, first.happened_at) == (proposed.replaces, proposed.happened_at)
        )
        if same:
            new = (entry for entry, _ in self._of[person_id].rows if entry.id == first.id)
            return next(new, None) or Entry.objects.get(pk=first.id)
        return Refusal(
            rule="key_reused", cites=(), because=first.id,
            sentence="This was sent under the key of another entry, so nothing was recorded.",
            instead="Open the page afresh and enter it again.",
        )  # fmt: skip

    def _settled(self, touched: dict[UUID, Ledger], marks: dict[UUID, int], at: datetime) -> Refusal | None:
        """Places in the diary and numbered papers as the records now say: all of them, or none."""
        new = {person_id: ledger.recorded_since(marks[person_id]) for person_id, ledger in touched.items()}
        concerned = [person_id for person_id, entries in new.items() if _concerned(entries)]
        if not concerned:
            return None
        with transaction.atomic():
            for person_id in concerned:
                history = touched[person_id].history()
                refusal = bookings.settle(
                    person_id=person_id, history=history, new=new[person_id], at=at
                ) or papers.settle(history, at=at)
                if refusal is not None:
                    transaction.set_rollback(True)
                    return refusal
        return None


def _is_new_sample(proposed: Proposed, batch: Batch) -> bool:
    """One that was moved here from another record was counted there."""
    moved = any(isinstance(one.fact, Moved) for one in batch.entries)
    return not moved and quality.counts(proposed.fact, proposed.replaces)


def _concerned(new: Iterable[AnyRecorded]) -> bool:
    return any(bookings.concerns(entry) or papers.concerns(entry) for entry in new)


def _insert(made: Sequence[tuple[Entry, str]]) -> None:
    rows, bodies = table(Entry), table(Body)
    rows.insert([rows.stored(_values(entry, rows)) for entry, _ in made])
    bodies.insert([bodies.stored((entry.id, body)) for entry, body in made])


def _values(one: Model, rows: Table) -> list[object]:
    return [getattr(one, name) for name in rows.columns]


def _refusal_of_lone_move(entries: Iterable[Proposed]) -> Refusal | None:
    """What is moved away must arrive: both are recorded together."""
    arriving = {one.person_id for one in entries if not isinstance(one.fact, Moved)}
    for one in entries:
        if isinstance(one.fact, Moved) and (one.fact.to_person not in arriving or one.fact.to_person == one.person_id):
            return _refused("moved_with_its_fact", "An entry is moved only together with the fact on the other record.",
                            "Move it with the action for moving entries.")  # fmt: skip
    return None


def _refused(rule: str, sentence: str, instead: str) -> Refusal:
    return Refusal(rule=rule, sentence=sentence, instead=instead, cites=())

"""What the pages about consent and sharing show: plain rows made of one record."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from throughcare.rulebook import correcting, guidance
from throughcare.rulebook.calendar import end_of_day
from throughcare.rulebook.data_classes import DataClass
from throughcare.rulebook.disclosure import (
    CLASS_OF,
    Basis,
    Share,
    basis_of,
    end_of_consent,
    row_for,
    shares,
)
from throughcare.rulebook.facts.base import Fact
from throughcare.rulebook.facts.consent import (
    ConsentGiven,
    ConsentRefused,
    ConsentWithdrawn,
    Disclosed,
    DisclosureDecided,
    DisclosureRecalled,
    EmergencyDisclosed,
    EmergencyReviewed,
    Item,
    RecallAnswered,
    Scope,
)
from throughcare.rulebook.history import AnyRecorded, History, Recorded
from throughcare.sharing import contents
from throughcare.web import words
from throughcare.web.share_words import to_whom, words_of


@dataclass(frozen=True, kw_only=True)
class Line:
    """One consent, refusal, share or emergency, as a row of the page."""

    entry: UUID
    at: datetime
    title: str
    details: str
    state: str
    shape: str
    can: frozenset[str] = frozenset()
    """What may be done with it here: see, take_back, form, again, recall, copy, review, ask_again."""
    use: str = ""
    to_team: str = ""
    named: str = ""


@dataclass(frozen=True, kw_only=True)
class Reader:
    """For whom the rows are made."""

    reads_consents: bool
    team: str

    def may_read(self, entry: AnyRecorded) -> bool:
        """A role that does not read consents reads those that its own team wrote down."""
        return self.reads_consents or entry.team == self.team


def listed(items: frozenset[Item]) -> str:
    """In the order of the form, as words of a list."""
    return ", ".join(contents.LABELS[item].lower() for item in contents.in_order(items))


def agreed(h: History, names: dict[str, str], *, now: datetime, reader: Reader) -> Iterator[Line]:
    for one in reversed(h.all(ConsentGiven)):
        if not reader.may_read(one):
            continue
        ends, back = end_of_consent(h, one), h.first_naming(one, ConsentWithdrawn)
        live = now < ends
        can = {"form"} if one.fact.form else set()
        yield Line(
            entry=one.root, at=one.happened_at, title=f"{words_of(one.fact, names)}",
            details=f"{contents_of(one.fact)}. {str(one.fact.how).capitalize()}, {one.fact.language}.",
            state=_until(ends) if live else f"Taken back {words.when(back.happened_at)}" if back else "Over",
            shape="met" if live else "withdrawn", can=frozenset(can | ({"see", "take_back"} if live else set())),
        )  # fmt: skip


def refused(h: History, names: dict[str, str], *, reader: Reader) -> Iterator[Line]:
    for one in reversed(h.all(ConsentRefused)):
        if reader.may_read(one):
            told = "told what follows" if one.fact.told else "not told what follows"
            yield Line(
                entry=one.root, at=one.happened_at, title=words_of(one.fact, names),
                details=f"Said: {one.fact.said} ({told})", state="Not agreed", shape="octagon",
                can=frozenset({"ask_again"}), use=f"{one.fact.purpose.name}-{one.fact.recipient.name}".lower(),
                to_team=one.fact.to_team, named=one.fact.named,
            )  # fmt: skip


def decided(h: History, names: dict[str, str], *, now: datetime) -> Iterator[Line]:
    for one in reversed(h.all(DisclosureDecided)):
        ends = end_of_day(one.fact.until)
        live = one.fact.shares and now < ends
        yield Line(
            entry=one.root, at=one.happened_at, title=words_of(one.fact, names),
            details=f"{capital_ground(one.fact)}. {one.fact.weighed}",
            state=_until(ends) if live else "Not shared" if not one.fact.shares else "Over",
            shape="met" if live else "withdrawn", can=frozenset({"see"} if live else ()),
        )  # fmt: skip


def sent(h: History, names: dict[str, str], *, now: datetime, reader: Reader) -> Iterator[Line]:
    by_entry = {share.disclosure: share for share in shares(h)}
    for one in reversed(h.all(Disclosed)):
        if not reader.may_read(one):
            continue
        share, recalled = by_entry[one.root], h.first_naming(one, DisclosureRecalled)
        answer = h.first_naming(recalled, RecallAnswered) if recalled else None
        held, live = what_is_held(h, one), share.live_at(now)
        can = {"copy"} | ({"recall"} if recalled is None and one.team == reader.team else set())
        can |= {"again"} if live and held.waits and one.team == reader.team else set()
        yield Line(
            entry=one.root, at=one.happened_at, title=words_of(one.fact, names),
            details=f"{contents_of(one.fact)}. {why(h, one)}", state=_state(share, recalled, answer, held, now),
            shape=("soon" if held.waits else "open") if live else "met" if answer else "withdrawn",
            can=frozenset(can),
        )  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """What a recipient holds that was corrected since, and the share that told of it."""

    corrected_at: datetime | None = None
    anew: Recorded[Disclosed] | None = None

    @property
    def waits(self) -> bool:
        return self.corrected_at is not None and self.anew is None


def what_is_held(h: History, one: Recorded[Disclosed]) -> Held:
    at = correcting.outdated_since(h, one)
    return Held(corrected_at=at, anew=correcting.told_anew(h, one, at) if at else None)


def emergencies(h: History, names: dict[str, str], *, reader: Reader) -> Iterator[Line]:
    for one in reversed(h.all(EmergencyDisclosed)):
        if not reader.may_read(one):
            continue
        review = h.first_naming(one, EmergencyReviewed)
        yield Line(
            entry=one.root, at=one.happened_at, title=f"Told {to_whom(one.fact, names)} in an emergency",
            details=f"{one.fact.danger} Said: {one.fact.told}",
            state=f"{review.fact.says()}, {words.when(review.happened_at)}" if review else "Not reviewed yet",
            shape="met" if review else "octagon", can=frozenset(() if review else {"review"}),
        )  # fmt: skip


def contents_of(scope: Scope) -> str:
    return listed(scope.items).capitalize() or "Nothing beyond the name"


def capital_ground(fact: DisclosureDecided) -> str:
    return f"{fact.ground[:1].upper()}{fact.ground[1:]}"


def why(h: History, one: Recorded[Disclosed]) -> str:
    """The basis in a few words, with its day."""
    named = basis_of(one.fact)
    if named is None:
        return ""
    basis = h.find(named[1])
    day = f" of {words.day(basis.happened_at)}" if basis else ""
    said = {
        Basis.CONSENT: f"By the person’s consent{day}",
        Basis.DECISION: f"By the nominated senior professional’s decision{day}",
        Basis.INVOLVEMENT: f"Because of the requirement: {basis.fact.says()[:1].lower()}{basis.fact.says()[1:]}"
        if basis else "",
    }  # fmt: skip
    return f"{said[named[0]]}."


def _until(ends: datetime) -> str:
    return f"Until {words.until(ends)}"


def _state(
    share: Share, recalled: AnyRecorded | None, answer: Recorded[RecallAnswered] | None, held: Held, now: datetime
) -> str:  # fmt: skip
    if answer is not None:
        return f"Asked back. They answered: {answer.fact.answer}"
    if recalled is not None:
        return f"Asked back {words.when(recalled.happened_at)}; no answer yet"
    if not share.live_at(now):
        return "Over"
    if held.anew is not None:
        return f"Corrected since; shared again {words.when(held.anew.happened_at)}"
    if held.corrected_at is not None:
        return f"Out of date: corrected {words.when(held.corrected_at)}"
    return _until(share.until) if share.until else "Open"


def left_out(held: list[contents.Held], fact: Disclosed, allowed: frozenset[Item], covered: frozenset[Item]) -> (
    Iterator[dict[str, Any]]
):  # fmt: skip
    """What is not shown, by its reason."""
    reasons: dict[str, list[str]] = {}
    for one in held:
        if one.item in fact.items or one.is_empty:
            continue
        if one.item in covered:
            reason = "you chose to leave it out."
        elif one.item in allowed:
            reason = "the person’s agreement does not cover it. They will see no sign that we hold it."
        else:
            reason = "not needed for this purpose. They will see no sign that we hold it."
        reasons.setdefault(reason, []).append(one.label)
    yield from ({"what": ", ".join(labels), "why": reason} for reason, labels in reasons.items())


def table_row(basis: Basis, scope: Scope, by: type[Fact] | None = None) -> frozenset[Item]:
    row = row_for(basis, scope, by)
    return row.items if row else frozenset()


def cites(basis: Basis, scope: Scope, by: type[Fact] | None = None) -> list[str]:
    row = row_for(basis, scope, by)
    return [guidance.in_words(cite) for cite in row.cites] if row else []


def readable(items: frozenset[Item], classes: frozenset[DataClass]) -> frozenset[Item]:
    """Nobody shares what they may not read."""
    return frozenset(item for item in items if CLASS_OF[item] in classes)

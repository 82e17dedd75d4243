"""Refusals that follow from links alone, for every kind: there, not later, and once."""

from uuid import UUID

from throughcare.rulebook.calendar import local_day
from throughcare.rulebook.facts.base import KINDS, Fact, kind_of, links
from throughcare.rulebook.history import AnyRecorded
from throughcare.rulebook.refusing import Case, Refused, refuses


@refuses(cites=("HB 3.2",), requirements=("H-50",))
def names_something_on_this_record(case: Case) -> Refused | None:
    """What a fact names stands on the same person's record."""
    for name, asked in links(type(case.fact)).items():
        link = getattr(case.fact, name)
        if link is None or _named(case, link, asked.names) is not None:
            continue
        wanted = " or ".join(KINDS[kind].title.lower() for kind in asked.names)
        return Refused(
            sentence=f"This entry names a fact ({wanted}) that does not stand on this record.",
            instead="Choose the fact it belongs to, or record that fact first.",
            because=_taken_away_by(case, link),
        )
    return None


@refuses(cites=("HB 3.2",), requirements=("H-50",))
def comes_after_what_it_names(case: Case) -> Refused | None:
    """Nothing happens before the fact it is about."""
    for name, asked in links(type(case.fact)).items():
        target = _named(case, getattr(case.fact, name), asked.names)
        if target is not None and target.happened_at > case.happened_at:
            return Refused(
                sentence=f"This is timed before the fact it is about ({kind_of(type(target.fact)).title.lower()}, "
                f"{local_day(target.happened_at):%-d %B %Y}).",
                instead="Check both times. If the earlier entry is wrong, correct it first.",
                because=target,
            )
    return None


@refuses(cites=("HB 3.2",), requirements=("H-50",))
def happens_once(case: Case) -> Refused | None:
    """Some facts happen only once to what they name: a release to an arrest, an answer to a sample."""
    for name, asked in links(type(case.fact)).items():
        link = getattr(case.fact, name)
        if not asked.once or link is None:
            continue
        for other in case.history.naming(link, type(case.fact)):
            if other.root != case.root:
                return Refused(
                    sentence=f"{kind_of(type(case.fact)).title} is recorded already, "
                    f"on {local_day(other.happened_at):%-d %B %Y}.",
                    instead="If that entry is wrong, correct it.",
                    because=other,
                )
    return None


def _named(case: Case, link: object, kinds: tuple[str, ...]) -> AnyRecorded | None:
    if link is None:
        return None
    for kind in kinds:
        found = case.history.get(link, KINDS[kind].cls)  # type: ignore[arg-type]
        if found is not None and found.root != case.root:
            return found
    return None


def _taken_away_by(case: Case, link: UUID) -> AnyRecorded | None:
    """The void or move that took away what a link names."""
    old = case.history.find(link)
    while old is not None and old.mended_by is not None:
        old = case.history.find(old.mended_by.id)
    return old


def targets(case: Case, field: str) -> Fact | None:
    """The fact a link field names, for checks that need no more than its content."""
    found = _named(case, getattr(case.fact, field), links(type(case.fact))[field].names)
    return found.fact if found else None

"""Who may mend an entry, and how: correct, void or move. Design section 3; Handbook 3.2 on accurate records."""

from throughcare.rulebook.facts.base import kind_of
from throughcare.rulebook.facts.mendings import Moved, Voided
from throughcare.rulebook.refusing import Case, Refused, refuses


@refuses(cites=("HB 3.2",), requirements=("H-50",), about_actor=True)
def mends_what_stands_here(case: Case) -> Refused | None:
    """A mending names the standing version of an entry on this record; what was voided is recorded anew."""
    target = case.target
    if case.replaces is None or (target is not None and target.live and not kind_of(type(target.fact)).mending):
        return None
    return Refused(
        sentence="That entry does not stand on this record; it may have been mended already.",
        instead="Look at the record again, and mend the version that stands.",
        because=case.target,
    )


@refuses(Voided, Moved, cites=("HB 3.2",), requirements=("H-50",), about_actor=True)
def a_mending_names_what_it_mends(case: Case) -> Refused | None:
    """Voiding or moving is about one entry."""
    if case.replaces is not None:
        return None
    return Refused(sentence="This does not say which entry it is about.", instead="Start from the entry on the record.")


@refuses(cites=("HB 3.2",), requirements=("H-50",), about_actor=True)
def a_mending_says_why(case: Case) -> Refused | None:
    """Nothing is changed without a reason."""
    if case.replaces is None or case.why.strip():
        return None
    return Refused(sentence="A mending needs a reason.", instead="Say in a few words why.", because=case.target)


@refuses(cites=("HB 3.2",), requirements=("H-50",), about_actor=True)
def a_correction_keeps_its_kind(case: Case) -> Refused | None:
    """A correction is about the same kind of fact."""
    if case.target is None or kind_of(type(case.fact)).mending or type(case.fact) is type(case.target.fact):
        return None
    return Refused(
        sentence="A correction is about the same kind of fact.",
        instead="Void the entry, then record what happened.",
        because=case.target,
    )


@refuses(cites=("HB 3.2",), requirements=("H-50",), about_actor=True)
def the_recording_team_mends(case: Case) -> Refused | None:
    """The team that recorded an entry, its manager included, mends it; others ask."""
    if case.target is None or case.by is None or case.by.team == case.target.team:
        return None
    return Refused(
        sentence="Only the team that recorded an entry mends it.",
        instead="Ask that team to mend it.",
        because=case.target,
    )

"""The mutants: each takes away, or moves by one, a single row of the rulebook."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import timedelta

from throughcare.rulebook import correcting, disclosure, journey, refusing, sight
from throughcare.rulebook.actors import ROLES
from throughcare.rulebook.data_classes import DataClass
from throughcare.rulebook.deadlines import DEADLINES
from throughcare.rulebook.facts.consent import Item, RecipientKind
from throughcare.rulebook.standing import State


@dataclass(frozen=True)
class Mutant:
    """What is wrong with the rulebook, and how to make it so in this process."""

    row: str
    what: str
    apply: Callable[[], None]

    @property
    def name(self):
        return f"{self.row} {self.what}"


def mutants():
    yield from (Mutant(name, f"{step:+d}", _moved(name, n, step)) for name, n, step in _steps())
    yield from (Mutant(name, "refuses nothing", _unrefused(name)) for name in refusing.REFUSALS)
    for kind in journey.OBLIGATIONS:
        yield Mutant(kind, "dropped", _following(_dropped(kind)))
        if kind not in NOTHING_MEETS:
            yield Mutant(kind, "never met", _following(_never(kind, State.MET)))
        yield Mutant(kind, "never withdrawn", _following(_never(kind, State.WITHDRAWN)))
        yield Mutant(kind, "owned by another", _following(_changed(kind, owner="nobody")))
        yield Mutant(kind, "due a minute later", _following(_later(kind)))
    yield from _opened_otherwise()
    yield from _shared_otherwise()
    yield from _corrected_unseen()


def _opened_otherwise():
    """A class of data more or less, for each basis of sight and each role; an answer fewer."""
    for (basis, kind), row in sight.SIGHTS.items():
        for data, classes in _toggled(DataClass, row.classes):
            change = _put(sight.SIGHTS, (basis, kind), replace(row, classes=classes))
            yield Mutant("SIGHTS", f"{basis}, {kind}: {data} {_more(data, row.classes)}", change)
    for kind in sight.ANSWERS:
        rest = {one: cites for one, cites in sight.ANSWERS.items() if one is not kind}
        yield Mutant("ANSWERS", f"without {kind.__name__}", lambda rest=rest: setattr(sight, "ANSWERS", rest))
    for role, row in ROLES.items():
        for data, classes in _enough(_toggled(DataClass, row.sees), row.sees):
            change = _put(ROLES, role, replace(row, sees=classes))
            yield Mutant("SEES", f"{role}: {data} {_more(data, row.sees)}", change)
        for data, classes in _enough(_toggled(DataClass, row.is_sent), row.is_sent):
            change = _put(ROLES, role, replace(row, is_sent=classes))
            yield Mutant("is_sent", f"{role}: {data} {_more(data, row.is_sent)}", change)


def _enough(toggled, chosen):
    """Each class of a role that sees some; of a role that sees none, the first: one row of a table says all ten."""
    return toggled if chosen else list(toggled)[:1]


def _shared_otherwise():
    """A recipient or an item more or less, for each row of what may be shared."""
    for n, row in enumerate(disclosure.TABLE):
        told = row.by.__name__ if row.by else ", ".join(sorted(row.recipients))
        about = f"{row.basis.name}, {row.purpose}, {told}"
        for kind, recipients in _toggled(RecipientKind, row.recipients):
            what = f"{about} to {kind} {_more(kind, row.recipients)}"
            yield Mutant("disclosure.TABLE", what, _row_changed(n, recipients=recipients))
        read = "not read whole" if row.is_whole else "read whole"
        yield Mutant("disclosure.TABLE", f"{about}: {read}", _row_changed(n, is_whole=not row.is_whole))
        for item, items in _toggled(Item, row.items):
            yield Mutant("disclosure.TABLE", f"{about}: {item} {_more(item, row.items)}", _row_changed(n, items=items))


def _corrected_unseen():
    """An answer fewer of those that an item shows."""
    for item, kinds in correcting.SHOWS.items():
        for kind, names in kinds.items():
            for name in sorted(names):
                change = _put(correcting.SHOWS, item, {**kinds, kind: names - {name}})
                yield Mutant("SHOWS", f"{item}: {kind.__name__} without {name}", change)

    for kind, names in correcting.EVIDENCE.items():
        for name in sorted(names):
            change = _put(correcting.EVIDENCE, kind, names - {name})
            yield Mutant("EVIDENCE", f"{kind.__name__} without {name}", change)


def _toggled(every, chosen):
    return ((one, chosen ^ {one}) for one in every)


def _more(one, chosen):
    return "too little" if one in chosen else "too much"


def _put(table, name, row):
    return lambda: table.__setitem__(name, row)


def _row_changed(n, **fields):
    def apply():
        rows = list(disclosure.TABLE)
        rows[n] = replace(rows[n], **fields)
        disclosure.TABLE = tuple(rows)

    return apply


NOTHING_MEETS = frozenset({"check_record", "decide_next"})
"""They are withdrawn when their cause has gone."""


def _steps():
    for name, row in DEADLINES.items():
        for n, limit in enumerate(row.limits):
            yield from ((name, n, step) for step in (1, -1) if limit.amount + step >= 0)


def _moved(name, n, step):
    def apply():
        row = DEADLINES[name]
        limits = list(row.limits)
        limits[n] = replace(limits[n], amount=limits[n].amount + step)
        DEADLINES[name] = replace(row, limits=tuple(limits))

    return apply


def _unrefused(name):
    def apply():
        del refusing.REFUSALS[name]
        refusing._rows_for.cache_clear()

    return apply


def _following(change):
    """`follow` as it is, with its duties changed afterwards."""

    def apply():
        follow = journey.follow

        def changed(history, given):
            standing = follow(history, given)
            return replace(standing, duties=tuple(one for duty in standing.duties for one in change(duty)))

        journey.follow = changed

    return apply


def _dropped(kind):
    return lambda duty: () if duty.kind == kind else (duty,)


def _never(kind, state):
    def change(duty):
        if duty.kind == kind and duty.state is state:
            return (replace(duty, state=State.OPEN, ended_by=None, ended_at=None),)
        return (duty,)

    return change


def _later(kind):
    return lambda duty: (replace(duty, due=duty.due + timedelta(minutes=1)),) if duty.kind == kind else (duty,)


def _changed(kind, **fields):
    return lambda duty: (replace(duty, **fields),) if duty.kind == kind else (duty,)

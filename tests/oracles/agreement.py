"""Compare the package with the oracle on one history, and tell a difference as a short story."""

from tests.oracles import adapt, histories
from tests.oracles.follow import follow
from throughcare.rulebook import journey
from throughcare.rulebook.facts.base import kind_of
from throughcare.rulebook.history import History

COMPARED = ("state", "due", "due_first", "owner", "ended_at")
NOT_COMPARED = ("check_record", "decide_next")
"""What would now be refused is not the oracle's business; the catch-all is compared by whether it is open."""


def differences(entries, given=histories.GIVEN):
    """Rows of (kind, what, key, the package's answer, the oracle's)."""
    standing = journey.follow(History(entries), given)
    ours = adapt.plain_standing(standing)
    doubted = any(row["kind"] == "check_record" and row["state"] == "open" for row in ours.values())
    theirs = follow([adapt.plain(e) for e in entries], adapt.plain_given(given), doubted=doubted)
    found = []
    mine = {key: row for key, row in ours.items() if row["kind"] not in NOT_COMPARED}
    for key in sorted(mine.keys() | theirs["duties"].keys()):
        found += _rows(key, mine.get(key), theirs["duties"].get(key))
    if standing.care_team != theirs["care"]:
        found.append(("care", "team", "", standing.care_team, theirs["care"]))
    catch_all = any(row["kind"] == "decide_next" and row["state"] == "open" for row in ours.values())
    if catch_all != theirs["decide_next"]:
        found.append(("decide_next", "open", "", catch_all, theirs["decide_next"]))
    return found


def _rows(key, mine, oracle):
    kind = key.split(":")[0]
    if mine is None or oracle is None:
        yield kind, "exists", key, mine is not None, oracle is not None
        return
    for what in COMPARED:
        if mine[what] == oracle[what] or (what == "ended_at" and _never_arose(mine, oracle)):
            continue
        yield kind, what, key, mine[what], oracle[what]


def _never_arose(mine, oracle):
    """Both ended no later than they began: shown to nobody, so the instant says nothing."""
    ends = (mine["ended_at"], oracle["ended_at"])
    return all(ends) and max(ends) <= oracle["arose"]


def lives(count, first=0):
    """Pairs of (seed, entries), half of them as the refusals would have let them be written."""
    for seed in range(first, first + count):
        entries = histories.a_life(seed)
        yield seed, histories.judged(entries) if seed % 2 else entries


def shortest(entries, differ=differences):
    """The same difference with as few entries as will show it."""
    wanted = {row[:2] for row in differ(entries)}
    kept = list(entries)
    for entry in reversed(entries):
        rest = [e for e in kept if e is not entry]
        if any(entry.id in _named(e) for e in rest):
            continue
        if wanted & {row[:2] for row in differ(rest)}:
            kept = rest
    return kept


def _named(entry):
    """What would be left without its foundation."""
    return {entry.replaces, *(getattr(entry.fact, link) for link in kind_of(type(entry.fact)).links)}


def story(seed, entries, differ=differences):
    """What happened, and how the two readings differ, for the message of a failing test."""
    kept = shortest(entries, differ)
    lines = [f"seed {seed}:"]
    for e in sorted(kept, key=lambda e: e.happened_at):
        plain = adapt.plain(e)
        said = {q: plain[q] for q in kind_of(type(e.fact)).questions if plain[q] and q not in histories.WHOLE}
        mends = f" mends {str(e.replaces)[:8]}, written {e.recorded_at:%d %b %H:%M}" if e.replaces else ""
        lines.append(f"  {e.happened_at:%d %b %Y %H:%M} {e.team} {plain['kind']} {str(e.id)[:8]}{mends} {said}")
    lines += [f"  {kind}.{what} {key}: package {a}, oracle {b}" for kind, what, key, a, b in differ(kept)]
    return "\n".join(lines)

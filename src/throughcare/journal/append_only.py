"""Triggers that make tables append-only for everyone, whatever program opens the database.

A row of a gated table goes only where its condition holds. Emptying a table is refused unless it is empty already.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, kw_only=True)
class Kept:
    """The tables of one room: under each, what could make an INSERT OR REPLACE remove a row that is there."""

    room: str
    unique: Mapping[str, tuple[str, ...]]
    gates: Mapping[str, str] = field(default_factory=dict)
    """Where a row may be removed, and on what condition about OLD."""


def create(kept: Kept, vendor: str) -> Iterator[str]:
    """One statement at a time."""
    yield from _postgresql(kept) if vendor == "postgresql" else _sqlite(kept)


def drop(kept: Kept, vendor: str) -> Iterator[str]:
    if vendor == "sqlite":
        for table in kept.unique:
            yield from (f"DROP TRIGGER IF EXISTS {table}_no_{verb}" for verb in ("update", "delete", "replace"))
        return
    for table in kept.unique:
        yield from (f"DROP TRIGGER IF EXISTS {table}_no_{verb} ON {table}" for verb in ("update", "delete", "truncate"))
    for function in ("refuse", "refuse_unless_empty", *(f"refuse_{table}" for table in kept.gates)):
        yield f"DROP FUNCTION IF EXISTS {kept.room}_{function}() CASCADE"


def _sqlite(kept: Kept) -> Iterator[str]:
    """REPLACE removes a row without asking the trigger for DELETE, so INSERT has one that looks for such a row."""
    for table, clashes in kept.unique.items():
        abort = f"BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
        unless = f" WHEN NOT {kept.gates[table]}" if table in kept.gates else ""
        there = " OR ".join(
            f"EXISTS (SELECT 1 FROM {table} WHERE {clash})"  # noqa: S608
            for clash in (*clashes, "rowid = NEW.rowid")
        )
        yield f"CREATE TRIGGER {table}_no_update BEFORE UPDATE ON {table} {abort}"
        yield f"CREATE TRIGGER {table}_no_delete BEFORE DELETE ON {table}{unless} {abort}"
        yield f"CREATE TRIGGER {table}_no_replace BEFORE INSERT ON {table} WHEN {there} {abort}"


def _postgresql(kept: Kept) -> Iterator[str]:
    raised = "RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';"
    found = "EXECUTE format('SELECT EXISTS (SELECT 1 FROM %I)', TG_TABLE_NAME) INTO found;"
    refuse, unless_empty = f"{kept.room}_refuse", f"{kept.room}_refuse_unless_empty"
    yield _function(refuse, raised)
    yield _function(unless_empty, f"{found} IF found THEN {raised} END IF; RETURN NULL;", "DECLARE found boolean;")
    for table, gate in kept.gates.items():
        yield _function(f"{kept.room}_refuse_{table}", f"IF {gate} THEN RETURN OLD; END IF; {raised}")
    for table in kept.unique:
        gated = f"{kept.room}_refuse_{table}" if table in kept.gates else refuse
        for verb, function in (("UPDATE", refuse), ("DELETE", gated)):
            yield (
                f"CREATE TRIGGER {table}_no_{verb.lower()} BEFORE {verb} ON {table} "
                f"FOR EACH ROW EXECUTE FUNCTION {function}()"
            )
        yield (
            f"CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table} "
            f"FOR EACH STATEMENT EXECUTE FUNCTION {unless_empty}()"
        )


def _function(name: str, body: str, declared: str = "") -> str:
    return f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ {declared} BEGIN {body} END $$"

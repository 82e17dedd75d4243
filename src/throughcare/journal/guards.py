"""What the database itself forbids: entries, seals and disposals are never changed or removed, bodies never changed.

A body goes only where a disposal, which takes two people and is itself never removed, names its entry. Emptying a
table is refused unless it is empty already.
"""

from collections.abc import Iterator

NEVER_CHANGED = ("journal_entry", "journal_body", "journal_disposal", "journal_seal", "journal_sealedhead")
NEVER_REMOVED = ("journal_entry", "journal_disposal", "journal_seal", "journal_sealedhead")
GATED = "journal_body"
UNIQUE = {
    "journal_entry": ("id = NEW.id", "(person_id = NEW.person_id AND seq = NEW.seq)", "replaces = NEW.replaces"),
    "journal_body": ("entry_id = NEW.entry_id",),
    "journal_disposal": ("entry_id = NEW.entry_id",),
    "journal_seal": ("number = NEW.number",),
    "journal_sealedhead": ("id = NEW.id", "(person_id = NEW.person_id AND seal_id = NEW.seal_id)"),
}
"""What could make an INSERT OR REPLACE remove a row that is there."""
_DISPOSED = "EXISTS (SELECT 1 FROM journal_disposal WHERE entry_id = OLD.entry_id)"


def create(vendor: str) -> Iterator[str]:
    """One statement at a time."""
    yield from _postgresql() if vendor == "postgresql" else _sqlite()


def drop(vendor: str) -> Iterator[str]:
    if vendor == "sqlite":
        yield from (f"DROP TRIGGER IF EXISTS {name}" for name, _, _ in _rows())
        yield from (f"DROP TRIGGER IF EXISTS {table}_no_replace" for table in UNIQUE)
        return
    for table in NEVER_CHANGED:
        for verb in ("update", "delete", "truncate"):
            yield f"DROP TRIGGER IF EXISTS {table}_no_{verb} ON {table}"
    yield "DROP FUNCTION IF EXISTS journal_refuse() CASCADE"
    yield "DROP FUNCTION IF EXISTS journal_refuse_unless_disposed() CASCADE"
    yield "DROP FUNCTION IF EXISTS journal_refuse_unless_empty() CASCADE"


def _rows() -> Iterator[tuple[str, str, str]]:
    """Trigger name, verb, table."""
    for table in NEVER_CHANGED:
        yield f"{table}_no_update", "UPDATE", table
    for table in (*NEVER_REMOVED, GATED):
        yield f"{table}_no_delete", "DELETE", table


def _sqlite() -> Iterator[str]:
    """REPLACE removes a row without asking the trigger for DELETE, so INSERT has one that looks for such a row."""
    for name, verb, table in _rows():
        unless = f" WHEN NOT {_DISPOSED}" if (verb, table) == ("DELETE", GATED) else ""
        yield f"CREATE TRIGGER {name} BEFORE {verb} ON {table}{unless} BEGIN {_abort(table)} END"
    for table, clashes in UNIQUE.items():
        there = " OR ".join(
            f"EXISTS (SELECT 1 FROM {table} WHERE {clash})"  # noqa: S608
            for clash in (*clashes, "rowid = NEW.rowid")
        )
        yield f"CREATE TRIGGER {table}_no_replace BEFORE INSERT ON {table} WHEN {there} BEGIN {_abort(table)} END"


def _abort(table: str) -> str:
    return f"SELECT RAISE(ABORT, '{table} is append-only');"


def _postgresql() -> Iterator[str]:
    raised = "RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';"
    yield _function("journal_refuse", raised)
    yield _function("journal_refuse_unless_disposed", f"IF {_DISPOSED} THEN RETURN OLD; END IF; {raised}")
    emptied = "EXECUTE format('SELECT EXISTS (SELECT 1 FROM %I)', TG_TABLE_NAME) INTO found;"
    yield _function(
        "journal_refuse_unless_empty",
        f"{emptied} IF found THEN {raised} END IF; RETURN NULL;",
        "DECLARE found boolean;",
    )
    for name, verb, table in _rows():
        function = "journal_refuse_unless_disposed" if (verb, table) == ("DELETE", GATED) else "journal_refuse"
        yield f"CREATE TRIGGER {name} BEFORE {verb} ON {table} FOR EACH ROW EXECUTE FUNCTION {function}()"
    for table in NEVER_CHANGED:
        yield (
            f"CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table} "
            "FOR EACH STATEMENT EXECUTE FUNCTION journal_refuse_unless_empty()"
        )


def _function(name: str, body: str, declared: str = "") -> str:
    return f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ {declared} BEGIN {body} END $$"

"""What the database itself forbids: entries, seals and disposals are never changed or removed, bodies never changed.

A body goes only where a disposal, which takes two people and is itself never removed, names its entry.
"""

from throughcare.journal.append_only import Kept

JOURNAL = Kept(
    room="journal",
    unique={
        "journal_entry": ("id = NEW.id", "(person_id = NEW.person_id AND seq = NEW.seq)", "replaces = NEW.replaces"),
        "journal_body": ("entry_id = NEW.entry_id",),
        "journal_disposal": ("entry_id = NEW.entry_id",),
        "journal_seal": ("number = NEW.number",),
        "journal_sealedhead": ("id = NEW.id", "(person_id = NEW.person_id AND seal_id = NEW.seal_id)"),
    },
    gates={"journal_body": "EXISTS (SELECT 1 FROM journal_disposal WHERE entry_id = OLD.entry_id)"},
)

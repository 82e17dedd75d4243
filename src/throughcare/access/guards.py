"""What the database itself forbids: a reading, whom it showed and the seals over them are never changed or removed."""

from throughcare.journal.append_only import Kept

READ_LOG = Kept(
    room="access",
    unique={
        "access_reading": ("id = NEW.id",),
        "access_readingof": ("id = NEW.id", "(person_id = NEW.person_id AND reading_id = NEW.reading_id)"),
        "access_readseal": ("number = NEW.number",),
    },
)

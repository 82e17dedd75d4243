"""The append-only store of facts, and the only writer of a person's record (design section 3)."""

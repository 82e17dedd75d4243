"""The person: who they are as far as recorded, and the lock and chain head that keep their record whole."""

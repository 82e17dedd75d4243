"""Keeping the system itself in order: backup and restore, the nightly checks, and how everything is right now."""

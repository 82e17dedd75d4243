"""One person's page, and what is recorded and mended there."""

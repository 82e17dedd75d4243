"""The door for other systems: the same records, rules, sight and read log as the pages, as JSON under /api/v1."""

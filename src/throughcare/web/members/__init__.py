"""Teams, roles and accounts."""

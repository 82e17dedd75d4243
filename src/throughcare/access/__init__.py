"""The only doors to rows about people: who may see whom, and why."""

"""Words about a person that nobody has entered yet: kept for their author until they are entered or given up."""

"""Who may open what, and who looked: conflicts, emergencies, the audit."""

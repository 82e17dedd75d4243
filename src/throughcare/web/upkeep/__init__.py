"""How the system itself is: for the administrator, for whoever checks, and for the machine in front of it."""

"""Who may sign in, and which team and role each account holds, from when until when."""

"""Areas, teams, and the typed lists that say which team serves whom: all dated, none of it about people."""

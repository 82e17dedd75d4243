"""Records that may be of one person, kept silently for the team that is responsible for one of them."""

"""A file for each desk. Every view says which roles may open it."""

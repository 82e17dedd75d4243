"""Data in, file out: notices, care plans, and the store of files."""

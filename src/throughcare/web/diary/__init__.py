"""The diary desk: places and who is on, and a time that is moved, withdrawn or given at once."""

"""What the guidance says, as plain functions and tables. Imports the standard library and nothing else."""

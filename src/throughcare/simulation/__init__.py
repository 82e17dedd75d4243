"""Synthetic people whose stories hold together: for demonstration, tests and benchmarks. Nobody in it exists."""

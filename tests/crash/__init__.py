"""Processes killed in the middle of their work, again and again, and what must be true afterwards.

`python -m tests.crash --kills 10000` runs for hours; the tests run a hundred kills of it.
"""

"""Bringing in a suite's recorder workbooks: the columns, the change set, and what came of it."""

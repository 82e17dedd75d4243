"""Consent and sharing: about one person, and the desks of those who receive, ask and decide."""

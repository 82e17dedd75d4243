"""What a suite keeps about itself, nothing of it about a person: local arrangements, handovers, numbered papers."""

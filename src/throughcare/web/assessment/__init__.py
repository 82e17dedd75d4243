"""The assessment: who came, the record in sections, drafts, and what brings a record up to date."""

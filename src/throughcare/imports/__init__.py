"""Other people's workbooks: read apart from the request, compared with the journal, shown, and only then recorded."""

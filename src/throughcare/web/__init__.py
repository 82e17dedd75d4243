"""The pages: what is shown, in which words, and in which shapes."""

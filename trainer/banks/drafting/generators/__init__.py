"""One generator a file: each takes a Book and yields drafts, or yields nothing where it is not sure."""

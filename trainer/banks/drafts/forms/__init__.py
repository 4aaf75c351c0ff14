"""What an educator fills in about drafts: a text to read, a decision, a changed question, a module."""

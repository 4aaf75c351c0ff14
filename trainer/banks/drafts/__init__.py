"""Drafts that wait for a person: texts that were read, the questions drafted from them, what was decided on each."""

"""From which published version the files of a module were written: a comment in module.yaml that people leave alone."""

import re

LENGTH = 16  # hex digits of the content hash
MARK = re.compile(rf"^# Written from version \d+, as published \(([0-9a-f]{{{LENGTH}}})\)[^\n]*\n", re.MULTILINE)
WHY = "So that what is edited here is known to come after it."


def marked(head: str, number: int, content_hash: str) -> str:
    """The text of module.yaml with this mark in the place of any other."""
    line = f"# Written from version {number}, as published ({content_hash[:LENGTH]}). {WHY}\n"
    return line + MARK.sub("", head)


def mark_in(head: str) -> str:
    """The first digits of the hash of that version; "" where nothing says it."""
    found = MARK.search(head)
    return found[1] if found else ""

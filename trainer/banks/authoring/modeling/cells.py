"""A cell of a model's table, as it is typed: numbers are numbers, and '50 is the text 50, as in a spreadsheet."""

import re
from math import isfinite
from typing import Any

NUMBER = re.compile(r"[-+]?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?")  # as the files have them
MARK = "'"
LONGEST = 18  # characters of a whole number; what is longer stays text, as in the files


def typed(value: Any) -> str:
    """How the cell's value is shown in its field."""
    text = "" if value is None else str(value)
    is_text = isinstance(value, str) and (NUMBER.fullmatch(text.strip()) or text.lstrip().startswith(MARK))
    return f"{MARK}{text.strip()}" if is_text else text


def meant(text: str) -> str | int | float:
    """The value that was typed."""
    if text.startswith(MARK) and (NUMBER.fullmatch(text[1:]) or text[1:].startswith(MARK)):
        return text[1:]
    if not NUMBER.fullmatch(text):
        return text
    if "." in text:
        return number if isfinite(number := float(text)) else text
    return int(text) if len(text) <= LONGEST else text

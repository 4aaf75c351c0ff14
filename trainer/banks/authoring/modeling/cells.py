"""A cell of a model's table, as it is typed: numbers are numbers, and '50 is the text 50, as in a spreadsheet."""

import re
from typing import Any

NUMBER = re.compile(r"[-+]?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?")  # as the files have them
MARK = "'"


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
    return float(text) if "." in text else int(text)

"""The backslash of GIFT: what it stands before is a letter of the text, not a sign of the format."""

import re

SIGNS = "~=#{}:"
HIDDEN = {sign: chr(0xE000 + number) for number, sign in enumerate(SIGNS)}  # letters that no text uses
BACKSLASH = "\ue00f"
SHOWN = str.maketrans({hidden: sign for sign, hidden in HIDDEN.items()} | {BACKSLASH: "\\"})


def hidden(text: str) -> str:
    """Escaped signs replaced by letters that nothing is split at; `shown` undoes it."""
    return re.sub(r"\\([\\~=#{}:n])", letter, text)


def letter(found: re.Match[str]) -> str:
    sign = found[1]
    return BACKSLASH if sign == "\\" else "\n" if sign == "n" else HIDDEN[sign]


def shown(text: str) -> str:
    return text.translate(SHOWN)


def escaped(text: str) -> str:
    """As it has to be written. An empty line would end the question."""
    marked = re.sub(r"([\\~=#{}:])", r"\\\1", text.strip())
    return re.sub(r"\n", r"\\n", marked)

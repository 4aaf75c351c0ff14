"""The code that stands on a certificate."""

LONGEST_CODE = 32  # longer than any code, short enough for an address


def tidy_code(typed: str) -> str:
    """A certificate's code as it is kept, however it was typed: small letters, dashes, spaces, or the whole address."""
    last_part = typed.strip().rstrip("/").rpartition("/")[2]
    return "".join(letter for letter in last_part if letter.isascii() and letter.isalnum()).upper()[:LONGEST_CODE]

"""From bytes to text, whatever program saved the file."""

import codecs

from trainer.banks.formats.questions import CannotRead, Question

LARGEST = 60_000_000  # bytes
OLD = "The file is not UTF-8; it was read as Windows-1252. Look at the special characters."
BOMS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))


def decoded(data: bytes) -> tuple[str, str]:
    """The text with plain line ends, and a warning for its special characters, "" where the encoding is sure."""
    if len(data) > LARGEST:
        raise CannotRead(f"The file is larger than {LARGEST // 1_000_000} MB. Give a part of it.")
    text, warning = in_some_encoding(data)
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return text.replace("\0", "").replace("\ufeff", ""), warning  # marks stay inside where files were put together


def in_some_encoding(data: bytes) -> tuple[str, str]:
    for mark, name in BOMS:
        if data.startswith(mark):
            return data.decode(name, "replace"), ""
    if name := wide(data[:4000]):
        return data.decode(name, "replace"), ""
    try:
        return data.decode("utf-8"), ""
    except UnicodeDecodeError:
        if b"\0" in data:
            raise CannotRead("This is not text.") from None
        return "".join(old(byte) for byte in data) if has_holes(data) else data.decode("cp1252"), OLD


def wide(data: bytes) -> str:
    """UTF-16 without a mark: every other byte of a text in Latin letters is zero."""
    even, odd, half = data[::2].count(0), data[1::2].count(0), max(1, len(data) // 2)
    if len(data) < 4 or max(even, odd) < half * 0.4 or min(even, odd) > half * 0.1:
        return ""
    return "utf-16-be" if even > odd else "utf-16-le"


def has_holes(data: bytes) -> bool:
    """Five places of the old code page stand for nothing."""
    return any(byte in data for byte in (0x81, 0x8D, 0x8F, 0x90, 0x9D))


def old(byte: int) -> str:
    return bytes([byte]).decode("cp1252", "replace")


def mark_doubtful(questions: list[Question], warning: str) -> None:
    """Only those that have a special character can be wrong."""
    for question in questions if warning else []:
        words = [question.stem, question.title, question.general_feedback]
        words += [word for answer in question.answers for word in (answer.text, answer.feedback)]
        words += [word for pair in question.pairs for word in pair]
        if not all(word.isascii() for word in words):
            question.warn(warning)

"""Which format a file has: by what is in it, and only then by its name."""

import re

from trainer.banks.formats.decoding import decoded
from trainer.banks.formats.questions import CannotRead

ROOTS = {
    "quiz": "moodle_xml",
    "questestinterop": "qti12",
    "item": "qti12",
    "assessmentitem": "qti21",
    "qtiassessmentitem": "qti30",
}
FIRST_TAG = re.compile(r"<\s*(?![?!])(?:[\w.-]+:)?([A-Za-z][\w.-]*)")
ENDINGS = {
    ".gift": "gift",
    ".csv": "csv",
    ".tsv": "csv",
    ".xlsx": "xlsx",
    ".docx": "paste",
    ".yaml": "yaml",
    ".yml": "yaml",
}
HEAD = 4_000  # bytes in which the first tag mostly stands
AIKEN = re.compile(r"^ANSWER:\s*[A-Z]\s*$", re.MULTILINE)
GIFT = re.compile(r"(?<!\\)\{[^{}]*(?<!\\)\}")


def format_of(data: bytes, name: str = "") -> str:
    """Raises CannotRead where nothing speaks for any of them."""
    ending = name[name.rfind(".") :].lower() if "." in name else ""
    if data.startswith(b"PK"):
        return zipped(data, ending)
    if not data.strip(b"\0 \t\r\n\xef\xbb\xbf\xff\xfe"):
        raise CannotRead("The file is empty.")
    head = data[:HEAD].lstrip(b"\xef\xbb\xbf \t\r\n").decode("latin-1")
    if head.startswith("<") and FIRST_TAG.search(head):
        return marked_up(head)
    text = decoded(data)[0]
    if text.lstrip().startswith("<"):
        return marked_up(text)
    if ending in ENDINGS:
        return ENDINGS[ending]
    return of_text(text)


def zipped(data: bytes, ending: str) -> str:
    """Names in a zip stand in the clear."""
    if b"xl/workbook.xml" in data or ending == ".xlsx":
        return "xlsx"
    return "paste" if b"word/document.xml" in data else "package"


def marked_up(text: str) -> str:
    found = FIRST_TAG.search(text)
    name = found[1].lower().replace("-", "") if found else ""
    if name in ROOTS:
        return ROOTS[name]
    if name in {"html", "body", "p", "div", "meta", "head", "span", "ol", "ul"}:
        return "paste"
    raise CannotRead(f"XML that begins with <{found[1] if found else '?'}> holds no questions that are read here.")


def of_text(text: str) -> str:
    if AIKEN.search(text) and not re.search(r"^\s*::", text, re.MULTILINE):
        return "aiken"
    if GIFT.search(text):
        return "gift"
    if re.match(r"^\s*-\s+id:", text):
        return "yaml"
    first = text.lstrip().split("\n", 1)[0]
    if any(first.count(sign) >= 2 for sign in ",;\t") and re.search(
        r"question|stem|frage|pregunta", first, re.IGNORECASE
    ):
        return "csv"
    return "paste"

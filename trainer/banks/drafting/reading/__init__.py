"""Texts that questions can be drafted from: Markdown, plain text, .docx, .html and PDF with text."""

from pathlib import Path

from trainer.banks.drafting.reading import pdf, plain, web, word
from trainer.banks.drafting.reading.source import (
    LARGEST,
    LONGEST,
    Block,
    CannotRead,
    Passage,
    Section,
    Source,
    assemble,
)

__all__ = ["CannotRead", "Passage", "Section", "Source", "read_file", "read_paste", "read_upload"]

TEXTS = {".md", ".markdown", ".txt", ".text"}
PAGES = {".html", ".htm", ".xhtml"}
MEND = "Give a .md, .txt, .docx or .html file, or a PDF with text."


def read_file(path: Path) -> Source:
    """Raises CannotRead, also for a file that is not there."""
    try:
        if not path.is_file():
            raise CannotRead(path.name, "missing", "There is no such file.", "Check the name.")
        if path.stat().st_size > LARGEST:
            raise too_large(path.name)
        data = path.read_bytes()
    except OSError as problem:
        raise CannotRead(path.name, "missing", "This file cannot be opened.", "Check its permissions.") from problem
    return read_upload(path.name, data)


def read_upload(name: str, data: bytes) -> Source:
    """`name` serves to tell the format and to name the file in a message; nothing is opened by it."""
    file = name.replace("\\", "/").rpartition("/")[2][-100:] or "upload"
    if len(data) > LARGEST:
        raise too_large(file)
    if not data.strip():
        raise CannotRead(file, "empty", "The file is empty.", "Give a file with running text.")
    return assemble(file, blocks(file, data))


def read_paste(text: str) -> Source:
    if len(text) > LONGEST:
        raise too_large("paste")
    if not text.strip():
        raise CannotRead("paste", "empty", "There is nothing to read.", "Paste a text.")
    return assemble("paste", plain.blocks(text))


def blocks(file: str, data: bytes) -> list[Block]:
    ending = Path(file).suffix.lower()
    if data.startswith(b"%PDF") or ending == ".pdf":
        return pdf.blocks(data, file)
    if ending == ".docx":
        return word.blocks(data, file)
    if ending in PAGES:
        if len(data) > 5 * LONGEST or b"\0" in data[:4000]:
            raise too_large(file) if len(data) > 5 * LONGEST else binary(file)
        return web.blocks(data, file)
    if ending in TEXTS:
        return plain.blocks(decoded(file, data))
    raise CannotRead(file, "format", "This kind of file is not read here.", MEND)


def decoded(file: str, data: bytes) -> str:
    """UTF-8, or UTF-16 where the file says so, or the old Windows code page where it gives printable text."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        text = data.decode("utf-16", "replace")
    else:
        try:
            text = data.decode("utf-8-sig")
        except UnicodeDecodeError as problem:
            if b"\0" in data or any(byte < 9 for byte in data[:4000]):
                raise binary(file) from problem
            line = data.count(b"\n", 0, problem.start) + 1
            mend = "Save it as UTF-8."
            raise CannotRead(file, "encoding", "This line is not UTF-8 text.", mend, line) from problem
    if "\0" in text:
        raise binary(file)
    if len(text) > LONGEST:
        raise too_large(file)
    return text


def binary(file: str) -> CannotRead:
    return CannotRead(file, "binary", "This is not text.", MEND)


def too_large(file: str) -> CannotRead:
    return CannotRead(
        file, "too-large", f"It is larger than {LARGEST // 1_000_000} MB or very long.", "Give a part of it."
    )

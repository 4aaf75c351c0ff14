"""PDFs that hold text: its lines, without page numbers and running heads."""

import io
import logging
import re
import unicodedata
from collections import Counter

import pypdf
from pypdf.errors import PyPdfError

from trainer.banks.drafting.reading import plain
from trainer.banks.drafting.reading.source import LONGEST, Block, CannotRead

PAGES = 200
PAGE_NUMBER = re.compile(r"(?:page\s+)?\d{1,4}(?:\s*(?:/|of)\s*\d{1,4})?", re.I)
LIGATURE = re.compile("[\ufb00-\ufb06]")  # fi, fl, ffi ... set as one sign
PLAIN = "Save it again as a PDF with text, or paste the text."

logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # what is wrong is said to the person who gave the file


def blocks(data: bytes, file: str) -> list[Block]:
    pages = [page.split("\n") for page in pages_of(data, file)]
    if sum(len(line) for page in pages for line in page) < 20:
        raise CannotRead(file, "no-text", "There is no text in this PDF; it may be a scan.", PLAIN)
    seen = Counter(line.strip() for page in pages for line in {*page[:2], *page[-2:]})
    running = {line for line, times in seen.items() if times >= 3}
    kept = [
        line.rstrip()
        for page in pages
        for line in page
        if line.strip() not in running and not PAGE_NUMBER.fullmatch(line.strip())
    ]
    text = LIGATURE.sub(lambda found: unicodedata.normalize("NFKC", found[0]), "\n".join(kept))
    return plain.blocks(re.sub(r"(?<=[a-z])-\n(?=[a-z])", "", text))


def pages_of(data: bytes, file: str) -> list[str]:
    texts: list[str] = []
    try:
        reader = pypdf.PdfReader(io.BytesIO(data))
        if reader.is_encrypted and not reader.decrypt(""):
            raise CannotRead(file, "encrypted", "This PDF is locked with a password.", "Save it without a password.")
        if len(reader.pages) > PAGES:
            raise CannotRead(file, "too-large", f"This PDF has more than {PAGES} pages.", "Give a part of it.")
        for page in reader.pages:
            texts.append(page.extract_text() or "")
            if sum(map(len, texts)) > LONGEST:
                raise CannotRead(file, "too-large", "There is too much text in it.", "Give a part of it.", len(texts))
    except CannotRead:
        raise
    except (PyPdfError, Exception) as problem:  # a parser of a hostile format fails in many ways
        raise CannotRead(file, "pdf", "This PDF is damaged, or no PDF.", PLAIN, len(texts) + 1) from problem
    return texts

"""Word documents: unpacked with care, then read as the page that they amount to."""

import io
import re
import zipfile

import mammoth  # type: ignore[import-untyped]

from trainer.banks.drafting.reading import web
from trainer.banks.drafting.reading.source import Block, CannotRead

UNPACKED = 60_000_000  # bytes of XML in all
RATIO = 200  # unpacked to packed, for one part of more than a million bytes
PARTS = 5_000
PARAGRAPHS = 6_000  # far more than the longest text that is read
SAVE_AGAIN = "Open it in a word processor and save it again as .docx."
PARAGRAPH = re.compile(rb"<\w+:p[\s/>]")
STYLES = "p[style-name='Title'] => h1:fresh\np[style-name='Subtitle'] => p:fresh"


def blocks(data: bytes, file: str) -> list[Block]:
    check(data, file)
    try:
        page = mammoth.convert_to_html(
            io.BytesIO(data),
            style_map=STYLES,
            convert_image=mammoth.images.img_element(lambda _image: {}),
            external_file_access=False,
        )
    except Exception as problem:  # whatever a broken file makes its parser do, the reader gets one plain sentence
        raise CannotRead(file, "docx", "This Word document is damaged.", SAVE_AGAIN) from problem
    if not page.value.strip():
        raise CannotRead(file, "no-text", "There is no text in it.", "Give a document with running text.")
    return web.blocks(page.value, file)


def check(data: bytes, file: str) -> None:
    """Nothing is unpacked before its size is known, and nothing that declares entities is parsed."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = archive.infolist()
            if len(parts) > PARTS or any(is_bomb(part) for part in parts) or sum(p.file_size for p in parts) > UNPACKED:
                raise CannotRead(file, "too-large", "It unpacks to far more than a document.", SAVE_AGAIN)
            if "word/document.xml" not in archive.namelist():
                raise CannotRead(file, "docx", "This is not a Word document.", SAVE_AGAIN)
            if len(PARAGRAPH.findall(archive.read("word/document.xml"))) > PARAGRAPHS:
                raise CannotRead(
                    file, "too-large", f"It has more than {PARAGRAPHS:,} paragraphs.", "Give a part of it."
                )
            for part in parts:
                if part.filename.endswith((".xml", ".rels")) and declares_entities(archive.read(part)):
                    raise CannotRead(
                        file, "docx", "Its XML declares entities, which no word processor does.", SAVE_AGAIN
                    )
    except (zipfile.BadZipFile, RuntimeError, NotImplementedError, OSError, EOFError, ValueError) as problem:
        raise CannotRead(
            file, "docx", "This is not a .docx file, or it is encrypted or damaged.", SAVE_AGAIN
        ) from problem
    except zipfile.zlib.error as problem:  # type: ignore[attr-defined]
        raise CannotRead(file, "docx", "This Word document is damaged.", SAVE_AGAIN) from problem


def is_bomb(part: zipfile.ZipInfo) -> bool:
    return part.file_size > 1_000_000 and part.file_size > RATIO * max(1, part.compress_size)


def declares_entities(xml: bytes) -> bool:
    flat = xml.replace(b"\0", b"")
    return b"<!DOCTYPE" in flat or b"<!ENTITY" in flat

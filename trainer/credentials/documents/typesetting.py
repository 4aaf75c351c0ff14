"""From values to a PDF. Typst sets the type; what it is given is data, which no one can turn into instructions."""

import json
from collections.abc import Iterable, Iterator
from datetime import datetime
from functools import cache
from io import BytesIO
from pathlib import Path
from threading import Lock
from typing import Any, Literal

import segno
from flask import current_app
from typst import Compiler, TypstError

from trainer.credentials.documents import rules
from trainer.credentials.documents.fonts import faces
from trainer.errors import Refused

TRAINER = Path(__file__).parents[2]  # what a paper may read from: itself and the wordmark
PAPERS = Path(__file__).parent / "paper"
SIZES = {"a4": "a4", "letter": "us-letter"}  # as an address says it, as typst does

Paper = Literal["certificate", "transcript", "table"]
MEND = (
    "It is not left out and not replaced by boxes. Have the text written otherwise, or ask an administrator to add a"
    " font that has it (the setting FONTS)."
)
lock = Lock()  # one compiler a process, which keeps what it has learned about the fonts


def pdf(paper: Paper, values: dict[str, Any], *, made_at: datetime, qr: str = "") -> bytes:
    """The paper with these values, tagged for screen readers (PDF/UA-1). The same values give the same bytes."""
    refuse_what_no_font_has("what is to be printed", (" ".join(text.split()) for text in texts(values)))
    own = current_app.config["FONTS"]
    given = json.dumps(values | {"fonts": faces(own).families, "qr": qr})
    with lock:
        try:
            made = compiler(own).compile(
                PAPERS / f"{paper}.typ",
                format="pdf",
                sys_inputs={"values": given},
                pdf_standards=["ua-1"],
                timestamp=made_at.replace(microsecond=0),
            )
        except TypstError as problem:
            if "could not be displayed" not in problem.message:
                raise
            raise Refused(f"This cannot be put on paper: {problem.message.partition(': ')[2]}. {MEND}") from problem
    assert isinstance(made, bytes)
    return made


@cache
def compiler(own: Path | None) -> Compiler:
    return Compiler(root=TRAINER, font_paths=faces(own).fonts, ignore_system_fonts=True)


def texts(values: Any) -> Iterator[str]:
    if isinstance(values, str):
        yield values
    elif isinstance(values, dict):
        for value in values.values():
            yield from texts(value)
    elif isinstance(values, list | tuple):
        for value in values:
            yield from texts(value)


def refuse_what_no_font_has(what: str, found: Iterable[str]) -> None:
    have = faces(current_app.config["FONTS"]).have
    problems = rules.problems(" ".join(text for text in found if not (text.isascii() and text.isprintable())), have)
    if problems:
        raise Refused(f"{rules.sentence(what, problems)} {MEND}")


def name(text: str) -> dict[str, Any]:
    """A person's name as a paper takes it."""
    refuse_what_no_font_has(f"the name “{text}”" if text.isprintable() else "the name", [text])
    families = faces(current_app.config["FONTS"]).families
    return {"name": text, "fonts": rules.fonts_for(text, families), "right_to_left": rules.right_to_left(text)}


def qr_code(address: str) -> str:
    """A drawing that a phone's camera reads as the address."""
    drawn = BytesIO()
    segno.make(address, micro=False, error="m").save(drawn, kind="svg", border=0, dark="#16242b")
    return drawn.getvalue().decode()

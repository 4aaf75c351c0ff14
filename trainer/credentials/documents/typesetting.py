"""From values to a PDF. Typst sets the type; what it is given is data, which no one can turn into instructions."""

import json
import subprocess
import sys
from collections.abc import Iterator
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
PRESS = Path(__file__).parent / "press.py"
SIZES = {"a4": "a4", "letter": "us-letter"}  # as an address says it, as typst does

Paper = Literal["binder", "certificate", "cut_study", "transcript", "table"]
MEND = (
    "It is not left out and not replaced by boxes. Have the text written otherwise, or ask an administrator to add a"
    " font that has it (the setting FONTS)."
)
LONGEST = 120  # seconds; the longest table takes some ten on a busy machine
lock = Lock()  # one compiler a process, which keeps what it has learned about the fonts


class NotSet(Exception):
    """Typst could not set it; the message is typst's."""


def pdf(paper: Paper, values: dict[str, Any], *, made_at: datetime, qr: str = "", apart: bool = False) -> bytes:
    """The paper with these values, tagged for screen readers (PDF/UA-1). The same values give the same bytes.

    What can be long is set `apart`, in a process of its own that takes its memory with it.
    """
    fonts = fonts_for("what is to be printed", " ".join(" ".join(text.split()) for text in texts(values)))
    given = json.dumps(values | {"fonts": fonts, "qr": qr})
    try:
        return (set_apart if apart else set_here)(PAPERS / f"{paper}.typ", given, made_at.replace(microsecond=0))
    except NotSet as problem:
        if "could not be displayed" not in str(problem):
            raise
        raise Refused(f"This cannot be put on paper: {str(problem).partition(': ')[2]}. {MEND}") from problem


def set_here(paper: Path, values: str, made_at: datetime) -> bytes:
    with lock:
        try:
            made = compiler(current_app.config["FONTS"]).compile(
                paper, format="pdf", sys_inputs={"values": values}, pdf_standards=["ua-1"], timestamp=made_at
            )
        except TypstError as problem:
            raise NotSet(problem.message) from problem
    assert isinstance(made, bytes)
    return made


def set_apart(paper: Path, values: str, made_at: datetime) -> bytes:
    job = {
        "root": str(TRAINER),
        "paper": str(paper),
        "fonts": faces(current_app.config["FONTS"]).folders,
        "values": values,
        "timestamp": int(made_at.timestamp()),
    }
    done = subprocess.run(  # noqa: S603  # our own program; what it is given is data
        [sys.executable, "-I", str(PRESS)], input=json.dumps(job).encode(), capture_output=True, timeout=LONGEST
    )
    if done.returncode:
        raise NotSet(done.stderr.decode(errors="replace"))
    return done.stdout


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


def fonts_for(what: str, text: str) -> list[str]:
    """The fonts that draw all of it. What none of them has is refused by name."""
    have = faces(current_app.config["FONTS"])
    if text.isascii() and text.isprintable():
        return have.families
    problems = rules.problems(text, have.have)
    fonts, lost = rules.able(text, rules.by_reader(text, have.families), have.has) if not problems else ([], problems)
    if lost:
        raise Refused(f"{rules.sentence(what, lost)} {MEND}")
    return fonts


def name(text: str) -> dict[str, Any]:
    """A person's name as a paper takes it."""
    fonts = fonts_for(f"the name “{text}”" if text.isprintable() else "the name", text)
    return {"name": text, "fonts": fonts, "right_to_left": rules.right_to_left(text)}


def qr_code(address: str) -> str:
    """A drawing that a phone's camera reads as the address."""
    drawn = BytesIO()
    segno.make(address, micro=False, error="m").save(drawn, kind="svg", border=0, dark="#16242b")
    return drawn.getvalue().decode()

"""The head of the chain: the last batch. Written down outside the database too, it proves what the database said."""

import os
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from flask import current_app
from sqlalchemy import select

from trainer.db import db
from trainer.trail.models import SealedBatch
from trainer.trail.rules import spelled

FILE = "seals.log"


class Head(NamedTuple):
    number: int
    hash: str
    sealed_at: datetime

    def __str__(self) -> str:
        return f"{self.number} {spelled(self.sealed_at)} {self.hash}"

    @classmethod
    def parse(cls, line: str) -> "Head":
        """The reverse; ValueError when it is none."""
        number, sealed_at, hash = line.split()
        if len(hash) != 64:
            raise ValueError(line)
        return cls(int(number), hash, datetime.fromisoformat(sealed_at))


def head() -> Head | None:
    """The last batch; None while nothing is sealed."""
    statement = select(SealedBatch.number, SealedBatch.hash, SealedBatch.sealed_at)
    last = db.session.execute(statement.order_by(SealedBatch.number.desc()).limit(1)).one_or_none()
    return Head(*last) if last else None


def log_file() -> Path:
    return current_app.config["INSTANCE"] / FILE


def write_down(head: Head) -> None:
    """Add a head to the log beside the database. A database that cannot write it down is still sealed."""
    file = log_file()
    try:
        file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        descriptor = os.open(file, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
        with os.fdopen(descriptor, "ab", buffering=0) as log:
            log.write(f"{head}\n".encode())  # in one piece, whoever else adds to it
    except OSError as problem:
        current_app.logger.warning("The seal of batch %s could not be written to %s: %s", head.number, file, problem)


def written_down(file: Path) -> Iterator[tuple[int, Head | None]]:
    """The lines of a log, numbered from 1; None: not a head."""
    with file.open(encoding="utf-8", errors="replace") as lines:
        for number, line in enumerate(lines, start=1):
            if line.strip():
                try:
                    yield number, Head.parse(line)
                except ValueError:
                    yield number, None

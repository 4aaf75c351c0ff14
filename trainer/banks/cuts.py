"""What a cut rests on. A room above that keeps studies answers; where nobody does, every cut is provisional."""

from datetime import datetime
from typing import Any

from flask import current_app


def cut_basis(version_id: int, at: datetime | None = None) -> Any:
    """The study that decided the cut of a module version, as it stood at a moment (None: now); None: provisional.

    What is given has `study` (its number), `content_hash`, `percent`, `cut`, `error`, `panelists`, `decided_at` and
    `in_words`.
    """
    return current_app.extensions["cut basis"](version_id, at)


def no_study(_version_id: int, _at: datetime | None) -> None:
    """A room above puts its own here."""

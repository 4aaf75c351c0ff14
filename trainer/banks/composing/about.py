from datetime import date
from typing import Annotated, Any

from pydantic import Field

from trainer.banks.content import Objective, QuizPolicy, Slug, Value, Words


class Origin(Value):
    """Where a text came from: the name of its file, empty for a text that was pasted, and the day it was read."""

    file: str = ""
    read_on: date


class About(Value):
    """What a module needs besides the text and its drafts. Proposed first, then as somebody edited it.

    `objective_of` says by passage which objective a draft serves unless its own document names another.
    """

    slug: Slug
    title: Words
    summary: Words
    review_by: date
    origin: Origin
    objectives: Annotated[tuple[Objective, ...], Field(min_length=1)]
    objective_of: dict[str, str]
    blueprint: dict[str, dict[str, int]]
    quiz: QuizPolicy


class Decision(Value):
    """What somebody decided about a draft. `document` is the item as edited; None leaves it as it was drafted."""

    is_accepted: bool
    document: dict[str, Any] | None = None
    reason: str = ""
    by: str
    on: date

"""What drafts.yaml says of a proposed question besides the question itself."""

from datetime import date
from typing import Annotated, Any

from pydantic import BeforeValidator, model_validator

from trainer.banks.content import Value, Words
from trainer.reading import breaks

OPEN = "open"


class Verdict(Value):
    accepted: bool
    by: Words
    on: date
    reason: Words | None = None

    @model_validator(mode="after")
    def rejection_has_its_reason(self) -> "Verdict":
        if not self.accepted and not self.reason:
            raise breaks("decision", "it is rejected without a reason.", "Add `reason:`: the next reader asks why.")
        return self


def decided(value: Any) -> Any:
    """`open` is no verdict yet; anything but that and a verdict's fields is a slip."""
    if value == OPEN:
        return None
    if not isinstance(value, dict):
        mend = "Write `open`, or {accepted: true, by: Your Name, on: 2026-11-26}; to reject, add a reason."
        raise breaks("decision", "this is not a decision.", mend)
    return value


class Note(Value):
    """`quote` is the place in the article that the question rests on, word for word."""

    generator: Words = "by hand"
    quote: Words
    decision: Annotated[Verdict | None, BeforeValidator(decided)]

"""What the result page of an attempt says besides the result that was given."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from trainer import clock
from trainer.insight.corrections import queries
from trainer.insight.corrections.models import Contest, CorrectionItem, Regrading, RetestOffer
from trainer.insight.corrections.words import key_in_words
from trainer.quizzes.models import Attempt
from trainer.quizzes.rules import Result


@dataclass(frozen=True)
class Again:
    """One time the attempt was marked again: what came of it, and why."""

    row: Regrading
    result: Result

    @property
    def is_kept(self) -> bool:
        """A pass that marking again would not give."""
        return self.row.passed and not self.result.passed


@dataclass(frozen=True)
class Offer:
    row: RetestOffer
    is_begun: bool
    is_over: bool


@dataclass(frozen=True)
class Said:
    """`again` is oldest first: the last one stands. `corrected` says of a question what holds since."""

    contests: Mapping[int, Contest]
    again: Sequence[Again]
    offers: Sequence[Offer]
    corrected: Mapping[int, str]

    @property
    def stands(self) -> Again | None:
        return self.again[-1] if self.again else None


def said(attempt: Attempt) -> Said:
    rows = queries.regradings_of(attempt)
    today = clock.today(attempt.clinic.time_zone if attempt.clinic else "UTC")
    offers = [Offer(one, is_begun, one.until_on < today) for one, is_begun in queries.offers_for(attempt)]
    return Said(
        queries.contests_in(attempt),
        [Again(row, Result.from_document(row.result)) for row in rows],
        offers,
        corrected(attempt, rows),
    )


def corrected(attempt: Attempt, rows: Sequence[Regrading]) -> dict[int, str]:
    """By question, what was corrected about it; of several corrections the last."""
    items: dict[int, tuple[str, CorrectionItem]] = {
        item.item_version_id: (row.correction.remedy, item) for row in rows for item in row.correction.items
    }
    return {
        number: in_words(*items[question["item"]])
        for number, question in enumerate(attempt.form, 1)
        if question["item"] in items
    }


def in_words(remedy: str, item: CorrectionItem) -> str:
    match remedy:
        case "key":
            return f"This question was marked by a wrong key. Right is: {key_in_words(item.document or {})}."
        case "drop":
            return "This question was faulty and is no longer counted."
    return "This question was faulty. It counts as right for everybody who was asked it."

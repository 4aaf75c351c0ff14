"""How forms of a version of a module turned out, and how far their results can be trusted."""

from collections.abc import Sequence
from dataclasses import dataclass

from trainer.insight.again import answers_of
from trainer.insight.columns import Asked
from trainer.insight.corrections.queries.approvals import Approved
from trainer.insight.queries import Version
from trainer.insight.rules.forms import FormNumbers, distribution, form_numbers, usual_length
from trainer.quizzes.rules import needed


@dataclass(frozen=True)
class FormPage:
    """`counts`: how many takers had 0, 1, 2 ... right; `numbers` None where too few did.

    `others`: attempts of another length, of which a question was dropped; they are not in it.
    """

    takers: int
    questions: int
    needed: int
    counts: list[int]
    numbers: FormNumbers | None
    others: int = 0

    @classmethod
    def of(cls, asked: Asked, version: Version, approved: Sequence[Approved] = ()) -> "FormPage":
        answers = answers_of(asked, approved)
        if not len(answers.attempt_ids):
            return cls(0, 0, 0, [], None)
        questions = usual_length(answers)
        cut = needed(questions, version.cut_percent)
        counts = distribution(answers, questions)
        others = len(answers.attempt_ids) - sum(counts)
        return cls(sum(counts), questions, cut, counts, form_numbers(answers, cut), others)

    @property
    def reached(self) -> int:
        """How many reached the cut of the whole; safety-critical objectives have cuts of their own."""
        return sum(self.counts[self.needed :])

"""What the page of one draft shows."""

from collections.abc import Sequence
from dataclasses import dataclass
from random import Random

from trainer.banks.checks import writing
from trainer.banks.content import Objective, item_of
from trainer.banks.drafts import rules
from trainer.banks.drafts.models import DraftText
from trainer.banks.drafts.queries import Standing
from trainer.banks.lint import Finding
from trainer.banks.published import PublishedItem


@dataclass(frozen=True)
class Sheet:
    """One draft among the others of its text. `shown` is the state that the way through is limited to, "" for none."""

    text: DraftText
    standing: Standing
    places: Sequence[rules.Place]
    shown: str

    @property
    def item(self) -> PublishedItem:
        return PublishedItem(0, 0, item_of(self.standing.document), place="The passage of this draft")

    @property
    def order(self) -> list[int]:
        """As one learner might see it."""
        return self.item.kind.order(self.item.item, Random(self.standing.row.id))  # noqa: S311  # an order, no secret

    @property
    def passage(self) -> list[tuple[str, str]]:
        draft = self.standing.draft
        return rules.marked(draft.passage, draft.quote, draft.marks)

    @property
    def findings(self) -> list[Finding]:
        return findings_of(self.standing.document)

    @property
    def counts(self) -> dict[str, int]:
        return rules.counts(self.places)

    @property
    def neighbors(self) -> tuple[int | None, int | None]:
        return rules.neighbors(self.places, self.standing.row.position, self.shown)


def objectives_of(text: DraftText) -> list[Objective]:
    return [Objective.model_validate(row) for row in text.about["objectives"]]


def choices_of(text: DraftText) -> list[tuple[str, str]]:
    """The objectives for a list to choose from."""
    return [(one.id, one.short) for one in objectives_of(text)]


def findings_of(document: dict) -> list[Finding]:
    """What the lint finds in an item as it reads now: just what the check before publishing looks at."""
    return writing.findings_of(item_of(document))

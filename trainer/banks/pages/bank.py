"""Banks at a glance: what they cover, what stands in the way of a form, and their items in a list."""

from collections import Counter
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from functools import cached_property

from trainer.banks import rules
from trainer.banks.content import LEVELS, ItemModel, Objective
from trainer.banks.models import Adoption, ModuleVersion
from trainer.banks.published import Line, PublishedModule
from trainer.banks.rules.passing import Passing, Standard, passing_table

MOST_RECALL = 30  # percent of a bank that may only ask what is known


@dataclass(frozen=True)
class Shelf:
    """A module as one reader finds it: the version their clinic adopted, else the live one."""

    live: ModuleVersion
    adoption: Adoption | None
    module: PublishedModule
    state: tuple[str, str] | None  # how the reader stands with it, for a state pill


@dataclass(frozen=True)
class Bank:
    """A module's bank as new forms meet it: without its stale items, which no new form asks."""

    version: ModuleVersion
    module: PublishedModule
    stale: AbstractSet[int] = frozenset()
    levels = LEVELS

    @cached_property
    def candidates(self) -> list[rules.Candidate]:
        return [one for one in self.module.candidates if one.item not in self.stale]

    @cached_property
    def coverage(self) -> list[tuple[Objective, dict[str, rules.Cover]]]:
        content = self.module.content
        rows = rules.coverage([one.id for one in content.objectives], LEVELS, content.blueprint, self.candidates)
        return [(objective, rows[objective.id]) for objective in content.objectives]

    @property
    def thin(self) -> list[rules.Cover]:
        """Cells where a retake would meet some of the same items again."""
        return [cell for _, cells in self.coverage for cell in cells.values() if cell.is_thin]

    @cached_property
    def gaps(self) -> list[str]:
        """Why no form can be drawn, in words; empty when one can."""
        found = rules.gaps(self.module.content.blueprint, self.candidates) if self.stale else self.module.gaps
        return [self.in_words(gap) for gap in found]

    def in_words(self, gap: rules.Shortfall) -> str:
        objective = self.module.content.objective(gap.objective).short
        wanted = f"{gap.wanted} item{'s' if gap.wanted > 1 else ''}"
        if gap.there >= gap.wanted:
            return f"it takes {wanted} of “{objective}” at the level {gap.level}, and the cases do not fit into that"
        return f"it takes {wanted} of “{objective}” at the level {gap.level}, and {gap.there} can meet on a form"

    @cached_property
    def forms_apart(self) -> int:
        if not self.stale:
            return self.module.forms_apart
        return rules.forms_apart(self.candidates, self.module.content.blueprint)

    @property
    def passing(self) -> list[Passing]:
        """How often somebody passes who truly knows so much."""
        return passing_table(self.module.content.blueprint, self.standard)

    @property
    def standard(self) -> Standard:
        content = self.module.content
        safety = tuple(one.id for one in content.objectives if one.safety_critical)
        quiz = content.quiz
        return Standard(quiz.cut_percent, quiz.safety_critical_percent, safety, quiz.attempts)

    @cached_property
    def by_hand(self) -> list[Line]:
        return [one.line for one in self.module.kept if one.line.made is None]

    @cached_property
    def variants(self) -> Counter[str]:
        """How many items of the bank each model made."""
        return Counter(one.line.made.model for one in self.module.kept if one.line.made)

    @cached_property
    def kinds(self) -> list[tuple[str, int]]:
        """Of the items written by hand, the commonest first."""
        counted = Counter(one.kind for one in self.by_hand)
        return sorted(counted.items(), key=lambda pair: (-pair[1], pair[0]))

    def count(self, use: str) -> int:
        """Items written by hand."""
        return sum(one.use == use for one in self.by_hand)

    def told(self, slugs: Sequence[str]) -> tuple[list[str], list[tuple[ItemModel, int]]]:
        """Items by slug: those written by hand, and how many variants of each model."""
        of_models: dict[str, int] = {}
        by_hand = []
        for slug in slugs:
            maker = next((one.id for one in self.module.content.models if slug.startswith(f"{one.id}-")), None)
            if maker is None:
                by_hand.append(slug)
            else:
                of_models[maker] = of_models.get(maker, 0) + 1
        return by_hand, [(one, of_models[one.id]) for one in self.module.content.models if one.id in of_models]

    @property
    def recall(self) -> list[tuple[int, int]]:
        """How many only ask what is known, of how many: of the scored items by hand, of the models, of a form."""
        scored = [one.level for one in self.by_hand if one.use == "scored"]
        models = [one.level for one in self.module.content.models if one.use == "scored"]
        drawn = [row.get("recall", 0) for row in self.module.content.blueprint.values()]
        return [
            (scored.count("recall"), len(scored)),
            (models.count("recall"), len(models)),
            (sum(drawn), self.module.content.form_length),
        ]

    @property
    def asks_too_much_recall(self) -> bool:
        part, whole = (sum(numbers) for numbers in zip(*self.recall[:2], strict=True))
        return 100 * part > MOST_RECALL * whole

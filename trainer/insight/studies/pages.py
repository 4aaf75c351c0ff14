"""What the pages of a study show, gathered in a few statements."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from markupsafe import Markup

from trainer.banks import queries as banks
from trainer.banks.content import SingleBestAnswer, TrueOrFalse
from trainer.banks.models import ModuleVersion
from trainer.banks.published import PublishedItem, PublishedModule
from trainer.insight.studies import queries
from trainer.insight.studies.basis import basis_by, covered_by
from trainer.insight.studies.models import FIRST, PRACTICE, SECOND, CutDecision, CutStudy, Panelist
from trainer.insight.studies.rules import FEWEST_PANELISTS, Basis, ItemSpread, Progress, spread_of

LINK = re.compile(r"</?a\b[^>]*>")


@dataclass(frozen=True)
class Decided:
    """What the cut of a version rests on, what was decided last, and how much of the version that covers."""

    basis: Basis | None = None
    decision: CutDecision | None = None
    covers: int = 0
    needed: int = 0

    @classmethod
    def of(cls, version: ModuleVersion) -> "Decided":
        decision = queries.decision_on(version.module_id)
        return cls(basis_by(decision, version.id), decision, *covered_by(decision, version.id)) if decision else cls()


@dataclass(frozen=True)
class Following:
    """How far a panel is, for whoever convened it. Nobody's ratings are in it: they could sway the convener."""

    study: CutStudy
    progress: dict[int, Progress]

    @classmethod
    def of(cls, study: CutStudy) -> "Following":
        return cls(study, queries.progress_of(study))

    @property
    def items(self) -> int:
        return sum(one.position > 0 for one in self.study.items)

    @property
    def active(self) -> list[Panelist]:
        return [one for one in self.study.panelists if not one.withdrawn_at]

    @property
    def finished_first(self) -> int:
        return sum(self.progress[one.id].finished_first for one in self.active)

    @property
    def finished(self) -> int:
        return sum(self.progress[one.id].finished for one in self.active)

    @property
    def unfinished(self) -> list[Panelist]:
        """Whose ratings will not count, as it stands."""
        return [one for one in self.active if not self.progress[one.id].finished_first]

    @property
    def silent(self) -> list[Panelist]:
        """Who has not answered the questions about the whole."""
        done = [one for one in self.active if self.progress[one.id].finished_first]
        return [one for one in done if not self.progress[one.id].answered]

    @property
    def missing(self) -> int:
        return max(0, FEWEST_PANELISTS - self.finished_first)


@dataclass(frozen=True)
class Seat:
    """A panelist at the table: their study, how far they are, and what they said."""

    panelist: Panelist
    progress: Progress
    module: PublishedModule
    ratings: dict[int, dict[int, int]]  # by round and item version

    @classmethod
    def of(cls, panelist: Panelist) -> "Seat":
        ratings = queries.ratings_by_round(panelist)
        progress = Progress(
            joined=panelist.joined_at is not None,
            practiced=len(ratings[PRACTICE]),
            trained=panelist.trained_at is not None,
            first=len(ratings[FIRST]),
            second=len(ratings[SECOND]),
            answered=bool(queries.opinions_of([panelist.id])),
            items=sum(one.position > 0 for one in panelist.study.items),
        )
        return cls(panelist, progress, banks.published(panelist.study.module_version_id), ratings)

    @property
    def study(self) -> CutStudy:
        return self.panelist.study

    @property
    def next_step(self) -> str:
        return self.progress.next_step(self.study.stage)  # type: ignore[arg-type]

    @cached_property
    def practice(self) -> list[PublishedItem]:
        return self.shown([one.item_version_id for one in reversed(self.study.items) if one.position <= 0])

    @cached_property
    def items(self) -> list[PublishedItem]:
        return self.shown([one.item_version_id for one in self.study.items if one.position > 0])

    def shown(self, item_version_ids: Sequence[int]) -> list[PublishedItem]:
        return [self.module.placed(self.module.by_version[one]) for one in item_version_ids]

    def first_open(self, round_: int) -> int:
        """The number of the first item that is not rated yet; after the last one, the last."""
        items = self.practice if round_ == PRACTICE else self.items
        rated = self.ratings[round_]
        return next((number for number, one in enumerate(items, 1) if one.version_id not in rated), len(items))


@dataclass(frozen=True)
class Shown:
    """What the panel said of one item, with nobody's name on it, and what real takers did."""

    spread: ItemSpread
    ratings: tuple[int, ...]  # from the lowest
    facility: float | None  # percent right
    takers: int

    @property
    def dots(self) -> list[tuple[int, int]]:
        """(percent, height) of a dot for each rating; equal ones on top of each other."""
        found, heights = [], dict.fromkeys(self.ratings, 0)
        for one in self.ratings:
            found.append((one, heights[one]))
            heights[one] += 1
        return found


def shown_to_panel(study: CutStudy, item_version_id: int) -> Shown:
    """The first round's ratings of those who finished it."""
    given = queries.blind_ratings(study, item_version_id)
    share, takers = queries.facilities([item_version_id]).get(item_version_id, (None, 0))
    return Shown(spread_of(item_version_id, given), tuple(given), None if share is None else 100 * share, takers)


@dataclass(frozen=True)
class Hint:
    """What a panelist is told of a rating that was for practice."""

    feedback: str
    others: list[int]  # what they said, from the lowest
    taken: tuple[float, int] | None  # the share of real takers who were right, of how many

    @classmethod
    def of(cls, panelist: Panelist, shown: PublishedItem, given: int) -> "Hint":
        others = queries.others_at_practice(panelist, shown.version_id)
        taken = queries.facilities([shown.version_id]).get(shown.version_id)
        return cls(feedback(given, by_guessing(shown)), others, taken)


def by_guessing(published: PublishedItem) -> int | None:
    """Percent who would be right by guessing, where that is plain to say."""
    item = published.item
    if isinstance(item, TrueOrFalse):
        return 50
    return round(100 / len(item.options)) if isinstance(item, SingleBestAnswer) else None


def feedback(percent: int, guessing: int | None) -> str:
    """What to think of when somebody tries it out: not whether the rating is right, which nobody knows."""
    if guessing is not None and percent < guessing:
        return (
            f"Who guesses is right {guessing} times in 100. {percent} says that borderline practitioners are misled "
            "into a wrong option. That can be so; make sure you mean it."
        )
    if percent >= 98:
        return (
            "This says that practically no borderline practitioner errs here. Think of those you know who are only "
            "just good enough, on a bad day. Often 85 to 95 is meant."
        )
    if guessing is not None and percent - guessing <= 5:
        return f"That is close to guessing, which gives {guessing}: you find it very hard for the borderline group."
    return (
        "A rating says how many would be right, not how many should be. If you asked what they ought to know, think "
        "again of the ten or twenty borderline people that you have met: how many of them would be right?"
    )


def unlinked(html: Markup) -> Markup:
    """Without its links, their words stay: a panelist has no account that would open what they lead to."""
    return Markup(LINK.sub("", html))  # noqa: S704  # it was safe, and only lost tags

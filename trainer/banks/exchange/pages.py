"""Lines of a file as a page shows them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from trainer.banks.authoring import comparing
from trainer.banks.exchange import queries, targets
from trainer.banks.exchange.models import QuestionBatch, QuestionLine
from trainer.banks.exchange.rules import (
    CHANGED,
    ERROR,
    NEW,
    OVERTAKEN,
    QUESTION,
    SKIPPED,
    UNCHANGED,
    mapping_of,
)
from trainer.db import db
from trainer.web.paging import PER_PAGE, Page, number_asked_for

TABS = {
    "questions": ("Questions", (QUESTION,)),
    "new": ("New", (NEW,)),
    "changed": ("Changed", (CHANGED,)),
    "unchanged": ("Unchanged", (UNCHANGED, OVERTAKEN)),
    "left-out": ("Left out", (SKIPPED, ERROR)),
}


@dataclass(frozen=True)
class Tab:
    name: str
    label: str
    count: int


def tabs(counts: Mapping[str, int], *, is_planned: bool) -> list[Tab]:
    names = ("new", "changed", "unchanged", "left-out") if is_planned else ("questions", "left-out")
    return [Tab(name, TABS[name][0], sum(counts.get(one, 0) for one in TABS[name][1])) for name in names]


def chosen(found: Sequence[Tab], asked: str | None) -> str:
    """The tab that is asked for; else the first that has something."""
    if asked in {one.name for one in found}:
        return str(asked)
    return next((one.name for one in found if one.count), found[0].name)


def page_of_lines(batch: QuestionBatch, tab: str, counts: Mapping[str, int]) -> Page:
    """Their number is known already."""
    outcomes = TABS[tab][1]
    total = sum(counts.get(one, 0) for one in outcomes)
    number = number_asked_for(total, PER_PAGE)
    asked = queries.lines(batch.id, outcomes).limit(PER_PAGE).offset((number - 1) * PER_PAGE)
    return Page(db.session.scalars(asked).all(), number, total, PER_PAGE)


def differences(batch: QuestionBatch, lines: Sequence[QuestionLine]) -> dict[int, list]:
    """What each changed line changes, by its id."""
    changed = [line for line in lines if line.outcome == CHANGED and line.document]
    if not changed:
        return {}
    before = documents_before(batch, changed)
    return {
        line.id: comparing.compared("item", before[line.slug], line.document or {})
        for line in changed
        if line.slug in before
    }


def documents_before(batch: QuestionBatch, lines: Sequence[QuestionLine]) -> Mapping[str, Mapping[str, Any]]:
    """What each item said before, by its slug."""
    manuscript = batch.manuscript or targets.open_one(mapping_of(batch.mapping or {"target": "new"}))
    if manuscript is None:
        said = targets.target_of(mapping_of(batch.mapping or {"target": "new"})).said
        return {line.slug: said[line.slug] for line in lines if line.slug in said}
    return queries.documents_of(manuscript, [(line.slug, line.seen_number or 0) for line in lines])

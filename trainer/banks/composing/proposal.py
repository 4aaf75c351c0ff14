"""What a module made of a text could be called, aim at and ask: a start that an educator edits."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from trainer.banks.composing.about import About, Origin
from trainer.banks.composing.blueprint import proposed_blueprint
from trainer.banks.content import Objective, QuizPolicy
from trainer.banks.drafting import Draft
from trainer.banks.drafting.reading.source import Section, Source

FEWEST, MOST = 3, 8  # drafts that make an objective of its own; objectives of a module
SHORT, LONGEST_ID, LONGEST_SLUG, LONGEST_SUMMARY = 40, 40, 80, 240
REVIEW_AFTER = timedelta(days=365)  # a text that nobody has checked against publications is looked at again soon
CUT_BASIS = "Provisional: proposed when the module was made from a text; no standard-setting study has been held yet."


@dataclass
class Group:
    """Neighboring sections that share an objective."""

    titles: list[str]
    passages: list[str]
    drafts: int

    def join(self, other: "Group") -> "Group":
        return Group([*self.titles, *other.titles], [*self.passages, *other.passages], self.drafts + other.drafts)


def proposal(source: Source, drafts: Sequence[Draft], origin: Origin, slug: str = "", title: str = "") -> About:
    """`slug` and `title` are those of the text unless given."""
    title = title.strip() or source.title or re.sub(r"[-_]+", " ", origin.file.rpartition(".")[0]).strip() or "Untitled"
    groups = grouped(source, drafts)
    objectives = named(groups, title)
    objective_of = {
        passage: objective.id for group, objective in zip(groups, objectives, strict=True) for passage in group.passages
    }
    blueprint = proposed_blueprint(
        [(objective_of[draft.passage_id], draft.level) for draft in drafts], [one.id for one in objectives]
    )
    return About(
        slug=slug or slug_of(title, LONGEST_SLUG) or "module",
        title=title,
        summary=summary(source) or title,
        review_by=origin.read_on + REVIEW_AFTER,
        origin=origin,
        objectives=objectives,
        objective_of=objective_of,
        blueprint=blueprint,
        quiz=quiz(sum(sum(row.values()) for row in blueprint.values())),
    )


def grouped(source: Source, drafts: Sequence[Draft]) -> list[Group]:
    """By the outermost heading, or by the next one where there is but one; small groups join their neighbor."""
    asked = Counter(draft.passage_id for draft in drafts)
    groups = by_heading(source.sections, asked, 1)
    if sum(group.drafts > 0 for group in groups) < 2:
        groups = by_heading(source.sections, asked, 2)
    while len(groups) > 1 and (small := smallest(groups)) is not None:
        neighbor = small + 1 if small + 1 < len(groups) else small - 1
        first, second = sorted((small, neighbor))
        groups[first : second + 1] = [groups[first].join(groups[second])]
    return groups


def by_heading(sections: Sequence[Section], asked: Counter[str], depth: int) -> list[Group]:
    groups: list[tuple[tuple[str, ...], Group]] = []
    for section in sections:
        passages = [passage.id for passage in section.passages]
        group = Group([], passages, sum(asked[passage] for passage in passages))
        heading = section.path[:depth]
        if groups and groups[-1][0] == heading:
            groups[-1] = (heading, groups[-1][1].join(group))
        else:
            group.titles = [heading[-1]] if heading else []
            groups.append((heading, group))
    return [group for _, group in groups]


def smallest(groups: Sequence[Group]) -> int | None:
    """The one to be joined with another, if any has to be."""
    place = min(range(len(groups)), key=lambda at: (groups[at].drafts, at))
    return place if groups[place].drafts < FEWEST or len(groups) > MOST else None


def named(groups: Sequence[Group], title: str) -> tuple[Objective, ...]:
    taken: set[str] = set()
    objectives = []
    for number, group in enumerate(groups, 1):
        titles = group.titles or [title]
        identity = unique(slug_of(titles[0], LONGEST_ID) or f"part-{number}", taken)
        text = "State what the text says under " + " and ".join(f"“{one}”" for one in titles) + "."
        objectives.append(Objective(id=identity, short=shortened(titles[0], SHORT), text=text))
    return tuple(objectives)


def slug_of(text: str, longest: int) -> str:
    """Whole words as far as they fit."""
    words = re.findall(r"[a-z0-9]+", re.sub(r"['’]", "", text.lower()))
    slug = ""
    for word in words:
        if len(slug) + len(word) + 1 > longest:
            break
        slug = f"{slug}-{word}" if slug else word
    return slug or "".join(words)[:longest]


def unique(slug: str, taken: set[str]) -> str:
    number, name = 1, slug
    while name in taken:
        number += 1
        name = f"{slug[: LONGEST_ID - 3]}-{number}"
    taken.add(name)
    return name


def shortened(text: str, longest: int) -> str:
    """At a word's end, with an ellipsis where something is left out."""
    text = " ".join(text.split())
    if len(text) <= longest:
        return text
    cut = text[: longest - 1].rpartition(" ")[0] or text[: longest - 1]
    return cut.rstrip(" ,;:-–") + "…"


def summary(source: Source) -> str:
    """The first paragraph that is a sentence or more, as far as it fits."""
    for _, passage in source.passages:
        if passage.kind == "paragraph" and passage.text.rstrip().endswith("."):
            return shortened(passage.text, LONGEST_SUMMARY)
    return ""


def quiz(form_length: int) -> QuizPolicy:
    return QuizPolicy(
        minutes=max(5, 2 * form_length),
        cut_percent=80,
        cut_basis=CUT_BASIS,
        safety_critical_percent=75,
        attempts=3,
        per_days=30,
        wait_hours=24,
    )

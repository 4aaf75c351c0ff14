"""Lists, and series inside a sentence: what belongs to them, and what the text lists elsewhere."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from trainer.banks.drafting import choosing
from trainer.banks.drafting.choosing import Candidate
from trainer.banks.drafting.draft import MANY, ONE, Draft, Option, made
from trainer.banks.drafting.facts import Book, Listing, Statement, plain_name
from trainer.banks.drafting.generators import leads, pools
from trainer.banks.drafting.language import clauses, forms, sentences, sorts, words
from trainer.banks.drafting.reading.source import Passage, Section

OPENERS = (
    r"(?:, )?(?:including|such as|often due to|due to|caused by|because of)|includes?|involves?|contains?|used for|treat|"
    r"alongside|combined with|rich in|high in|symptoms (?:are|include)|transmitted by|spread by|made of|consists? of|made up of"
)
SERIES = re.compile(
    rf"^(?P<before>.*?\b(?P<opener>{OPENERS})) (?P<members>(?:[^,.;:()]{{3,45}}, ){{1,5}}(?:and |or )[^,.;:()]{{3,45}})"
    r"(?P<after>(?:,? (?:to|which|that|who|for)\b[^.]*)?)$"
)


@dataclass(frozen=True)
class Group:
    """Things that the text puts together, and the question they answer ("" where none can be asked)."""

    members: tuple[str, ...]
    asked: str
    asked_many: str
    quote: str
    about: frozenset[str]  # trunks of what they are members of
    passage: Passage
    section: Section
    named: str  # for a rationale: where the text puts them


def drafts(book: Book) -> Iterator[Draft]:
    groups = [*listed(book), *in_sentences(book)]
    for group in groups:
        if group.asked and len(group.members) >= 2:
            wrong = wrong_ones(book, group, groups)
            draft = several(group, wrong) or single(group, wrong)
            if draft:
                yield draft


def listed(book: Book) -> Iterator[Group]:
    for listing in book.listings:
        shape, count = listing.shapes.most_common(1)[0]
        members = tuple(member(text) for text in listing.members)
        if count < len(members) or not all(members) or len(members) > 12:
            continue
        yield Group(
            members,
            leads.question(listing, many=False),
            leads.question(listing, many=True),
            listing.passage.text,
            pools.relation(listing, book),
            listing.passage,
            listing.section,
            listing.section.title or listing.passage.lead.rstrip(":"),
        )


def member(text: str) -> str:
    """One member as an option: its core, without brackets and what hangs on behind; "" where it is too long."""
    text = re.sub(r"\s*\([^)]*\)", "", text).strip(" .;,")
    text = re.sub(r",? (?:and|or)$", "", text)
    if len(text.split()) > 8:
        text = re.split(r",\s(?:which|where|who|\w+ing)\b|\s[–—-]\s", text)[0]
    if len(text.split()) > 14 or set(forms.tokens(text.lower())) & choosing.AWKWARD or not text:
        return ""
    return plain_name(text) if clauses.shape(text) == "noun" else forms.decapitalized(text)


def in_sentences(book: Book) -> Iterator[Group]:
    for statement in book.statements:
        text = sentences.bare(statement.text)
        found = SERIES.match(text)
        if not found or not statement.is_askable:
            continue
        members = split_series(found["members"])
        if (
            len(members) < 2
            or len({clauses.shape(each) for each in members}) > 1
            or clauses.shape(members[0]) not in {"noun", "ing"}
        ):
            continue
        before = COUNTED.sub("", re.sub(r"\s*\([^)]*\)", "", found["before"]))
        ready = sentences.is_self_contained(before) and clauses.parse(before) is not None and not statement.label
        after = found["after"] if found["after"].startswith((" to ", ", to ", " for ")) else ""
        asked = f"According to the passage, {leads.told(before)} which of these{after}?" if ready else ""
        about = forms.stems(before) - book.topic
        yield Group(members, asked, asked, statement.quote, about, statement.passage, statement.section, before)


COUNTED = re.compile(r",$")


def split_series(text: str) -> tuple[str, ...]:
    parts = re.split(r",\s+(?:and\s+|or\s+)?|\s+(?:and|or)\s+(?=[^,]*$)", text)
    members = tuple(part.strip() for part in parts if part.strip())
    good = all(
        choosing.names_a_thing(each, 6) and not set(forms.tokens(each.lower())) & choosing.AWKWARD for each in members
    )
    return members if good else ()


def wrong_ones(book: Book, group: Group, groups: Sequence[Group]) -> list[Candidate]:
    """Members of other groups of the text, of the same sort, that nothing in the text ties to this group."""
    near = sorted(
        (other for other in groups if other is not group and other.passage is not group.passage),
        key=lambda other: (other.section is not group.section, other.section.path[:1] != group.section.path[:1]),
    )
    found: list[Candidate] = []
    for other in near:
        if alike(group.about, other.about):
            continue
        for text in other.members:
            if clauses.shape(text) != clauses.shape(group.members[0]) or not same_sort(group, text):
                continue
            if any(choosing.too_alike(text, each.text, 0.49) for each in found) or is_member(book, group, text):
                continue
            if set(forms.tokens(text.lower())) & choosing.AWKWARD:
                continue
            found.append(Candidate(text, f"The passage names this elsewhere: {forms.decapitalized(other.named)}."))
    return found


def alike(one: frozenset[str], other: frozenset[str]) -> bool:
    """Two lists of the same thing: what stands in one may be true of the other. Nothing known of one counts as alike."""
    return not one or not other or len(one & other) / min(len(one), len(other)) >= 0.5


def same_sort(group: Group, text: str) -> bool:
    known = {sorts.sort_of(each) for each in group.members}
    return clauses.shape(text) != "noun" or sorts.sort_of(text) in known


def is_member(book: Book, group: Group, text: str) -> bool:
    """Whether the text says it of this group too, here or anywhere."""
    mine = forms.stems(text)
    if any(choosing.too_alike(text, each, 0.34) for each in group.members) or not mine:
        return True
    for statement in book.statements:
        here = statement.passage is group.passage or statement.section is group.section
        if forms.overlap(mine, forms.stems(f"{statement.label} {statement.text}")) < 0.67:
            continue
        about = group.about or book.topic
        if here or len(about & statement.said) / max(1, len(about)) >= 0.34:
            return True
    return bool(mine & forms.stems(group.asked))


def several(group: Group, wrong: Sequence[Candidate]) -> Draft | None:
    """Multiple response where the members can all be shown: two to four right, two or three wrong."""
    if not 2 <= len(group.members) <= 4 or len(wrong) < 2:
        return None
    chosen = closest(group.members, wrong, 3 if len(group.members) < 4 else 2)
    if not chosen:
        return None
    stem = f"{group.asked_many} Choose every one that applies."
    right = [Option(forms.capitalized(each), True, f"The passage lists this: {shown(group)}") for each in group.members]
    others = [Option(forms.capitalized(each.text), False, each.where) for each in chosen]
    ground = (group.section, group.passage, group.quote)
    options = choosing.arranged([*right, *others], stem)
    return made(MANY, "list members", stem, ground, group.members, options, {"scoring": "partial"})


def closest(members: Sequence[str], wrong: Sequence[Candidate], wanted: int) -> list[Candidate]:
    """Those whose length is most like the members', in the order of the text."""
    length = sum(map(len, members)) / len(members)
    fit = [each for each in wrong if 0.35 <= len(each.text) / length <= 2.6]
    near = sorted(fit[:8], key=lambda each: abs(len(each.text) - length))[:wanted]
    return [each for each in fit if each in near] if len(near) >= 2 else []


def single(group: Group, wrong: Sequence[Candidate]) -> Draft | None:
    for key in group.members:
        chosen = choosing.choose(key, wrong, lambda _text: False)
        if chosen:
            options = choosing.options(key, f"The passage lists this: {shown(group)}", chosen, group.asked)
            ground = (group.section, group.passage, group.quote)
            return made(ONE, "list member", group.asked, ground, [key], options)
    return None


def shown(group: Group) -> str:
    text = group.quote.replace("\n• ", " ").replace("\n", " ")
    return f"“{text if len(text) < 200 else group.named}”"

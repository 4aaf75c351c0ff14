"""Lists, and series inside a sentence: what belongs to them, and what the text lists elsewhere."""

import re
from collections.abc import Iterator, Sequence

from trainer.banks.drafting import choosing
from trainer.banks.drafting.choosing import Candidate
from trainer.banks.drafting.draft import MANY, ONE, Draft, Option, made
from trainer.banks.drafting.facts import Book
from trainer.banks.drafting.generators import pools
from trainer.banks.drafting.generators.groups import Group, groups
from trainer.banks.drafting.language import clauses, forms, sorts, words

CONCRETE = frozenset("person disorder treatment food body object organism".split())


def drafts(book: Book) -> Iterator[Draft]:
    found = groups(book)
    for group in found:
        if len(group.members) >= 2 and group.asked:
            wrong = wrong_ones(book, group, found)
            asked = [draft for question in group.asked if (draft := drafted(group, question, wrong))]
            if asked:
                yield min(asked, key=lambda draft: len(draft.findings))


def drafted(group: Group, question: str, wrong: Sequence[Candidate]) -> Draft | None:
    return several(group, question, wrong) or single(group, question, wrong)


def wrong_ones(book: Book, group: Group, found: Sequence[Group]) -> list[Candidate]:
    """Members of other groups, and things named elsewhere, of the same sort, that the text does not tie to it."""
    near = sorted(
        (other for other in found if other is not group and other.quote != group.quote),
        key=lambda other: (other.section is not group.section, other.section.path[:1] != group.section.path[:1]),
    )
    pool = [
        (
            Candidate(text, f"The article names this elsewhere: {other.named}"),
            "any" if parallel(group, other) else other.shape,
        )
        for other in near
        if not (alike(group.about, other.about) or are_both_harms(group, other) or is_warning_for(group, other))
        for text in other.members
    ]
    if not any(re.search(r"\b(?:if|should|when)\b", asked) for asked in group.asked):
        pool += [
            (Candidate(name.text, pools.belongs(name.ground)), "noun")
            for name in pools.names(book)
            if name.is_label
            and name.ground.quote != group.quote
            and not pools.is_main(book, name.text)
            and sorts.sort_of(name.text) in CONCRETE
        ]
    good: list[Candidate] = []
    for each, shape in pool:
        known = any(choosing.too_alike(each.text, other.text, 0.49) for other in good)
        if not known and fits(group, each.text, shape) and not is_member(book, group, each.text):
            good.append(each)
    return good


HARM = r"(?:side effects?|adverse (?:effects?|events?)|risks?|complications?|reactions?|dangers?)"
HARMS = re.compile(rf"(\w+) {HARM}\b(?!.*\b{HARM}\b)", re.I)
DEGREES = frozenset("mild minor common serious severe rare major early late".split())


def are_both_harms(group: Group, other: Group) -> bool:
    """A side effect may pass for a risk, unless the question says which: mild, common, serious."""
    asked = HARMS.search(" ".join(group.asked[:1]))
    kind = re.search(rf"\b{HARM}\b", f"{other.section.title} {other.passage.lead}", re.I)
    return bool(asked and kind) and asked[1].lower() not in DEGREES  # type: ignore[index]


URGENT = re.compile(
    r"\b(?:emergency|warning|right away|straight away|at once|immediately|urgent(?:ly)?|promptly|same day|"
    r"call|ambulance)\b",
    re.I,
)


def is_warning_for(group: Group, other: Group) -> bool:
    """What one should call a doctor for may well be a symptom; an ordinary symptom is nothing to call for."""
    told, theirs = (f"{each.section.title} {each.passage.lead}" for each in (group, other))
    return other.is_list and bool(URGENT.search(theirs)) and not URGENT.search(told)


def alike(one: frozenset[str], other: frozenset[str]) -> bool:
    """Two lists of the same thing: what stands in one may hold for the other. Nothing known of one counts as alike."""
    return not one or not other or len(one & other) / min(len(one), len(other)) > 0.5


def parallel(one: Group, other: Group) -> bool:
    """Two lists with lead-ins of one form ("symptoms include", "triggers include") are of one sort."""
    if one.shape != other.shape or not (one.asked and other.asked):
        return False
    first, second = one.asked[0], other.asked[0]
    if one.is_list and other.is_list and all("article list among" in each for each in (first, second)):
        return True
    return all(" if you " in each for each in (first, second))


def fits(group: Group, text: str, shape: str) -> bool:
    if text.split()[0].lower() in {"some", "certain", "other", "any", "many"}:
        return False
    if shape == "any":
        return not set(forms.tokens(text.lower())) & choosing.AWKWARD
    if shape != group.shape or set(forms.tokens(text.lower())) & choosing.AWKWARD:
        return False
    sort = sorts.sort_of(text)
    return shape != "noun" or (
        sort != "" and sort in {sorts.sort_of(each) for each in group.members} and clauses.head(text) not in words.VAGUE
    )


def is_member(book: Book, group: Group, text: str) -> bool:
    """Whether the text says it of this group too, here or anywhere."""
    mine = forms.stems(text)
    if not mine or any(choosing.too_alike(text, each, 0.34) for each in group.members):
        return True
    about = group.about or book.topic
    for statement in book.statements:
        if forms.overlap(mine, forms.stems(f"{statement.label} {statement.text}")) < 0.67:
            continue
        here = statement.passage is group.passage and group.quote in {group.passage.text, statement.quote}
        around = statement.told if statement.passage.lead else statement.said
        if here or len(about & around) / max(1, len(about)) >= 0.34:
            return True
    return any(mine & forms.stems(asked) for asked in group.asked)


def several(group: Group, question: str, wrong: Sequence[Candidate]) -> Draft | None:
    """Multiple response where the members can all be shown: two to four right, two or three wrong."""
    if len(wrong) < 2:
        return None
    chosen = closest(group.members, wrong, 3 if len(group.members) < 4 else 2)
    members = sorted(
        group.members, key=lambda each: abs(len(each) - sum(map(len, group.members)) / len(group.members))
    )[:4]
    if not chosen:
        return None
    stem = f"{question} Choose every one that applies."
    right = [Option(forms.capitalized(each), True, shown(group)) for each in group.members if each in members]
    others = [Option(forms.capitalized(each.text), False, each.where) for each in chosen]
    ground = (group.section, group.passage, group.quote)
    options = choosing.arranged([*right, *others], stem)
    return made(MANY, "list members", stem, ground, group.keys, options, {"scoring": "partial"})


def closest(members: Sequence[str], wrong: Sequence[Candidate], wanted: int) -> list[Candidate]:
    """Those whose length is most like the members', in the order of the text."""
    length = sum(map(len, members)) / len(members)
    fit = [each for each in wrong if 0.35 <= len(each.text) / length <= 2.6]
    near = sorted(fit[:8], key=lambda each: abs(len(each.text) - length))[:wanted]
    return [each for each in fit if each in near] if len(near) >= 2 else []


def single(group: Group, question: str, wrong: Sequence[Candidate]) -> Draft | None:
    for key, written in zip(group.members, group.keys, strict=True):
        chosen = choosing.choose(key, wrong, lambda _text: False, same_shape=False)
        if chosen:
            options = choosing.options(key, shown(group), chosen, question)
            return made(ONE, "list member", question, (group.section, group.passage, group.quote), [written], options)
    return None


def shown(group: Group) -> str:
    """The reason why a member is right."""
    if group.quote == group.passage.text:
        return f"The article lists this {group.named}."
    return f"The article says: “{group.quote}”"

"""Lists whose items name a thing and then tell about it: which of them is told about here?"""

import re
from collections.abc import Iterator
from functools import partial

from trainer.banks.drafting import choosing
from trainer.banks.drafting.draft import MATCHING, ONE, Draft, made
from trainer.banks.drafting.facts import Book, Listing, Statement, plain_name
from trainer.banks.drafting.generators import pools
from trainer.banks.drafting.language import clauses, forms, sentences, words
from trainer.banks.lint.wording import content_words

PURPOSE = re.compile(r"^(?P<thing>[^,.;:]{3,60}?)\s+to\s+(?P<what>(?:further |help )?[a-z]+\s[^.;:]{8,90})$")
KINDS = re.compile(
    r"\b(side effect|risk factor|warning sign|risk|symptom|sign|cause|benefit|condition|treatment|"
    r"complication|method|stage|step|effect|"
    r"category|test|medicine|drug|device|exercise|technique|injury|type of [a-z]+|principle|role|goal|"
    r"trigger)(?:s|es|ies)?\b",
    re.I,
)


def drafts(book: Book) -> Iterator[Draft]:
    for listing in book.listings:
        members = [each for each in book.statements if each.passage is listing.passage and each.label]
        together = list(matched(listing, members))
        yield from together
        told = [prompt["match"] for draft in together for prompt in draft.answer["prompts"]]
        for each in members:
            fresh = forms.capitalized(plain_name(each.label)) not in told
            draft = described(book, listing, each) if fresh else None
            if draft:
                yield draft
        yield from purposes(book, listing)


def same_root(one: str, other: str) -> bool:
    """Whether two words share so long a beginning that the one gives the other away: sciatic, sciatica."""
    left, right = (
        {token.lower()[:6] for token in forms.tokens(text) if len(token) > 5 and token.lower() not in words.STOP}
        for text in (one, other)
    )
    return bool(left & right)


def description(each: Statement, strict: bool = True) -> str:
    """What the text tells under the label, where it does not name it; "" where it does or is no whole statement."""
    label, text = plain_name(each.label), re.sub(r"\s*\([^)]*\)", "", sentences.bare(each.text))
    shared = content_words(label) & content_words(text) or (strict and forms.stems(label) & forms.stems(text))
    if shared or same_root(label, text) or each.order or not 5 <= len(text.split()) <= 32:
        return ""
    if not choosing.names_a_thing(label, 6) and clauses.shape(label) != "ing":
        return ""
    fit = sentences.is_statement(f"{text}.") and not re.match(r"(?:Including|Such as|Often|It|They|He|She)\b", text)
    return text if fit else ""


def matched(listing: Listing, members: list[Statement]) -> Iterator[Draft]:
    """All of a list's things with what is told of them, where at least three can be told apart."""
    told = [(each, text) for each in members if (text := description(each, strict=False))]
    shared = frozenset.intersection(*(forms.stems(text) for _, text in told)) if told else frozenset()
    told = [
        (each, text)
        for each, text in told
        if not any(forms.stems(other.label) & forms.stems(text) for other in members if other.label != each.label)
        and not any(
            forms.overlap(forms.stems(text) - shared, forms.stems(other) - shared) > 0.5
            for _, other in told
            if other is not text
        )
    ][:6]
    if len(told) < 3:
        return
    choices = sorted({forms.capitalized(plain_name(each.label)) for each in members})
    prompts = [
        {
            "text": text,
            "match": forms.capitalized(plain_name(each.label)),
            "why": f"The article says this of {plain_name(each.label)}.",
        }
        for each, text in told
    ]
    kind = kind_of(listing)
    stem = f"Match each description to the {kind if kind != 'of these' else 'name'} that the article gives it to."
    ground = (listing.section, listing.passage, listing.passage.text)
    answer = {"choices": choices, "prompts": prompts}
    yield made(MATCHING, "description", stem, ground, [each.label for each, _ in told], answer=answer)


def described(book: Book, listing: Listing, each: Statement) -> Draft | None:
    label, text = plain_name(each.label), description(each)
    if not text:
        return None
    siblings = [
        name
        for name in pools.names(book)
        if name.is_label and (name.ground.passage is listing.passage or fits_beside(listing, name, book))
    ]
    labels = [plain_name(other) for other in listing.labels if other and plain_name(other) != label]
    extra = [name for name in siblings if len(labels) < 3 and name.text not in labels and name.text != label]
    candidates = [choosing.Candidate(other, why_not(book, listing, other)) for other in labels] + pools.as_candidates(
        extra
    )
    wrong = choosing.choose(label, candidates, lambda other: told_alike(book, other, text))
    if not wrong:
        return None
    stem = f"Which {kind_of(listing)} does the article describe in these words: “{text}”?"
    why = f"The article says of it: “{each.text}”"
    return made(ONE, "description", stem, each, [each.label], choosing.options(label, why, wrong, stem))


def fits_beside(listing: Listing, name: pools.Name, book: Book) -> bool:
    """A label of another list may help out where both lists hold one sort of thing."""
    return all(pools.sorts.sort_of(label) == pools.sorts.sort_of(name.text) != "" for label in listing.labels if label)


def told_alike(book: Book, label: str, text: str) -> bool:
    """Whether the text tells something alike under that label, or the label's words stand in it."""
    main = book.topic | forms.stems(book.source.title)
    told = forms.stems(text) - main
    if forms.stems(label) & told:
        return True
    return any(
        forms.overlap(forms.stems(each.text) - main, told) > 0.4
        for each in book.statements
        if each.label and plain_name(each.label) == label
    )


def why_not(book: Book, listing: Listing, label: str) -> str:
    found = next(
        (each for each in book.statements if each.passage is listing.passage and plain_name(each.label) == label), None
    )
    return pools.belongs(found) if found else "The article says something else of it."


def kind_of(listing: Listing) -> str:
    """What the list holds, in the singular, by its lead-in or heading; else "of these"."""
    title = re.sub(r"\s*\([^)]*\)", "", listing.section.title)
    heading = [match for match in KINDS.finditer(title) if match.end() == len(title)]
    found = heading or list(KINDS.finditer(listing.passage.lead)) or list(KINDS.finditer(title))
    if found:
        return found[-1][1].lower()
    return "of these"


def purposes(book: Book, listing: Listing) -> Iterator[Draft]:
    """Items of the form "thing to do something": which thing is for that?"""
    parts = [PURPOSE.match(re.sub(r"\s*\([^)]*\)", "", sentences.bare(item))) for item in listing.passage.items]
    parts = [part if part and forms.is_verb(first_verb(part["what"]), "base") else None for part in parts]
    lead = sentences.bare((sentences.split(listing.passage.lead) or [""])[-1]).rstrip(": ")
    if sum(map(bool, parts)) < 3 or not opens(lead):
        return
    for part, item in zip(parts, listing.passage.items, strict=True):
        if not part or forms.stems(part["thing"]) & forms.stems(part["what"]):
            continue
        others = [other["thing"] for other in parts if other and other is not part]
        what = re.sub(r",\s\w+ing\b.*$", "", part["what"])
        wrong = choosing.choose(
            part["thing"],
            [
                choosing.Candidate(forms.decapitalized(other), "The article gives another purpose for it.")
                for other in others
            ],
            partial(share_words, what),
        )
        if wrong:
            stem = f"According to the article, {forms.decapitalized(lead)} which of these to {what}?"
            quote = listing.passage.text[: listing.passage.text.find(item) + len(item)]
            why = f"The article says: “{sentences.bare(item)}.”"
            options = choosing.options(forms.decapitalized(part["thing"]), why, wrong, stem)
            yield made(ONE, "purpose", stem, (listing.section, listing.passage, quote), [part["thing"]], options)


def first_verb(text: str) -> str:
    pieces = text.split()
    return pieces[1] if pieces[0] in {"further", "help"} and len(pieces) > 1 else pieces[0]


def opens(lead: str) -> bool:
    """Whether the lead-in ends where an object must follow."""
    last = clauses.bare(lead.split()[-1]) if lead else ""
    return sentences.is_self_contained(lead) and (
        last in words.PREPOSITIONS | {"include", "includes", "including", "involve", "involves"}
    )


def share_words(one: str, other: str) -> bool:
    return bool(forms.stems(one) & forms.stems(other))

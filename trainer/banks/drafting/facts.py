"""What a text states, ready to be asked about: its statements, lists and terms, and what it says of whom."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from trainer.banks.drafting.language import clauses, forms, sentences, words
from trainer.banks.drafting.reading.source import Passage, Section, Source

LABEL = re.compile(r"^([A-Z\d][^:.?!]{1,60}?)(?::\s+|\s+[–—]\s+|\.\s+(?=[A-Z]))(?=\S)")
CASES = re.compile(r"\b(?:if|when|whenever|situations?|cases?|circumstances|signs|who)\b[^.]*:$")
OPEN_END = re.compile(r", (?:including|such as|for example|among them)\b[^,.]*:$")
OFTEN = 0.22  # a subject of so large a share of the statements is what the text is about


@dataclass(frozen=True)
class Statement:
    """One sentence. `label` is what its list item puts before a colon; `quote` is the text from there to its end."""

    text: str
    quote: str
    passage: Passage
    section: Section
    label: str = ""
    order: int = 0  # its place in the item or paragraph

    @cached_property
    def clause(self) -> clauses.Clause | None:
        return clauses.parse(self.text)

    @cached_property
    def said(self) -> frozenset[str]:
        """The trunks of all that it says, with its label, heading and lead-in: what it can be held to speak about."""
        around = f"{self.label} {self.passage.lead} {self.section.title} {self.passage.question}"
        return forms.stems(f"{around} {self.text}")

    @cached_property
    def own(self) -> frozenset[str]:
        """Without the heading; with the lead-in only where it takes that to make a sentence."""
        lead = "" if self.clause else self.passage.lead
        return forms.stems(f"{self.label} {lead} {self.text}")

    @cached_property
    def told(self) -> frozenset[str]:
        """With the lead-in, without the heading."""
        return forms.stems(f"{self.label} {self.passage.lead} {self.text}")

    @property
    def is_askable(self) -> bool:
        """Not so the members of "see a doctor if:", which state nothing by themselves."""
        return sentences.is_statement(self.text) and not CASES.search(self.passage.lead)


@dataclass(frozen=True)
class Listing:
    """A list's members, each split at its label, under its lead-in and heading."""

    passage: Passage
    section: Section
    labels: tuple[str, ...]
    bodies: tuple[str, ...]

    @cached_property
    def shape(self) -> str:
        """The kind of phrase that all members are, or "" where they differ. A lead-in like "it can:" decides."""
        firsts = [clauses.bare(member.split()[0]) for member in self.members]
        last = clauses.bare((self.passage.lead.split() or [""])[-1])
        if last in words.MODALS | {"to"} and all(forms.is_verb(first, "base") for first in firsts):
            return "base"
        if self.passage.lead and not any(self.labels) and all(forms.is_verb(first, "s") for first in firsts):
            return "s"
        shapes = {clauses.shape(member) for member in self.members}
        acts = [member for member in self.members if words.AUXILIARIES & set(member.lower().split())]
        if (
            "noun" in shapes
            and not acts
            and (last in WANT_THINGS or self.passage.lead.endswith(":"))
            and "s" not in shapes
        ):
            verbs = [first for first in firsts if forms.is_verb(first, "base") and first not in clauses.NOUN_TOO]
            return "" if verbs else "noun"
        if all(shape.startswith("at ") for shape in shapes):
            return "at"
        return shapes.pop() if len(shapes) == 1 else ""

    @property
    def members(self) -> tuple[str, ...]:
        """What is listed: labels where every item has one, else the items without their full stop."""
        if all(self.labels):
            return self.labels
        return tuple(sentences.bare(item) or item for item in self.passage.items)


WANT_THINGS = frozenset(
    "include includes including have has notice are of with as for experience alongside like need avoid "
    "feel develop get take".split()
)


@dataclass(frozen=True, eq=False)
class Book:
    source: Source
    statements: tuple[Statement, ...]
    listings: tuple[Listing, ...]

    @cached_property
    def topic(self) -> frozenset[str]:
        """Trunks of what the text is mostly about; true of almost everything in it, so no wrong option by itself."""
        subjects = Counter(
            forms.stems(each.clause.subject)
            for each in self.statements
            if each.clause and len(each.clause.subject) < 40
        )
        titled = forms.stems(self.source.title)
        most = max(4, OFTEN * len(self.statements))
        main = [subject for subject, times in subjects.items() if times >= most or (times >= 3 and subject <= titled)]
        return frozenset().union(*main) if main else frozenset()

    def about(self, phrase: str) -> list[Statement]:
        """The statements whose subject or label the phrase is, or that name it."""
        wanted = forms.stems(phrase)
        return [each for each in self.statements if wanted and wanted <= each.said]

    def ties(self, one: str, other: str, share: float = 0.5) -> bool:
        """Whether any statement brings the two together: then neither is a wrong option for the other."""
        left, right = forms.stems(one), forms.stems(other)
        if not left or not right:
            return True
        return any(
            len(left & each.said) / len(left) >= share and len(right & each.said) / len(right) >= share
            for each in self.statements
        )


def book(source: Source) -> Book:
    """A sentence that comes again says nothing new: the first of them is kept."""
    once = {(statement.text, statement.label): statement for statement in reversed(list(statements(source)))}
    return Book(source, tuple(reversed(once.values())), tuple(listings(source)))


def statements(source: Source) -> Iterator[Statement]:
    for section, passage in source.passages:
        before, at = "", 0
        for text in passage.prose:
            at = passage.text.find(text, at)
            label, body = labelled(text) if passage.kind in {"list", "steps"} else ("", text)
            begin = at + len(text) - len(body)
            for order, sentence in enumerate(sentences.split(body)):
                begin = passage.text.find(sentence, begin)
                if not forms.tokens(sentence):
                    continue
                end = begin + len(sentence)
                told = resolved(sentence, before) if not label else sentence
                start = at if label else begin
                if told != sentence:
                    start = passage.text.rfind(before, 0, begin)
                else:
                    before = sentence if not label else ""
                yield Statement(told, passage.text[start:end], passage, section, label, order)
                begin = end
        for sentence in sentences.split(passage.lead):
            whole = sentence if sentence.endswith(".") else OPEN_END.split(sentence)[0]
            if forms.tokens(whole) and (whole != sentence or sentence.endswith(".")):
                yield Statement(whole.rstrip(".") + ".", whole, passage, section)


def resolved(sentence: str, before: str) -> str:
    """With the subject of the sentence before for "It" or "They", where that is short, and of the same number."""
    pronoun = re.match(r"(It|They)(?= [a-z])", sentence)
    clause = clauses.parse(before) if before and pronoun else None
    if (
        not clause
        or not pronoun
        or clause.intro
        or len(clause.subject.split()) > 5
        or clause.plural != (pronoun[1] == "They")
    ):
        return sentence
    if not sentences.is_self_contained(before) or re.match(
        r"It(?:'s|’s| is| was) (?:\w+ )?(?:to|that|important|essential|best|possible|crucial)\b", sentence
    ):
        return sentence
    return clause.subject + sentence[pronoun.end() :]


def labelled(item: str) -> tuple[str, str]:
    """("Bruising", "Small bruises may appear.") for an item that names something and then tells about it."""
    found = LABEL.match(item)
    if not found or len(found[1].split()) > 6 or len(item[found.end() :].split()) < 2:
        return "", item
    if found[0].rstrip().endswith(".") and (
        len(found[1].split()) > 4 or clauses.shape(found[1]) not in {"noun", "ing"}
    ):
        return "", item
    return found[1].strip(), item[found.end() :]


def listings(source: Source) -> Iterator[Listing]:
    for section, passage in source.passages:
        if passage.kind == "list" and len(passage.items) >= 2:
            parts = [labelled(item) for item in passage.items]
            yield Listing(passage, section, tuple(part[0] for part in parts), tuple(part[1] for part in parts))


def plain_name(text: str) -> str:
    """A label or heading as it reads inside a sentence: without brackets, small unless a name or abbreviation."""
    text = re.sub(r"\s*\([^)]*\)", "", text).strip(" .:;,")
    if sum(word[:1].isupper() for word in text.split()) > 1:
        small = words.STOP
        text = " ".join(
            word
            if word.lower() in small or word.isupper() or re.search(r"\d|[a-z][A-Z]", word) or word in forms.PROPER
            else word.lower()
            for word in text.split()
        )
    return forms.decapitalized(text)

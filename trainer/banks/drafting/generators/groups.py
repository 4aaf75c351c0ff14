"""Things that the text puts together: lists, series inside a sentence, examples in brackets."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from trainer.banks.drafting import choosing
from trainer.banks.drafting.facts import Book, plain_name
from trainer.banks.drafting.generators import leads, pools
from trainer.banks.drafting.generators.definitions import noun_before
from trainer.banks.drafting.language import clauses, forms, sentences
from trainer.banks.drafting.reading.source import Passage, Section

OPENERS = (
    r"(?:, )?(?:including|such as|often due to|due to|caused by|because of)|includes?|involves?|contains?|"
    r"used for|treat|"
    r"alongside|leads? to|results? in|linked to|at risk of|risk of|affects?|loss of|combined with|rich in|"
    r"high in|(?:symptoms|signs|effects|causes|triggers|complications|factors|types|sources)"
    r"(?: (?:of|for) [^,]{3,40}?)? are|transmitted by|spread by|made of|consists? of|made up of"
)
SERIES = re.compile(
    rf"^(?P<before>.*?\b(?P<opener>{OPENERS})) (?P<members>(?:[^,.;:()]{{3,45}}, ){{1,6}}(?:(?:and|or) "
    rf"[^,.;:()]{{3,45}}?|[^,.;:()]{{3,45}}? (?:and|or) [^,.;:()]{{3,45}}?))"
    r"(?P<after>(?:,? (?:to|which|that|who)\b[^.]*)?)$"
)
ARE = re.compile(
    r"^(?P<members>(?:[^,.;:()]{3,45}, ){1,5}(?:and )?[^,.;:()]{3,60}?) (?:are|can be) (?P<what>(?:all |"
    r"common |possible |the |typical )*"
    r"(?:causes|signs|symptoms|examples|types|side effects|risk factors|complications|sources|forms|"
    r"treatments) of [^,.;:()]{3,60})$"
)
NORMAL = re.compile(
    r"^(?P<members>(?:[^,.;:()]{3,60}, ){0,5}(?:and )?[^,.;:()]{3,60}?) (?:are|is) "
    r"(?:normal|expected|harmless|usual|common)\b"
)
EXAMPLES = re.compile(r"\((?:such as|like|for example,?|e\.g\.,?|including) ([^()]{5,90})\)")


@dataclass(frozen=True)
class Group:
    """`members` as options, `keys` as they stand in `quote`; `asked` are questions that each member answers."""

    members: tuple[str, ...]
    keys: tuple[str, ...]
    asked: tuple[str, ...]
    quote: str
    about: frozenset[str]  # trunks of what they are members of
    passage: Passage
    section: Section
    named: str  # for a rationale: where the text puts them
    shape: str = "noun"  # of the members; "base" for acts

    @property
    def is_list(self) -> bool:
        return self.quote == self.passage.text and self.passage.kind == "list"


@lru_cache(maxsize=4)
def groups(book: Book) -> list[Group]:
    return [*listed(book), *in_sentences(book), *before_verbs(book), *in_brackets(book), *called_normal(book)]


def listed(book: Book) -> Iterator[Group]:
    for listing in book.listings:
        members = tuple(member(text, listing.shape) for text in listing.members)
        if not listing.shape or not all(members) or len(members) > 12:
            continue
        named = f"under “{listing.section.title}”" if listing.section.title else "in another list"
        about = pools.relation(listing, book) | forms.stems(leads.subject_before(listing))
        asked = tuple(leads.questions(listing))
        keys = tuple(each.rstrip(".") for each in listing.members)
        yield Group(
            members,
            keys,
            asked,
            listing.passage.text,
            about,
            listing.passage,
            listing.section,
            named,
            "base" if listing.shape == "s" else listing.shape,
        )


def member(text: str, shape: str) -> str:
    """One member as an option: its core, without brackets and what hangs on behind; "" where it is too long."""
    text = re.sub(r"\s*\([^)]*\)", "", text).strip(" .;,")
    text = re.sub(r",? (?:and|or)$", "", text)
    if len(text.split()) > 6:
        text = re.split(r",\s(?:which|where|who|\w+ing)\b|\s[–—-]\s", text)[0]
    if len(text.split()) > 6 and shape == "noun":
        text = re.split(r"\sthat\b", text)[0]
    if len(text.split()) > 14 or set(forms.tokens(text.lower())) & choosing.AWKWARD or not text:
        return ""
    purpose = re.search(r"\s+to (?:further )?([a-z]+) \S", text)
    if shape == "noun" and purpose and forms.is_verb(purpose[1], "base") and purpose.start() > 5:
        text = text[: purpose.start()]
    if shape == "s":
        first, _, rest = text.partition(" ")
        return f"{forms.verb_form(first)[0]} {rest}"
    return plain_name(text) if shape == "noun" else forms.decapitalized(text)


def in_sentences(book: Book) -> Iterator[Group]:
    for statement in book.statements:
        text = sentences.bare(statement.text)
        found = SERIES.match(re.sub(r"\s*\([^)]*\)", "", text))
        if not found or not statement.is_askable:
            continue
        members = split_series(found["members"])
        if (
            len(members) < 2
            or len({clauses.shape(each) for each in members}) > 1
            or clauses.shape(members[0]) not in {"noun", "ing"}
        ):
            continue
        before = found["before"]
        ready = sentences.is_self_contained(before) and clauses.parse(before) is not None and not statement.label
        after = found["after"] if found["after"].startswith((" to ", ", to ")) else ""
        asked = (f"According to the article, {leads.told(before)} which of these{after}?",) if ready else ()
        among = leads.AMONG.match(before)
        if ready and among and leads.is_name(among["what"]) and not after:
            asked = (leads.amid(among["what"]),)
        about = forms.stems(before) - book.topic
        named = f"“{statement.text}”"
        yield Group(members, members, asked, statement.quote, about, statement.passage, statement.section, named)


def before_verbs(book: Book) -> Iterator[Group]:
    """ "A, B and C are causes of D"."""
    for statement in book.statements:
        found = ARE.match(sentences.bare(statement.text))
        members = split_series(found["members"]) if found else ()
        if found and len(members) > 1 and statement.is_askable and sentences.is_self_contained(statement.text):
            what = re.sub(r"^(?:all|the) ", "", found["what"])
            asked = (f"Which of these does the article list among the {what}?",)
            about, named = forms.stems(what), f"“{statement.text}”"
            members = tuple(forms.decapitalized(each) for each in members)
            yield Group(members, members, asked, statement.quote, about, statement.passage, statement.section, named)


def called_normal(book: Book) -> Iterator[Group]:
    """ "Mild swelling and itching are normal": no question by itself, but what to set beside signs of danger."""
    for statement in book.statements:
        found = NORMAL.match(sentences.bare(statement.text))
        if not found or not statement.is_askable:
            continue
        parts = re.split(r",\s+(?:and\s+)?|\s+and\s+(?=[^,]*$)", found["members"])
        members = tuple(forms.decapitalized(part) for part in parts if choosing.names_a_thing(part, 6))
        named = f"“{statement.text}”"
        about = frozenset({"normal"})
        yield Group(members, members, (), statement.quote, about, statement.passage, statement.section, named)


def in_brackets(book: Book) -> Iterator[Group]:
    """ "Painkillers (such as A or B)": A and B are examples of painkillers."""
    for statement in book.statements:
        for found in EXAMPLES.finditer(statement.text):
            members = split_series(found[1])
            kind = noun_before(statement.text, found.start() - 1)
            if not members or not choosing.names_a_thing(kind) or not statement.is_askable:
                continue
            name = forms.decapitalized(kind)
            asked = (f"Which of these does the article name as an example of {name}?",)
            about = forms.stems(kind) | forms.stems(statement.label)
            named = f"“{statement.text}”"
            yield Group(members, members, asked, statement.quote, about, statement.passage, statement.section, named)


def split_series(text: str) -> tuple[str, ...]:
    parts = re.split(r",\s+(?:and\s+|or\s+)?|\s+(?:and|or)\s+(?=[^,]*$)", text)
    members = tuple(part.strip() for part in parts if part.strip())
    good = all(
        choosing.names_a_thing(each, 6)
        and not {"include", "includes", "including"} & set(forms.tokens(each.lower()))
        and not set(forms.tokens(each.lower())) & choosing.AWKWARD
        for each in members
    )
    return members if good else ()

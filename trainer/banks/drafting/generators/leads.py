"""The questions that a list's lead-in or heading asks."""

import re
from collections.abc import Iterator

from trainer.banks.drafting.facts import Listing, plain_name, resolved
from trainer.banks.drafting.language import clauses, forms, sentences, words

OPEN_WORDS = words.PREPOSITIONS | frozenset(
    "include includes including involve involves are is cause causes need needs have has contain contains "
    "bring take use avoid be "
    "experience notice develop feel report wear eat require requires called".split()
)
ASKED = re.compile(r"^What (?:are|were) (?P<what>(?:the |some )?[a-z][^?]{4,70})\?$", re.I)
AMONG = re.compile(
    r"^(?P<what>.{4,80}?)\s(?:may |can |could |often |usually )?(?:are|include|includes)(?: (?:often|usually|also))?$"
)
COUNTED = re.compile(r"^(?:the |some |some of the |most |many |other |several |possible |these )+", re.I)
CASES = re.compile(r"^(?P<what>.+?)[, ]+(?:if|when|whenever)(?: (?:you|they|the person|the patient|someone))?$")
WHEN_TO = re.compile(r"^when (?:to|should (?:i|you)|you should|do (?:i|you) need to) (?P<what>.+)$", re.I)
PRESENT = re.compile(
    r"^(.+?),? if (?:any|one|one or more) of the following (?:is|are|occurs?|develops?|appl(?:y|ies))\b.*$", re.I
)
POINTING = re.compile(r"^(?:these|this|they|it|such)\b(?P<rest>.*)$", re.I)
GENERAL = frozenset(
    "takeaway takeaways points facts tips questions resources references links contents sources steps "
    "benefits outcomes effects advantages overview definitions definition glossary terms abbreviations "
    "equipment materials".split()
)


def questions(listing: Listing) -> Iterator[str]:
    """Questions that each member answers: by the lead-in, by the heading."""
    lead = last_of(listing.passage.lead)
    said = sentences.split(listing.passage.lead)
    if len(said) > 1:
        lead = resolved(lead, said[-2])
    shape = listing.shape
    question = ASKED.match(said[-1]) if said else None
    if question:
        yield from [amid(question["what"])] if shape in {"noun", "ing"} and is_name(question["what"]) else []
        return
    if lead and sentences.is_self_contained(lead):
        yield from filter(None, [from_lead(lead, shape)])
    elif lead and (subject := subject_before(listing)):
        yield from filter(None, [doing(f"{subject} {lead.split()[-1]}", shape)])
    if not lead or len(lead.split()) > 3 or not sentences.is_self_contained(lead):
        yield from filter(None, [from_heading(listing, shape)])


def last_of(lead: str) -> str:
    text = sentences.bare((sentences.split(lead) or [""])[-1]).rstrip(":….–—- ")
    present = PRESENT.match(text)
    if present:
        return f"{present[1]} if"
    text = re.sub(
        r",?\s(?:any of |one or more of )?the following(?: [a-z]+){0,2}$|\sthese(?: [a-z]+){0,2}$", "", text, flags=re.I
    )
    text = re.sub(r"\s(?:some or all|any|all|some|one or more) of$", "", text)
    return re.sub(r"^(?:Specifically|In addition|Additionally|Typically), ", "", text)


def subject_before(listing: Listing) -> str:
    """What "these" or "this" points at, where the lead-in's sentence before names just one thing of that number."""
    said = sentences.split(listing.passage.lead)
    if len(said) < 2 or not POINTING.match(said[-1]):
        return ""
    plural = said[-1].split()[0].lower() in {"these", "they"}
    before = clauses.parse(said[-2])
    named = re.search(r"\bis (the [a-z][a-z -]{3,40}?), (?:where|which|when|in which)\b", said[-2])
    if named and not plural:
        return named[1]
    if before and before.plural == plural and not before.intro and sentences.is_self_contained(before.subject):
        return before.subject if len(before.subject.split()) <= 4 else ""
    return ""


def from_lead(lead: str, shape: str) -> str:
    last = clauses.bare(lead.split()[-1])
    among = AMONG.match(lead)
    if shape == "clause" or last in {"if", "when"}:
        cases = CASES.match(lead)
        return f"According to the article, {told(cases['what'])} in which of these cases?" if cases else ""
    if shape.startswith("at"):
        whole = clauses.parse(lead) or (forms.is_verb(lead.split()[0], "base") and len(lead.split()) > 1)
        return (
            f"According to the article, {told(lead)} in which of these situations?"
            if whole and last not in OPEN_WORDS
            else ""
        )
    if shape in {"noun", "ing"} and among and is_name(among["what"]):
        return amid(among["what"])
    if shape == "base" and last in MODAL:
        return doing(lead, shape)
    if shape in {"noun", "ing"} and (last in OPEN_WORDS or doing_word(lead)) and len(lead.split()) >= 3:
        return f"According to the article, {told(lead)} which of these?"
    if shape in {"noun", "ing"} and is_name(lead) and clauses.parse(lead) is None:
        return amid(lead)
    return ""


MODAL = {"can", "may", "should", "must", "might", "could", "will"}


def doing_word(lead: str) -> bool:
    """Ends in a verb in -ing that wants an object: "the tissue, prompting", not "circulation and healing"."""
    pieces = lead.split()
    return (
        forms.is_verb(pieces[-1], "ing")
        and len(pieces) > 1
        and (pieces[-2][-1] == "," or pieces[-2] in {"by", "without"})
    )


def told(lead: str) -> str:
    """An instruction becomes what "you should" do; a statement stays, and nothing stays nothing."""
    if not lead.split():
        return lead
    first = clauses.bare(lead.split()[0])
    for_whom = re.match(r"(?:In|For|With) (?:[\w-]+ ){0,3}[\w-]+, (?=([a-z]+) )", lead)
    if for_whom and forms.is_verb(for_whom[1], "base"):
        return f"{forms.decapitalized(for_whom[0])}you should {lead[for_whom.end() :]}"
    if forms.is_verb(first, "base") and clauses.parse(lead) is None:
        return f"you should {lead[:1].lower()}{lead[1:]}"
    return forms.decapitalized(lead)


def doing(lead: str, shape: str) -> str:
    """For members that are acts: "what can smoke do?", "what does the valve do?"."""
    subject, _, last = lead.rpartition(" ")
    last = clauses.bare(last)
    if not subject or not (clauses.is_noun_phrase(subject) or subject.lower() == "you"):
        return ""
    name = forms.decapitalized(subject)
    if shape == "base" and last in MODAL:
        return f"According to the article, what {last} {name} do?"
    if shape == "s":
        return f"According to the article, what does {name} do?"
    return ""


def is_name(text: str) -> bool:
    text = COUNTED.sub("", text)
    return (
        bool(text)
        and clauses.is_noun_phrase(text)
        and clauses.is_plural_phrase(text)
        and not sentences.is_negative(text)
    )


def amid(what: str) -> str:
    return f"Which of these does the article list among the {plain_name(COUNTED.sub('', what))}?"


def from_heading(listing: Listing, shape: str) -> str:
    title = re.sub(r"\s*\([^)]*\)", "", listing.section.title).strip(" ?:.")
    when = WHEN_TO.match(title)
    if when and shape == "clause":
        return f"According to the article, in which of these cases should you {plain_name(when['what'])}?"
    last = "" if not title or title.lower().endswith("side effects") else clauses.head(title)
    if (
        shape not in {"noun", "ing"}
        or not title
        or last in GENERAL
        or shape == "ing"
        or " and " in title
        or " vs" in title
        or "?" in title
    ):
        return ""
    return amid(title) if is_name(title) else ""

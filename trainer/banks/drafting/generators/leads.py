"""The question that a list's lead-in or heading asks."""

import re

from trainer.banks.drafting.facts import Listing, plain_name
from trainer.banks.drafting.language import clauses, forms, sentences, words

OPEN_WORDS = words.PREPOSITIONS | frozenset(
    "include includes including involve involves are is cause causes need needs have has contain contains bring take use avoid be prompting "
    "experience notice develop feel report wear eat require requires called".split()
)
AMONG = re.compile(
    r"^(?P<what>.{4,80}?)\s(?:may |can |could |often |usually )?(?:are|include|includes)(?: (?:often|usually|also))?$"
)
COUNTED = re.compile(r"^(?:the |some |some of the |most |many |other |several |possible |these )+", re.I)
CASES = re.compile(r"^(?P<what>.+?)[, ]+(?:if|when|whenever)(?: (?:you|they|the person|the patient|someone))?$")
WHEN_TO = re.compile(r"^when (?:to|should (?:i|you)|you should|do (?:i|you) need to) (?P<what>.+)$", re.I)


def question(listing: Listing, many: bool) -> str:
    """A question that each member answers, or "" where neither lead-in nor heading gives one."""
    lead = sentences.bare((sentences.split(listing.passage.lead) or [""])[-1]).rstrip(":….–—- ")
    lead = re.sub(
        r"(?:,)?\s(?:any of |one or more of )?the following(?: [a-z]+){0,2}$|\sthese(?: [a-z]+){0,2}$",
        "",
        lead,
        flags=re.I,
    )
    asked = from_lead(lead, listing, many) if lead and sentences.is_self_contained(lead) else ""
    return asked or ("" if lead and not lead_is_empty(lead) else from_heading(listing, many))


def lead_is_empty(lead: str) -> bool:
    """A lead-in that only says that a list follows."""
    return len(lead.split()) <= 3


def from_lead(lead: str, listing: Listing, many: bool) -> str:
    shape = listing.shapes.most_common(1)[0][0]
    last = clauses.bare(lead.split()[-1])
    among = AMONG.match(lead)
    if shape == "clause":
        cases = CASES.match(lead)
        return f"According to the passage, {told(cases['what'])} in which of these cases?" if cases else ""
    if shape in {"noun", "ing"} and among and is_name(among["what"]):
        return amid(COUNTED.sub("", among["what"]), many)
    if shape == "base" and last in {"can", "may", "should", "must", "might", "could", "will", "to"}:
        return doing(lead, last)
    if shape in {"noun", "ing"} and (last in OPEN_WORDS or forms.is_verb(last, "ing")) and len(lead.split()) >= 3:
        return f"According to the passage, {told(lead)} which of these?"
    if shape in {"noun", "ing"} and is_name(lead) and clauses.parse(lead) is None:
        return amid(COUNTED.sub("", lead), many)
    return ""


def told(lead: str) -> str:
    """An instruction becomes what "you should" do; a statement stays."""
    first = clauses.bare(lead.split()[0])
    if forms.is_verb(first, "base") and clauses.parse(lead) is None:
        return f"you should {lead[:1].lower()}{lead[1:]}"
    return forms.decapitalized(lead)


def doing(lead: str, last: str) -> str:
    subject = lead.rsplit(" ", 1)[0]
    if last == "to" or not clauses.is_noun_phrase(subject) and subject.lower() != "you":
        return ""
    return f"According to the passage, what {last} {forms.decapitalized(subject)} do?"


def is_name(text: str) -> bool:
    text = COUNTED.sub("", text)
    return (
        bool(text)
        and clauses.is_noun_phrase(text)
        and clauses.is_plural_phrase(text)
        and not sentences.is_negative(text)
    )


def amid(what: str, many: bool) -> str:
    name = plain_name(what)
    if many:
        return f"Which of these does the passage list among the {name}?"
    return f"According to the passage, which of these is among the {name}?"


def from_heading(listing: Listing, many: bool) -> str:
    shape = listing.shapes.most_common(1)[0][0]
    title = re.sub(r"\s*\([^)]*\)", "", listing.section.title).strip(" ?:.")
    when = WHEN_TO.match(title)
    if when and shape == "clause":
        return f"According to the passage, in which of these cases should you {plain_name(when['what'])}?"
    general = {
        "takeaway",
        "takeaways",
        "points",
        "facts",
        "tips",
        "questions",
        "resources",
        "references",
        "links",
        "contents",
        "sources",
        "steps",
    }
    last = clauses.head(title) if title else ""
    if (
        shape in {"noun", "ing"}
        and title
        and is_name(title)
        and last not in general
        and " and " not in title
        and " vs" not in title
    ):
        return amid(COUNTED.sub("", title), many)
    return ""

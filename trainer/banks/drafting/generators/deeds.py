"""What does this do? The other answers are what the text tells of other things."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from trainer.banks.drafting import choosing
from trainer.banks.drafting.draft import MANY, ONE, Draft, Option, made
from trainer.banks.drafting.facts import Book, Statement, plain_name
from trainer.banks.drafting.generators import denials, pools, subjects
from trainer.banks.drafting.language import amounts, clauses, forms, sentences, sorts, words

POINTING = re.compile(
    r"\b(?:this|these|those|it|its|itself|they|them|their|themselves|he|she|his|her|also|another|other|others|further|"
    r"instead|too|later|earlier|same|such)\b"
)
ASIDE = re.compile(r",\s(?:\w+ing) \w.*$| to \w+ or \w+ing\b.*$")
# What many a treatment does: no wrong option for another one, whatever the text tells of it.
ANYBODYS = re.compile(
    r"^(?:help )?(?:reduce|relieve|ease|lower|improve|speed|support|prevent|promote|shorten|restore|enhance)\b.*"
    r"\b(?:pain|symptoms?|swelling|risk|recovery|healing|discomfort|inflammation|stiffness|attacks?|function|mobility)\b"
)
MILD = frozenset("may might could can".split())
SHORTEST, LONGEST = 3, 14  # words of a deed
EMPTY = frozenset(
    "include involve mean seem appear need have become happen occur differ vary exist remain start begin last take "
    "show suggest depend help get feel know lead result want come go consist contain".split()
)


@dataclass(frozen=True)
class Deed:
    """`modal` is "does" or "do" for a plain verb, else the modal itself."""

    subject: str
    modal: str
    act: str
    ground: Statement


def drafts(book: Book) -> Iterator[Draft]:
    found = [deed for statement in book.statements if (deed := deed_in(statement))]
    for subject in dict.fromkeys(deed.subject.lower() for deed in found):
        if draft := several(book, [deed for deed in found if deed.subject.lower() == subject], found):
            yield draft
    for deed in found:
        if choosing.names_a_thing(deed.subject, 6) and not stands_for_many(deed.subject):
            draft = asked(book, deed, found)
            if draft:
                yield draft


def several(book: Book, own: list[Deed], found: list[Deed]) -> Draft | None:
    """All that one thing does, as told in several places, beside what others do."""
    plain = [deed for deed in own if deed.modal in {"does", "do"}]
    right: list[Deed] = []
    for deed in plain:
        fresh = not any(choosing.too_alike(deed.act, other.act, 0.49) for other in right)
        if fresh and not forms.stems(deed.subject) & forms.stems(deed.act):
            right.append(deed)
    subject = own[0].subject
    if len(right) < 2 or not choosing.names_a_thing(subject, 6) or stands_for_many(subject):
        return None
    wrong: list[Deed] = []
    for other in found:
        mine = other in own or other.modal not in {"does", "do"} or choosing.too_alike(other.subject, subject)
        alike = any(choosing.too_alike(other.act, each.act, 0.3) for each in [*own, *wrong])
        person = sorts.sort_of(other.subject) == "person" or stands_for_many(other.subject)
        told = bool(forms.stems(other.act) & forms.stems(subject)) or pools.said_of(book, subject, other.act, 0.3)
        if not (mine or alike or person or told or ANYBODYS.match(other.act)):
            wrong.append(other)
    if len(wrong) < 2:
        return None
    name = with_article(subject, own[0].ground.clause)
    stem = f"According to the article, what {own[0].modal} {name} do? Choose every one that applies."
    options = [
        Option(forms.capitalized(deed.act), True, f"The article says: “{deed.ground.text}”") for deed in right[:3]
    ]
    options += [Option(forms.capitalized(deed.act), False, pools.belongs(deed.ground)) for deed in wrong[:3]]
    ground = right[0].ground
    return made(MANY, "deeds", stem, ground, [right[0].act], choosing.arranged(options, stem), {"scoring": "partial"})


def stands_for_many(subject: str) -> bool:
    """Whose deeds cannot be told from anyone's: people, a part of the body, the text's words for an illness."""
    vague = clauses.head(subject) in words.VAGUE or subject.split()[0].lower() in words.DETERMINERS
    return vague or bool(re.search(r"\d", subject)) or sentences.is_negative(subject)


def deed_in(statement: Statement) -> Deed | None:
    clause = statement.clause
    text = sentences.bare(statement.text)
    if not clause or not statement.is_askable or not sentences.is_self_contained(text) or clause.intro:
        return None
    verb = forms.lower(clause.verb)
    whole = subjects.without_second_clause(f"{clause.verb} {clause.rest}")
    rest = ASIDE.sub("", whole).partition(" ")[2]
    if verb in words.MODALS - {"should", "must"}:
        first = rest.split()[0] if rest else ""
        modal, act = verb, rest
        if not forms.is_verb(first, "base") or clause.adverb:
            return None
    else:
        base, form = forms.verb_form(verb)
        modal, act = ("does" if form == "s" else "do"), f"{base} {one_verb(rest, form)}"
        if form not in {"s", "base"} or verb in words.AUXILIARIES or clause.adverb:
            return None
    return Deed(pools.without_article(plain_name(clause.subject)), modal, act, statement) if is_plain(act) else None


def verb_of(deed: Deed) -> str:
    """The deed as its own sentence has it: "slows healing", "can slow healing"."""
    if deed.modal == "does":
        first, _, rest = deed.act.partition(" ")
        return f"{denials.third(first)} {rest}"
    return deed.act if deed.modal == "do" else f"{deed.modal} {deed.act}"


def one_verb(rest: str, form: str) -> str:
    """Before a second verb, which would have to change its form with the first."""
    for found in re.finditer(r",? (?:and|but|or) ([a-z-]+)(?= )", rest):
        if found[1] in words.AUXILIARIES or (form == "s" and forms.is_verb(found[1], "s")):
            return rest[: found.start()]
    return rest


def is_plain(act: str) -> bool:
    """A deed that can be told alone: whole, of something, about nobody pointed at."""
    pieces = act.split()
    return (
        SHORTEST <= len(pieces) <= LONGEST
        and (pieces[0] not in EMPTY or (pieces[0] == "help" and forms.is_verb(pieces[1], "base")))
        and not POINTING.search(act)
        and not sentences.is_negative(act)
        and not any(amounts.amounts(act))
        and not set(forms.tokens(act.lower())) & choosing.AWKWARD
        and not re.search(r"[,;:()\[\]{}/\"]| (?:if|when|because|although|unless|until|than|while|where|which) ", act)
        and pieces[-1].lower() not in words.STOP | {"risk", "chance"}
        and forms.stems(act) != frozenset()
    )


def asked(book: Book, deed: Deed, found: list[Deed]) -> Draft | None:
    if forms.stems(deed.subject) & forms.stems(deed.act):
        return None
    others = [
        other
        for other in found
        if not choosing.too_alike(other.subject, deed.subject)
        and (other.modal in MILD) == (deed.modal in MILD)
        and not pools.known_apart(other.subject, deed.subject)
        and (sorts.sort_of(other.subject) == "person") == (sorts.sort_of(deed.subject) == "person")
    ]
    others.sort(
        key=lambda other: (
            other.ground.passage is not deed.ground.passage,
            other.ground.section is not deed.ground.section,
        )
    )
    wrong = choosing.choose(
        deed.act,
        [choosing.Candidate(other.act, pools.belongs(other.ground)) for other in others],
        lambda act: (
            pools.said_of(book, deed.subject, act, 0.3)
            or bool(forms.stems(act) & forms.stems(deed.subject))
            or same_direction(act, deed.act)
            or bool(ANYBODYS.match(act))
        ),
        same_shape=False,
    )
    if not wrong:
        return None
    name = with_article(deed.subject, deed.ground.clause)
    stem = f"According to the article, what {deed.modal} {name} do?"
    why = f"The article says: “{deed.ground.text}”"
    return made(ONE, "deed", stem, deed.ground, [deed.act], choosing.options(deed.act, why, wrong, stem))


def with_article(subject: str, clause: clauses.Clause | None) -> str:
    article = re.match(r"(?:the|an?) ", clause.subject, re.I) if clause else None
    return f"{article[0].lower()}{subject}" if article else subject


def same_direction(one: str, other: str) -> bool:
    """Both better, or both worse, what a reader values: "relieve itching", "soothe the skin" are too near."""
    left, right = forms.stem(one.split()[0]), forms.stem(other.split()[0])
    return left == right and forms.overlap(forms.stems(one), forms.stems(other)) > 0.5

"""Why something is so, or should be done: the reason that the text gives, beside what it tells of other things."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from trainer.banks.drafting import choosing
from trainer.banks.drafting.draft import ONE, Draft, made
from trainer.banks.drafting.facts import Book, Statement
from trainer.banks.drafting.generators import deeds, pools
from trainer.banks.drafting.generators.denials import third
from trainer.banks.drafting.language import clauses, forms, sentences, words

BECAUSE = re.compile(r"^(?P<main>[A-Z].{10,110}?),? because (?P<why>[a-z].{8,110})$")
PRONOUN = re.compile(r"^(?P<who>it|they) (?P<verb>[a-z]+)\b(?P<rest>.*)$")
WARNED = re.compile(r"\b(?:avoid|danger|harm|risk|limit|unsafe|must not|should not|do not|never|stop)", re.I)
HARM = re.compile(
    r"\b(?:(?:increase|raise)s? the risk|damage|harm|slow|worsen|cut|irritate|bleed|block|injur|hide|break|burn|wear|"
    r"destroy|impair|weaken|delay|trigger|spread|tear)"
)
LONGEST = 16  # words of a reason


@dataclass(frozen=True)
class Reason:
    text: str
    main: str
    ground: Statement


def drafts(book: Book) -> Iterator[Draft]:
    found = [reason for statement in book.statements if (reason := reason_in(statement))]
    for reason in found:
        others = [(other.text, other.ground) for other in found if other is not reason]
        pronoun = PRONOUN.match(reason.text)
        if pronoun:
            others = [(text, ground) for text, ground in others if PRONOUN.match(text)]
            others = [(spoken, ground) for text, ground in others if (spoken := with_pronoun(text, pronoun["who"]))]
        else:
            others = [(text, ground) for text, ground in others if not PRONOUN.match(text)]
        others += list(of_deeds(book, pronoun["who"] if pronoun else "", reason))
        draft = asked(book, reason, others)
        if draft:
            yield draft


def reason_in(statement: Statement) -> Reason | None:
    text = sentences.bare(re.sub(r"\s*\([^)]*\)", "", statement.text))
    found = BECAUSE.match(text)
    if not found or not sentences.is_statement(f"{text}.") or not sentences.is_self_contained(found["main"]):
        return None
    why = re.split(r",\s|;\s", found["why"])[0]
    pronoun = PRONOUN.match(why)
    rest = pronoun["rest"] if pronoun else why
    if len(why.split()) > LONGEST or deeds.POINTING.search(rest) or why.split()[-1] in words.STOP or "your" in rest:
        return None
    if not pronoun and not clauses.parse(why):
        return None
    return Reason(why, found["main"], statement)


def of_deeds(book: Book, who: str, reason: Reason) -> Iterator[tuple[str, Statement]]:
    """What other things do, said of a pronoun, or as the clause that it is."""
    for statement in book.statements:
        deed = deeds.deed_in(statement)
        if not deed or statement is reason.ground or bool(WARNED.search(reason.main)) != bool(HARM.search(deed.act)):
            continue
        if who:
            act = f"{who} {deed.modal} {deed.act}" if deed.modal in words.MODALS else spoken(who, deed.act)
            yield act, statement
        elif statement.section is reason.ground.section and statement.clause and choosing.names_a_thing(deed.subject):
            yield forms.decapitalized(f"{statement.clause.subject} {deeds.verb_of(deed)}"), statement


def spoken(who: str, act: str) -> str:
    first, _, rest = act.partition(" ")
    return f"{who} {third(first) if who == 'it' else first} {rest}"


def with_pronoun(text: str, who: str) -> str:
    """The same of "it" or "they", with the verb in its form; "" where the verb is not known."""
    found = PRONOUN.match(text)
    if not found or found["who"] == who:
        return text
    verb = found["verb"]
    if verb in words.MODALS:
        return f"{who} {verb}{found['rest']}"
    if verb in {"is", "are"}:
        return (
            f"{who} {'is' if who == 'it' else 'are'}{found['rest']}"
            if forms.is_verb(found["rest"].split()[0], "ed")
            else ""
        )
    base, form = forms.verb_form(verb)
    return f"{who} {third(base) if who == 'it' else base}{found['rest']}" if form in {"s", "base"} else ""


def asked(book: Book, reason: Reason, others: list[tuple[str, Statement]]) -> Draft | None:
    main = forms.stems(reason.main) - book.topic
    near = sorted(
        others,
        key=lambda each: (each[1].passage is not reason.ground.passage, each[1].section is not reason.ground.section),
    )
    wrong = choosing.choose(
        reason.text,
        [choosing.Candidate(text, pools.belongs(ground)) for text, ground in near],
        lambda text: bool(main & forms.stems(text)) or told_together(book, main, text),
        same_shape=False,
    )
    if not wrong:
        return None
    stem = f"Which reason does the article give for this: “{reason.main}”?"
    why = f"The article says: “{reason.ground.text}”"
    return made(ONE, "reason", stem, reason.ground, [reason.text], choosing.options(reason.text, why, wrong, stem))


def told_together(book: Book, main: frozenset[str], text: str) -> bool:
    """Whether one sentence speaks both of the matter and of this."""
    what = forms.stems(text)
    return any(
        main and len(main & each.own) / len(main) > 0.34 and len(what & each.own) / max(1, len(what)) > 0.5
        for each in book.statements
    )

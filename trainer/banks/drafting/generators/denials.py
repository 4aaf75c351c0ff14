"""What the text denies, put as if it held; and "this rather than that" turned round: false by the passage."""

import re
from collections.abc import Iterator
from dataclasses import replace

from trainer.banks.drafting.draft import TRUTH, Draft, made
from trainer.banks.drafting.facts import Book, Statement
from trainer.banks.drafting.generators.contrasts import claimed
from trainer.banks.drafting.language import clauses, forms, sentences

REASON = re.compile(
    r"(?:, (?:as|so|and|or|which|instead)|,? (?:because|since|but|unless|even if|although|though))\b.*$"
)
SKIPPED = re.compile(
    r"^(?:only|always|necessarily|usually|often|just|all|every|yet|entirely|fully|clear|known|enough|well|"
    r"uncommon|recommended|mean)\b"
)
TURNED = {
    "greater": "lower",
    "higher": "lower",
    "lower": "higher",
    "faster": "slower",
    "slower": "faster",
    "longer": "shorter",
}
MORE = re.compile(
    rf"^(?P<before>The (?:more|longer|higher|greater|sooner|older|deeper) [^,]+), the "
    rf"(?P<how>{'|'.join(TURNED)}) (?P<what>.+)$"
)
BUT_NOT = re.compile(r",? but (does|do|is|are|can) not ")
RATHER = re.compile(
    r"^(?P<before>.+?)\b(?P<one>(?P<word>as|by|in|with|on|to|from|during|at) [^,.;:]{3,60}?),? rather than "
    r"(?P<other>(?P=word) [^,.;:]{3,60})$"
)


def drafts(book: Book) -> Iterator[Draft]:
    for statement in book.statements:
        text = sentences.bare(re.sub(r"\s*\([^)]*\)", "", statement.text))
        if sentences.is_statement(f"{text}.") and sentences.is_self_contained(text):
            yield from denied(book, statement, text)
            yield from rather(statement, text)
            yield from proportion(statement, text)


def denied(book: Book, statement: Statement, text: str) -> Iterator[Draft]:
    clause = clauses.parse(text)
    second = BUT_NOT.search(text)
    if clause and second and not sentences.is_negative(text[: second.start()]):
        clause = replace(clause, verb=second[1], rest=text[second.end(1) + 1 :])
    if not clause or not clause.rest.startswith("not ") or (clause.has_modal and forms.lower(clause.verb) != "can"):
        return
    act = REASON.sub("", clause.rest[4:]).strip()
    if (
        len(act.split()) < 1
        or SKIPPED.match(act)
        or sentences.is_negative(act)
        or re.search(r"\b(?:any|either|unless|until|enough|at all|yet)\b", act)
    ):
        return
    verb = forms.lower(clause.verb)
    first, _, rest = act.partition(" ")
    if verb in {"does", "do"}:
        if not forms.is_verb(first, "base"):
            return
        said = f"{third(first) if verb == 'does' else first} {rest}".strip()
    elif verb in {"is", "are", "can"}:
        said = f"{verb} {act}"
    else:
        return
    subject = forms.decapitalized(clause.subject)
    if (
        len(said.split()) < 2
        or re.search(r"\b(?:this|these|it|its|your|them|they|their|one)\b", said)
        or claimed(book, clause.subject, said)
    ):
        return
    stem = f"According to the article, {subject} {said}."
    yield told_false(statement, stem, [f"{clause.verb} {clause.rest[:4]}{act}"], "denial")


def rather(statement: Statement, text: str) -> Iterator[Draft]:
    found = RATHER.match(text)
    if found and clauses.parse(text) and not sentences.is_negative(text):
        before = forms.decapitalized(found["before"].strip())
        stem = f"According to the article, {before} {found['other']} rather than {found['one']}."
        yield told_false(statement, stem, [found["one"]], "contrast")


def proportion(statement: Statement, text: str) -> Iterator[Draft]:
    """ "The more this, the greater that": turned, the less that."""
    found = MORE.match(text)
    if found:
        turned = TURNED[found["how"]]
        stem = f"According to the article, {forms.decapitalized(found['before'])}, the {turned} {found['what']}."
        yield told_false(statement, stem, [f"the {found['how']} {found['what']}"], "contrast")


def told_false(statement: Statement, stem: str, key_words: list[str], generator: str) -> Draft:
    said = f"The article says: “{statement.text}”"
    return made(
        TRUTH, generator, stem, statement, key_words, answer={"answer": False, "why_true": said, "why_false": said}
    )


def third(verb: str) -> str:
    """The form for he, she or it."""
    if verb in {"have", "do", "go"}:
        return {"have": "has", "do": "does", "go": "goes"}[verb]
    if verb.endswith("y") and verb[-2] not in "aeiou":
        return f"{verb[:-1]}ies"
    return f"{verb}es" if forms.sibilant(verb) else f"{verb}s"

"""Statements with a word that has an opposite: as the text says it, or turned into its contrary."""

import hashlib
import re
from collections.abc import Iterator

from trainer.banks.drafting.draft import TRUTH, Draft, made
from trainer.banks.drafting.facts import Book, Statement
from trainer.banks.drafting.generators.definitions import names_class
from trainer.banks.drafting.language import clauses, forms, sentences, words

PAIRS = """
common rare|increase decrease|increases decreases|increased decreased|increasing decreasing|higher lower|high low|
mild severe|temporary permanent|hot cold|above below|strengthen weaken|strengthens weakens|expansion narrowing|
widen narrow|stimulates suppresses|raises lowers|raise lower|before after|inside outside|
upper lower|shorter longer|heightened reduced|immediate delayed|
shallow deep|speeds slows|stronger weaker|soften harden|thinner thicker|faster slower|minimal severe|contract expand|
narrows widens|sudden gradual"""
OPPOSITE = {
    word: other
    for pair in PAIRS.replace("\n", "").split("|")
    for word, other in (pair.split(), pair.split()[::-1])
    if (word, other) != ("severe", "minimal")
} | {
    "reduces": "increases",
    "reduce": "increase",
    "reducing": "increasing",
    "reduced": "increased",
    "more": "less",
    "lower": "higher",
}
DIRECTIONS = re.compile(r"^(?:increas|decreas|reduc|lower|rais|improv|strengthen|weaken|speed|slow)")
MOMENT = re.compile(
    r"meal|eating|food|exercis|breakfast|bed|sleep|touch|contact|start|wash|clean|dressing|surgery|birth"
)
# Nobody believes that a treatment adds to these, or takes from those: turning the word round would give itself away.
VALUED = re.compile(
    r"\b(?:pain|symptom|inflammation|risk|strain|swelling|discomfort|soreness|infection|injur|damage|"
    r"complication|stress|tension|stiff|mobility|"
    r"flexib|function|heal|recover|strength|safety|comfort|health|relief|quality|wellbeing|side effect|"
    r"bleeding|scar|chance|error|harm)",
    re.I,
)
LONGEST = 26  # words


def drafts(book: Book) -> Iterator[Draft]:
    for statement in book.statements:
        draft = judged(book, statement)
        if draft and not draft.findings:
            yield draft


def judged(book: Book, statement: Statement) -> Draft | None:
    text = re.sub(r",? but .*$", "", sentences.bare(re.sub(r"\s*\([^)]*\)", "", statement.text)))
    if not sentences.is_statement(f"{text}.") or not sentences.is_self_contained(text) or len(text.split()) > LONGEST:
        return None
    clause = clauses.parse(text)
    if (
        not clause
        or text.count(",") > 1  # in a row of things one of them may be so and not so
        or sentences.is_negative(text)
        or re.search(r"\b(?:both|either|may|might|could|some|it|its|they|all)\b", text)
    ):
        return None
    if clause.verb in {"is", "are"} and (
        clause.rest.startswith(("the ", "one ", "anything ")) or names_class(clause.rest)
    ):
        return None
    found = place(text, clause, book)
    if not found:
        return None
    word = found[0]
    other = OPPOSITE[word.lower()]
    following = re.match(r"\s+([\w-]+)", text[found.end() :])
    if word.lower() == "more" and following and forms.is_plural(following[1]):
        other = "fewer"
    if word.lower() in {"common", "rare"} and re.search(r"\b(?:most|more)\s$", text[: found.start()]):
        return None
    contrary = text[: found.start()] + (forms.capitalized(other) if found.start() == 0 else other) + text[found.end() :]
    contrary = re.sub(
        r"\b([Aa]n?) (?=(\w+))",
        lambda m: f"{m[1][0]}{'n' if m[2][0] in 'aeiou' else ''} " if m.end() == found.start() else m[0],
        contrary,
    )
    if says_so(book, contrary, statement):
        return None
    false = int(hashlib.sha256(text.encode()).hexdigest()[:4], 16) % 5 < 3
    stem = f"According to the article, {forms.decapitalized(contrary if false else text)}."
    said = f"The article says: “{statement.text}”"
    why = {"why_true": said, "why_false": said}
    return made(TRUTH, "opposite", stem, statement, [phrase_at(text, found)], answer={"answer": not false, **why})


def place(text: str, clause: clauses.Clause, book: Book) -> re.Match[str] | None:
    """The one word to turn: in what is said, not in a name; only where no other word could be turned as well."""
    start = len(clause.intro) + len(clause.subject)
    found = [match for match in re.finditer(r"[A-Za-z-]+", text) if match[0].lower() in OPPOSITE]
    fit = [match for match in found if match.start() >= start and can_turn(text, match, book)]
    return fit[0] if len(fit) == 1 and all(match.start() >= start for match in found) else None


def can_turn(text: str, match: re.Match[str], book: Book) -> bool:
    """Whether the contrary could be believed, and reads like English."""
    word, after = match[0].lower(), text[match.end() :]
    following = (re.match(r"\s+([\w-]+)", after) or ["", ""])[1].lower()
    if (DIRECTIONS.match(word) and VALUED.search(" ".join(after.split()[:5]))) or forms.stem(word) in book.topic:
        return False
    if word == "minimal" and (following in words.ADJECTIVES or following.endswith(("ant", "al", "ly"))):
        return False
    if word in {"faster", "slower"}:
        return following == "than"
    if word in {"longer", "shorter"} and re.search(r"\bfor $", text[: match.start()]):
        return False
    if word in {"more", "less"}:
        return bool(re.match(r"\s+[a-z]+ than\b", after))
    if word in {"before", "after"}:
        return bool(MOMENT.match(following))
    if word in {"above", "below"}:
        return bool(following) and following not in words.STOP - words.DETERMINERS
    return not (word in {"increase", "decrease", "early", "late"} and following in {"", "in", "of"})


def says_so(book: Book, contrary: str, statement: Statement) -> bool:
    wanted = frozenset(forms.lower(token) for token in forms.tokens(contrary)) - words.STOP
    for each in book.statements:
        if each is not statement:
            here = frozenset(forms.lower(token) for token in forms.tokens(each.text)) - words.STOP
            if here and len(wanted & here) / len(wanted) > 0.7:
                return True
    return False


def phrase_at(text: str, found: re.Match[str]) -> str:
    """The word with the one after it, to be marked."""
    after = re.match(r"\s+[\w-]+", text[found.end() :])
    return found[0] + (after[0] if after else "")

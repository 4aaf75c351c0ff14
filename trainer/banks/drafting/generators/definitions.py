"""What a term means: "X (a ...)", "X, which is ...", "X is a ...", "X refers to ..."."""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import lru_cache

from trainer.banks.drafting import choosing
from trainer.banks.drafting.choosing import Candidate
from trainer.banks.drafting.draft import ONE, Draft, made
from trainer.banks.drafting.facts import Book, Statement, plain_name
from trainer.banks.drafting.generators import pools
from trainer.banks.drafting.language import clauses, forms, sentences, sorts, words
from trainer.banks.lint.wording import content_words

ARTICLE = r"(?:an?|the|any)\s"
BRACKET = re.compile(r"\s\((?!such|e\.g|i\.e|including|like|for|see|or\b|also|about|up\b|at\b)([a-z][^()]{8,120})\)")
WHICH = re.compile(r",\s(?:which|who)\s(?:is|are)\s([^.;]{12,160}?)(?=[.;]|$)")
WHERE = re.compile(r",\s(where\s[^.,;]{12,120}?)(?=[.,;]|$)")
APPOSITION = re.compile(rf",\s({ARTICLE}[^,.;]{{14,150}}?)(?=[.;]|, (?:which|is|are|can|may|[a-z]+s)\b|$)")
QUALIFIED = re.compile(r"^any\b|\b(?:that|which|who|whose|where|used|caused|made|characterized|found|of|in|with|for)\b")
MEANS = re.compile(
    r"^(?:is|are)\s(?:defined as|the name for|the term for|the medical (?:name|term) for)\s|^(?:refers?|"
    r"means?|describes?)\s(?:to\s)?"
)
CALLED = re.compile(
    rf"\b({ARTICLE}[^,.;()]{{10,100}}?),?\s(?:is|are)\s(?:called|known as|termed)\s(?:an?\s|"
    rf"the\s)?([a-z][a-z\- ]{{3,40}})(?=[.,;(]|$)",
    re.I,
)
EVALUATIVE = re.compile(
    r"^(?:an?|the|one)\s(?:very |more |most )?(?:of|great|good|important|key|essential|excellent|effective|"
    r"safe|popular|best|most|main|common|"
    r"valuable|powerful|crucial|vital|useful|simple|easy|natural|wonderful|serious|major|primary|leading|"
    r"number|lot|first|same|only|"
    r"great|big|growing|proven|perfect|ideal)\b"
)
GLOSSARY = re.compile(r"\b(?:definitions?|glossary|terms?|terminology|vocabulary|key words|meanings?|means?)\b", re.I)
GRADES = frozenset("certainty evidence quality confidence recommendation grade strength consensus".split())
LONGEST = 22  # words of a definition


@dataclass(frozen=True)
class Definition:
    term: str
    meaning: str
    ground: Statement


def drafts(book: Book) -> Iterator[Draft]:
    found = definitions(book)
    others = [*(pools.Name(each.term, each.ground) for each in found), *pools.names(book)]
    meant = {each.term: f"The article defines this as “{each.meaning}”." for each in found}
    for each in found:
        draft = which_term(book, each, others, meant) or what_is(book, each, found)
        if draft:
            yield draft


@lru_cache(maxsize=4)
def definitions(book: Book) -> list[Definition]:
    found: dict[tuple[str, str], Definition] = {}
    for statement in book.statements:
        for term, meaning in inside(statement):
            term = pools.without_article(plain_name(term)).strip()
            meaning = forms.decapitalized(re.sub(r"\s+", " ", meaning).strip(" ,."))
            plain = re.fullmatch(r"[A-Za-z][A-Za-z'’ -]*(?:\d+)?", term)
            if plain and choosing.names_a_thing(term, 4) and is_meaning(meaning) and not is_case(meaning):
                found.setdefault((term.lower(), meaning.lower()), Definition(term, meaning, statement))
    return list(found.values())


def inside(statement: Statement) -> Iterator[tuple[str, str]]:
    """Every (term, meaning) that the statement gives."""
    text = statement.text
    if statement.label and statement.order == 0 and not statement.clause and is_gloss(statement):
        yield statement.label, forms.decapitalized(sentences.bare(text))
    bracket = BRACKET.search(statement.label)
    if bracket and (explains(bracket[1]) or len(bracket[1].split()) == 2):
        yield statement.label[: bracket.start()], bracket[1]
    for pattern in (BRACKET, WHICH, WHERE, APPOSITION):
        for match in pattern.finditer(text):
            term = noun_before(text, match.start())
            if pattern in (APPOSITION, WHICH) and not QUALIFIED.search(match[1]):
                continue
            if pattern is APPOSITION and in_series(text, match):
                continue
            if term and not (pattern is BRACKET and not explains(match[1])):
                yield term, match[1]
    for match in CALLED.finditer(text):
        if re.search(r"(?:,|\band|\bor)\s*$", text[: match.start()]):
            continue  # the last of several
        yield match[2], match[1]
    clause = statement.clause
    if clause and statement.is_askable and not clause.intro and sentences.is_self_contained(text):
        yield from of_clause(clause)


def explains(text: str) -> bool:
    """What a bracket says in other words, not a remark, a list or a reference: one phrase with its article or "of"."""
    if re.search(r"[\d,;:/+=]| or ", text):
        return False
    return bool(re.match(ARTICLE, text) or QUALIFIED.search(text))


def in_series(text: str, found: re.Match[str]) -> bool:
    """One of several things in a row ("the head, the neck, and the back"), not the same thing in other words."""
    return bool(
        re.search(r"\b(?:and|or) ", text[found.end() : found.end() + 7])
        or re.search(r"\b(?:and|or) (?:an?|the|more) ", found[1])
        or re.search(r", (?:an?|the) [^,]*$|, (?:and |or )?[\w-]+(?: [\w-]+){0,2}$", text[: found.start()])
    )


def is_gloss(statement: Statement) -> bool:
    """What a glossary puts behind a term: one phrase, no sentence, under a heading that says so."""
    text = sentences.bare(statement.text)
    if not GLOSSARY.search(f"{statement.section.title} {statement.passage.lead}"):
        return False
    return clauses.shape(text) in {"noun", "other"} and not text[:1].isdigit() and 4 <= len(text.split()) <= LONGEST


def of_clause(clause: clauses.Clause) -> Iterator[tuple[str, str]]:
    predicate = f"{clause.verb} {clause.rest}"
    means = MEANS.match(predicate)
    if clauses.shape(clause.subject) == "ing" or len(clause.subject) < 3:
        return
    if means:
        yield clause.subject, predicate[means.end() :]
    elif clause.verb in {"is", "are"} and not EVALUATIVE.match(clause.rest) and names_class(clause.rest):
        yield clause.subject, clause.rest


def names_class(rest: str) -> bool:
    """Says what a thing is ("a tube that ...", "damage to the nerves"), not how it is or what is done to it."""
    if re.match(ARTICLE, rest):
        return len(rest.split()) > 3 and bool(QUALIFIED.search(rest))
    core = re.split(r"\s(?:that|which|who|of|in|to|from|caused|made|used|with|where|when|for)\b", rest)[0]
    last = clauses.bare(core.split()[-1]) if core.split() else ""
    if (
        len(core.split()) == len(rest.split())
        or len(core.split()) > 5
        or not last
        or last in words.ADJECTIVES | words.STOP
    ):
        return False
    if re.search(r"(?:able|ful|ous|al|ive|ic|ent|ant|ly|less|ed|er|est)$", last) or forms.is_verb(last, "ed", "ing"):
        return False
    return not any(clauses.bare(each) in words.ADVERBS | words.PREPOSITIONS for each in core.split())


def noun_before(text: str, at: int) -> str:
    """The noun phrase that ends at `at`."""
    pieces = text[:at].split()
    start = len(pieces)
    while start > 0 and len(pieces) - start < 4:
        piece = pieces[start - 1]
        word = clauses.bare(piece)
        if (piece[-1] in ",;:)" and start < len(pieces)) or word in words.STOP | words.ADVERBS or word in words.VAGUE:
            break
        before = clauses.bare(pieces[start - 2]) if start > 1 else ""
        describes = word.endswith("ed") and start < len(pieces) and before in words.DETERMINERS | words.PREPOSITIONS
        if forms.is_verb(word, "ing", "s", "ed") and before and not describes and start < len(pieces):
            break
        if forms.is_verb(word, "base") and before in words.AUXILIARIES | {"to"}:
            break
        if start == len(pieces) and forms.is_verb(word, "s", "ed") and word not in clauses.NOUN_TOO_S:
            break
        if forms.is_verb(word, "base") and word not in clauses.NOUN_TOO and start < len(pieces):
            break
        start -= 1
    return " ".join(pieces[start:])


def is_meaning(text: str) -> bool:
    if re.search(r"[;:]| of choice\b", text) or clauses.head(text) in GRADES or forms.is_verb(text.split()[0], "ed"):
        return False
    count = len(text.split())
    if (
        not 2 <= count <= LONGEST
        or sentences.is_negative(text)
        or EVALUATIVE.match(text)
        or text.count("(") != text.count(")")
    ):
        return False
    if (
        re.search(r"\b(?:this|these|that they|it|its|you|your|our|we)\b", text.lower())
        or text.split()[-1] in words.STOP
    ):
        return False
    return (
        text.startswith("where ")
        or clauses.is_noun_phrase(text)
        or bool(re.match(ARTICLE, text))
        or forms.is_plural(text.split()[0])
    )


def is_case(meaning: str) -> bool:
    """Not what a word means but something that happens: "the two treatments differ"."""
    if meaning.startswith("where "):
        return False
    clause = clauses.parse(meaning)
    return clause is not None and not re.search(r"\b(?:that|which|who|where|when|whose)\b", clause.subject)


def which_term(book: Book, each: Definition, others: list[pools.Name], meant: dict[str, str]) -> Draft | None:
    """Terms of the same sort, or those that the text defines as well."""
    if content_words(each.term) & content_words(each.meaning):
        return None
    wanted = clauses.is_plural_phrase(each.term)
    near = [
        name
        for name in pools.nearest(others, each.ground.passage, each.ground.section)
        if name.plural == wanted and is_sibling(name, each, meant)
    ]
    wrong = choosing.choose(
        each.term,
        [Candidate(name.text, meant.get(name.text) or pools.belongs(name.ground)) for name in near],
        lambda text: (
            pools.is_topic(book, text) or pools.said_of(book, text, each.meaning) or book.ties(text, each.term, 1.0)
        ),
    )
    if not wrong:
        return None
    meaning = forms.decapitalized(each.meaning.removeprefix("where "))
    verb = "describe by saying that" if each.meaning.startswith("where ") else "define as"
    stem = f"Which term does the article {verb} “{meaning}”?"
    why = f"The article says: “{each.ground.quote}”"
    return made(ONE, "definition", stem, each.ground, [each.term], choosing.options(each.term, why, wrong, stem))


def is_sibling(name: pools.Name, each: Definition, defined: Collection[str]) -> bool:
    """Defined as well and not known to be of another sort; or of the same known sort, and of another noun.

    Two of one noun ("acute pain", "chronic pain") only where one paragraph tells of both.
    """
    one, other = sorts.sort_of(name.text), sorts.sort_of(each.term)
    if name.text in defined:
        return not one or not other or one == other or "process" in (one, other)
    beside = name.ground.passage is each.ground.passage and not name.is_label
    return one == other != "" and (beside or clauses.head(name.text) != clauses.head(each.term))


def what_is(book: Book, each: Definition, found: list[Definition]) -> Draft | None:
    if each.meaning.startswith("where "):
        return None
    verb = "are" if clauses.is_plural_phrase(each.term) else "is"
    stem = f"What {verb} {article(each.term, each.ground.text)}{each.term}, according to the article?"
    near = sorted(found, key=lambda other: other.ground.section is not each.ground.section)
    wrong = choosing.choose(
        each.meaning,
        [
            Candidate(other.meaning, f"This is what the article says of {other.term}.")
            for other in near
            if other.term != each.term and same_class(other, each)
        ],
        lambda text: pools.said_of(book, each.term, text),
    )
    if not wrong:
        return None
    why = f"The article says: “{each.ground.quote}”"
    return made(ONE, "definition", stem, each.ground, [each.meaning], choosing.options(each.meaning, why, wrong, stem))


def same_class(one: Definition, other: Definition) -> bool:
    known = {sorts.sort_of(meaning) for meaning in (one.meaning, other.meaning)} - {""}
    numbers = {clauses.is_plural_phrase(meaning) for meaning in (one.meaning, other.meaning)}
    return len(known) < 2 and len(numbers) == 1


def article(term: str, text: str) -> str:
    found = re.search(rf"\b(an?|the)\s+{re.escape(term)}", text, re.I)
    return f"{found[1].lower()} " if found else ""

"""What the text says a thing acts on, comes from or rests on; and what "the main sign of ..." is."""

import re
from collections.abc import Iterator

from trainer.banks.drafting import choosing
from trainer.banks.drafting.choosing import Candidate
from trainer.banks.drafting.draft import ONE, Draft, made
from trainer.banks.drafting.facts import Book, Statement, plain_name
from trainer.banks.drafting.generators import definitions, pools
from trainer.banks.drafting.generators.groups import groups
from trainer.banks.drafting.language import clauses, forms, sentences, sorts, words

TIED = re.compile(
    r"^(?P<tie>(?:(?:is|are|can be|may be) (?:\w+ly |often )?(?:based on|rooted in|linked to|associated "
    r"with|found in|stored in|made of|made from|"
    r"made by|produced by|carried by|spread by|passed on by|triggered by|located in|filled with|attached to|"
    r"connected to|used for|measured in|"
    r"measured with|treated with|diagnosed with|confirmed by)|(?:focus(?:es)? on|consists? of|depends? on|"
    r"begins? with|starts? with|leads? to|"
    r"results? in|acts? on|belongs? to|comes? from|contains?|causes?|requires?|attacks?|blocks?|stimulates?|"
    r"supports?|affects?|controls?|"
    r"damages?|carry|carries|produces?|removes?|kills?|targets?|irritates?|protects?|lowers?|raises?|slows?|"
    r"relaxes?)))\s(?P<what>[^,.;:]{4,60}?)"
    r"(?P<tail>(?: (?:to|when|by|during|through|in order|that|which|because|if|after|before|from|with)\b.*|,.*)?)$"
)
NAMED = re.compile(
    r"^(?P<what>(?:The|A|One) (?:[\w-]+ ){0,3}?(?:sign|symptom|cause|goal|purpose|aim|factor|treatment|"
    r"complication|test|advantage|source|form|site|"
    r"medicine|drug|method|feature|trigger|nutrient|hormone|organ|carrier)(?: (?:of|for|in) [^,]{3,60}?)) "
    r"is (?P<who>(?:an? |the )?[^,.;:]{3,60}?)"
    r"(?P<tail>(?:,.*)?)$"
)


def drafts(book: Book) -> Iterator[Draft]:
    pool = candidates(book)
    for statement in book.statements:
        text = sentences.bare(re.sub(r"\s*\([^)]*\)", "", statement.text))
        if sentences.is_statement(f"{text}.") and sentences.is_self_contained(text):
            yield from acted_on(book, statement, text, pool)
            yield from named(book, statement, text, pool)


def candidates(book: Book) -> list[tuple[Candidate, Statement | None]]:
    """Everything that the text names, with its sentence where there is one."""
    found: list[tuple[Candidate, Statement | None]] = []
    for statement in book.statements:
        clause = statement.clause
        tied = TIED.match(f"{clause.verb} {clause.rest}".rstrip(".")) if clause else None
        if tied and is_thing(tied["what"]):
            found.append((Candidate(tied["what"], pools.belongs(statement)), statement))
    for group in groups(book):
        found += [
            (Candidate(each, f"The article names this elsewhere: {group.named}."), None)
            for each in group.members
            if group.shape == "noun"
        ]
    found += [(Candidate(each.term, pools.belongs(each.ground)), each.ground) for each in definitions.definitions(book)]
    found += [(Candidate(each.text, pools.belongs(each.ground)), each.ground) for each in pools.names(book)]
    return found


def is_thing(text: str) -> bool:
    return choosing.names_a_thing(text, 8) and not re.search(
        r"\b(?:this|these|those|its|their|your|more|other)\b", text
    )


def acted_on(
    book: Book, statement: Statement, text: str, pool: list[tuple[Candidate, Statement | None]]
) -> Iterator[Draft]:
    clause = clauses.parse(text)
    if not clause or pools.is_topic(book, clause.subject) or not choosing.names_a_thing(clause.subject, 7):
        return
    found = TIED.match(f"{clause.verb} {clause.rest}")
    if not found or not is_thing(found["what"]):
        return
    adverb = f"{clause.adverb} " if clause.adverb else ""
    tail = found["tail"] if re.match(r" (?:to|when|during|from|with|in order) ", found["tail"]) else ""
    if len(tail.split()) > 10 or re.search(r"\b(?:it|its|they|their|them|which|this|these)\b", tail):
        return
    subject = forms.decapitalized(f"{clause.intro}{clause.subject}")
    stem = f"According to the article, {subject} {adverb}{found['tie']} which of these{tail}?"
    yield from chosen(book, statement, stem, found["what"], clause.subject, pool)


def named(
    book: Book, statement: Statement, text: str, pool: list[tuple[Candidate, Statement | None]]
) -> Iterator[Draft]:
    found = NAMED.match(text)
    if found and is_thing(found["who"]) and not sentences.is_negative(found["who"]):
        stem = f"According to the article, what is {forms.decapitalized(found['what'])}?"
        yield from chosen(book, statement, stem, pools.without_article(found["who"]), found["what"], pool)


def chosen(
    book: Book, statement: Statement, stem: str, key: str, about: str, pool: list[tuple[Candidate, Statement | None]]
) -> Iterator[Draft]:
    sort = sorts.sort_of(key)
    near = sorted(
        (each for each in pool if each[1] is not statement),
        key=lambda each: (
            each[1] is None or each[1].passage is not statement.passage,
            each[1] is None or each[1].section is not statement.section,
        ),
    )
    terms = {each.term for each in definitions.definitions(book)}
    fit = [
        each
        for each, _ in near
        if plain(each.text) and (sorts.sort_of(each.text) == sort if sort else each.text in terms and "what is" in stem)
    ]
    wrong = choosing.choose(
        key,
        fit,
        lambda text: (
            pools.is_topic(book, text)
            or bool(forms.stems(text) & forms.stems(stem))
            or pools.said_of(book, about, text, 0.49)
            or pools.said_of(book, text, about, 0.49)
        ),
        share=0.3,
    )
    named = any(word in forms.PROPER for word in key.split()) and not any(
        set(each.text.split()) & forms.PROPER for each in wrong
    )
    if wrong and not named:
        options = choosing.options(plain_name(key), f"The article says: “{statement.text}”", wrong, stem)
        yield made(ONE, "object", stem, statement, [key], options)


def plain(text: str) -> bool:
    """Short enough, and one thing."""
    return len(text.split()) <= 8 and text.split()[0].lower() not in words.DETERMINERS

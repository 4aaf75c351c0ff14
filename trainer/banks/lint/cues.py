"""Rules about what gives the key away to someone who does not know the matter."""

import re
from collections import Counter
from collections.abc import Iterator

from trainer.banks.lint.quantities import quantity
from trainer.banks.lint.question import Choice, Flaw, Prompt, Question
from trainer.banks.lint.wording import content_words, plain, quoted, tokens, written

LONGER = 1.25  # times the distractors' mean length
AT_LEAST = 10  # characters more than the mean: less cannot be seen in a list
HEDGE = re.compile(r"\b(?:may|might|could|probably|possibly|perhaps|likely|tends? to|seems? to|appears? to|suggests?|in some|in most|"
                   r"partly|to some extent|under some conditions)\b", re.I)  # fmt: skip


def longest_key(question: Question) -> Iterator[Flaw]:
    keys, distractors = question.keys, question.distractors
    if not keys or not distractors or all(quantity(choice.text) for choice in question.choices):
        return
    shortest = min(len(choice.text) for choice in keys)
    mean = sum(len(choice.text) for choice in distractors) / len(distractors)
    longest = max(len(choice.text) for choice in distractors)
    if shortest > longest and shortest > LONGER * mean and shortest - mean >= AT_LEAST:
        message = (
            f"The key “{keys[0].text}” has {shortest} characters, {shortest / mean:.1f} times the mean of the wrong options ({mean:.0f}): "
            "the longest and most exact option is often the right one, and test takers know that."
        )
        yield Flaw("longest-key", keys[0].place, message, "Shorten the key, or make the wrong options as exact.")


def hedged_key(question: Question) -> Iterator[Flaw]:
    if not question.keys or any(HEDGE.search(choice.text) for choice in question.distractors):
        return
    hedged = [(choice, match[0]) for choice in question.keys if (match := HEDGE.search(choice.text))]
    if len(hedged) == len(question.keys):
        choice, word = hedged[0]
        message = (
            f"The key alone is cautious (“{word}”): cautious options are right more often, and test takers know that."
        )
        yield Flaw("hedged-key", choice.place, message, "Word the wrong options as cautiously, or take the word out.")


def word_cue(question: Question) -> Iterator[Flaw]:
    mend = "Use another word in the stem or in the key, or let a wrong option echo the stem as well."
    for key, others, asked, where in cued_pairs(question):
        shared = content_words(asked) & content_words(key.text)
        elsewhere = max((len(content_words(asked) & content_words(text)) for text in others), default=0)
        words = shared - {word for text in others for word in content_words(text)}
        if words and len(shared) > elsewhere:
            message = f"{quoted(written(key.text, words))} stands in {where} and in the key “{key.text}”, and in no wrong option."
            yield Flaw("word-cue", key.place, message, mend)


def cued_pairs(question: Question) -> Iterator[tuple[Choice | Prompt, list[str], str, str]]:
    """(what is right, the texts that are wrong, the text that asks, its name)."""
    wrong = [choice.text for choice in question.distractors]
    for key in question.keys if wrong else ():
        yield key, wrong, question.stem, "the stem"
    for prompt in question.prompts:
        others = [choice.text for choice in question.choices if choice.text != prompt.match]
        yield Prompt(prompt.match, prompt.match, prompt.place), others, prompt.text, f"the prompt “{prompt.text}”"


def grammar_cue(question: Question) -> Iterator[Flaw]:
    yield from article_cue(question)
    yield from number_cue(question)
    yield from form_cue(question)


VOWEL_SOUND = re.compile(
    r"\W*(?:(?!uni[a-z]|use|usu|uti|ute|eu|one\b|once)[aeiou]|hour|honest|honor|heir|(?-i:[AEFHILMNORSX])(?-i:[A-Z]))",
    re.I,
)


def article_cue(question: Question) -> Iterator[Flaw]:
    end = re.search(r"\b(an?)\W*$", question.stem)
    if not end:
        return
    wrong = [choice for choice in question.choices if bool(VOWEL_SOUND.match(choice.text)) != (end[1] == "an")]
    if wrong:
        message = f"The stem ends with “{end[1]}”, which does not go with {quoted([choice.text for choice in wrong])}."
        yield Flaw(
            "grammar-cue",
            wrong[0].place,
            message,
            "End the stem before the article, and put it into each option, or write “a/an”.",
        )


PLURAL_ASK = re.compile(
    r"\b(?:which|what) (?:two |three )?(?:(?!is\b|was\b)\w+ ){0,2}?(?P<noun>\w+s) (?:are|were|do|have)\b|\bare\W*$|\bwere\W*$",
    re.I,
)
SINGULAR_ASK = re.compile(
    r"\b(?:which|what) (?:\w+ ){0,2}?\w+(?<!s) (?:is|was|does|has)\b|\b(?:is|was) (?:the|an?)\W*$", re.I
)
JOINED = re.compile(r" and |, | with ")


def number_cue(question: Question) -> Iterator[Flaw]:
    """Only for a single key, and for options of few words, where number can be told."""
    if (
        len(question.keys) != 1
        or not question.distractors
        or any(len(tokens(choice.text)) > 5 for choice in question.choices)
    ):
        return
    key, wrong = question.keys[0], question.distractors
    plural = PLURAL_ASK.search(question.stem)
    if plural and is_plural(key.text) and not any(is_plural(choice.text) for choice in wrong):
        message = f"The stem asks for several (“{plural[0].strip()}”), and the key “{key.text}” alone is plural."
    elif (
        SINGULAR_ASK.search(question.stem)
        and not plural
        and not is_plural(key.text)
        and all(is_plural(c.text) for c in wrong)
    ):
        message = f"The stem asks for one, and the key “{key.text}” alone is singular."
    else:
        return
    yield Flaw("grammar-cue", key.place, message, "Give all options the same number.")


def is_plural(text: str) -> bool:
    if JOINED.search(text):
        return True
    head = re.split(r" (?:of|in|on|at|to|from|for|by|under|over|between|near|behind|below|above) ", text.strip(" ."))[
        0
    ].split(" ")
    last = head[-1].casefold()
    return len(last) > 3 and last.endswith("s") and not last.endswith(("ss", "us", "is", "ps", "as", "os"))


NOT_A_FORM = frozenset(
    "nothing something anything everything during bring string ring swelling bleeding wing lining tubing".split()
)
FORMS = {"ing": "a word in -ing", "to": "“to”", "by": "“by”", "because": "“because”", "as": "“as”", "with": "“with”"}


def form_cue(question: Question) -> Iterator[Flaw]:
    """The key begins as no other option does, or ends so: -ing, to, by, because; with or without a period."""
    if len(question.keys) != 1 or len(question.distractors) < 2:
        return
    key, wrong = question.keys[0], question.distractors
    mine, theirs = form(key.text), {form(choice.text) for choice in wrong}
    if len(theirs) == 1 and (other := theirs.pop()) != mine and (other or mine in ("ing", "to", "because")):
        which = f"begins with {FORMS[mine]}" if mine else f"does not begin with {FORMS[other]}"
        message = f"The key “{key.text}” {which}, unlike every other option."
        yield Flaw("grammar-cue", key.place, message, "Give all options the same grammatical form.")
    ends = [choice.text.rstrip().endswith(".") for choice in wrong]
    if len(set(ends)) == 1 and key.text.rstrip().endswith(".") != ends[0]:
        message = (
            f"The key “{key.text}” {'has no' if ends[0] else 'has a'} period at its end, unlike every other option."
        )
        yield Flaw("grammar-cue", key.place, message, "Punctuate all options alike.")


def form(text: str) -> str:
    first = (tokens(text) or ("",))[0]
    if first.endswith("ing") and len(first) > 4 and first not in NOT_A_FORM:
        return "ing"
    return first if first in FORMS else ""


def convergence(question: Question) -> Iterator[Flaw]:
    """The parts of each option, as "and" and commas join them; the key has those that most options have."""
    if len(question.keys) != 1 or len(question.choices) < 3:
        return
    parts = {choice: set(elements(choice.text)) for choice in question.choices}
    if sum(len(each) >= 2 for each in parts.values()) < len(parts) - 1 or len(parts[question.keys[0]]) < 2:
        return
    counts = Counter(part for each in parts.values() for part in each)
    share = {choice: sum(counts[part] for part in each) / len(each) for choice, each in parts.items()}
    key = question.keys[0]
    if all(counts[part] >= 2 for part in parts[key]) and all(
        share[key] > share[choice] for choice in question.distractors
    ):
        message = f"The key “{key.text}” is made of the parts that most options share; choosing these finds it without knowledge."
        yield Flaw("convergence", key.place, message, "Let each part stand in equally many options.")


def elements(text: str) -> list[str]:
    return [
        sense_of
        for piece in re.split(r"[,;+]|\band\b|\bwith\b|\bplus\b", text.casefold())
        if (sense_of := plain(piece))
    ]


UP = re.compile(
    r"\b(?:increas\w*|ris(?:es?|ing)|rose|higher|more|up|faster|longer|greater|larger|deeper|improv\w*|stronger)\b",
    re.I,
)
DOWN = re.compile(
    r"\b(?:decreas\w*|falls?|falling|fell|lower|less|fewer|down|slower|shorter|smaller|shallower|wors\w*|reduc\w*|weaker)\b",
    re.I,
)
SAME = re.compile(
    r"\b(?:unchanged|same|no change|no difference|constant|stays?|remains?|not change|unaffected|no effect)\b", re.I
)


def logical_cue(question: Question) -> Iterator[Flaw]:
    """More, less and the same cover every case, so whatever else is offered can be dropped unread."""
    if len(question.choices) < 4 or len(question.keys) != 1:
        return
    sides = {choice: [bool(pattern.search(choice.text)) for pattern in (UP, DOWN, SAME)] for choice in question.choices}
    clear = {choice: side.index(True) for choice, side in sides.items() if sum(side) == 1}
    outliers = [choice for choice, side in sides.items() if not any(side)]
    if (
        len(clear) == 3
        and set(clear.values()) == {0, 1, 2}
        and len(outliers) == len(question.choices) - 3
        and question.keys[0] in clear
    ):
        if all(len(tokens(choice.text)) <= 8 for choice in clear):
            message = f"Three options cover all there is (more, less, the same), so {quoted([c.text for c in outliers])} can be dropped unread."
            yield Flaw(
                "logical-cue", outliers[0].place, message, "Leave the three alone, or make all options of another sort."
            )

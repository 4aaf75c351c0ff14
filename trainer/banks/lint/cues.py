"""Rules about what gives the key away to someone who does not know the matter."""

from collections import Counter
from collections.abc import Iterator

from trainer.banks.lint.quantities import quantity
from trainer.banks.lint.question import Choice, Flaw, Prompt, Question
from trainer.banks.lint.wording import content_words, elements, phrases, quoted, tokens, written

LONGER = 1.25  # times the distractors' mean length
VISIBLY = 10  # characters more than the mean; less cannot be seen in a list
NAME = 3  # words; what has no more is called so, and no longer by choice
HEDGE = phrases(
    "probably|possibly|perhaps|likely|tends? to|seems? to|appears? to|suggests?|in some|in most|in part|partly",
    "one possible|to some extent|under some conditions",
)
KNOWN = "and test takers know that."


def longest_key(question: Question) -> Iterator[Flaw]:
    keys, distractors = question.keys, question.distractors
    if not keys or not distractors or all(quantity(choice.text) for choice in question.choices):
        return
    shortest = min(len(choice.text) for choice in keys)
    mean = sum(len(choice.text) for choice in distractors) / len(distractors)
    longest = max(len(choice.text) for choice in distractors)
    if all(len(tokens(choice.text)) <= NAME for choice in keys):
        return
    if shortest > longest and shortest > LONGER * mean and shortest - mean >= VISIBLY:
        message = (
            f"The key “{keys[0].text}” has {len(keys[0].text)} characters, the wrong options {mean:.0f} on average: "
            f"the longest and most exact option is often the right one, {KNOWN}"
        )
        yield Flaw("longest-key", keys[0].place, message, "Shorten the key, or make the wrong options as exact.")


def hedged_key(question: Question) -> Iterator[Flaw]:
    if any(HEDGE.search(choice.text) for choice in question.distractors):
        return
    hedged = [(choice, match[0]) for choice in question.keys if (match := HEDGE.search(choice.text))]
    if hedged and len(hedged) == len(question.keys):
        choice, word = hedged[0]
        message = f"The key alone is cautious (“{word}”): cautious options are right more often, {KNOWN}"
        mend = "Word the wrong options as cautiously, or take the word out."
        yield Flaw("hedged-key", choice.place, message, mend)


def word_cue(question: Question) -> Iterator[Flaw]:
    """A wrong option that echoes the stem as much as the key does takes the cue away."""
    for key, others, asked, where in cued_pairs(question):
        stem = content_words(asked)
        shared = stem & content_words(key.text)
        words = shared.difference(*map(content_words, others))
        if words and len(shared) > max((len(stem & content_words(text)) for text in others), default=0):
            echoed = quoted(written(key.text, words))
            message = f"{echoed}: said in {where} and again in the key “{key.text}”, and in no wrong option."
            mend = "Use another word in the stem or in the key, or let a wrong option echo the stem as well."
            yield Flaw("word-cue", key.place, message, mend)


def cued_pairs(question: Question) -> Iterator[tuple[Choice | Prompt, list[str], str, str]]:
    """(what is right, the texts that are wrong, the text that asks, its name)."""
    wrong = [choice.text for choice in question.distractors]
    for key in question.keys if wrong else ():
        yield key, wrong, question.stem, "the stem"
    for prompt in question.prompts:
        others = [choice.text for choice in question.choices if choice.text != prompt.match]
        yield Prompt(prompt.match, prompt.match, prompt.place), others, prompt.text, f"the prompt “{prompt.text}”"


def convergence(question: Question) -> Iterator[Flaw]:
    """The parts of each option, as "and" and commas join them; the key has those that most options have."""
    if len(question.keys) != 1 or len(question.choices) < 3:
        return
    parts = {choice: set(elements(choice.text)) for choice in question.choices}
    key = question.keys[0]
    if len(parts[key]) < 2 or sum(len(each) >= 2 for each in parts.values()) < len(parts) - 1:
        return
    counts = Counter(part for each in parts.values() for part in each)
    share = {choice: sum(counts[part] for part in each) / max(1, len(each)) for choice, each in parts.items()}
    if min(counts[part] for part in parts[key]) >= 2 and share[key] > max(
        share[wrong] for wrong in question.distractors
    ):
        message = (
            f"The key “{key.text}” is made of the parts that most options share; counting finds it without knowledge."
        )
        yield Flaw("convergence", key.place, message, "Let each part stand in equally many options.")


SIDES = (
    phrases(r"increas\w*|ris(?:es?|ing)|rose|higher|more|up|faster|longer|greater|larger|deeper|improv\w*|stronger"),
    phrases(
        r"decreas\w*|falls?|falling|fell|lower|less|fewer|down|slower|shorter|smaller|shallower|wors\w*|reduc\w*|weaker"
    ),
    phrases(r"unchanged|same|no change|no difference|constant|stays?|remains?|not change|unaffected|no effect"),
)


def logical_cue(question: Question) -> Iterator[Flaw]:
    """More, less and the same cover every case, so whatever else is offered can be dropped unread."""
    if len(question.choices) < 4 or len(question.keys) != 1:
        return
    sides = [(choice, side_of(choice.text)) for choice in question.choices]
    beside = [choice for choice, side in sides if side is None]
    covering = sorted(side for _, side in sides if side is not None)
    if covering == [0, 1, 2] and not beside[0].is_key and question.keys[0] not in beside:
        dropped = quoted([choice.text for choice in beside])
        message = f"Three options cover all there is (more, less, the same), so {dropped} can be dropped unread."
        mend = "Leave the three alone, or make all options of another sort."
        yield Flaw("logical-cue", beside[0].place, message, mend)


def side_of(text: str) -> int | None:
    """0 for more, 1 for less, 2 for the same; None for anything else, and for more of one thing and less of another."""
    found = [number for number, pattern in enumerate(SIDES) if pattern.search(text)]
    return found[0] if len(found) == 1 and len(tokens(text)) <= 8 else None

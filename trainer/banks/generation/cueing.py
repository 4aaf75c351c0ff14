"""Whether a set of options tells the key to someone who does not know the matter, by the rules of the lint."""

from functools import lru_cache

from trainer.banks.lint import cues, grammar, numbers, options
from trainer.banks.lint.question import Choice, Question

# Rules that a choice of other distractors can satisfy. Those about a text alone are its author's to satisfy.
WITH_STEM = (cues.word_cue, grammar.grammar_cue)
BY_OPTIONS = (
    cues.longest_key,
    cues.hedged_key,
    cues.convergence,
    cues.logical_cue,
    options.absolute_term,
    numbers.overlapping_options,
)


def gives_away(stem: str, key: str, distractors: tuple[str, ...]) -> bool:
    question = asked(stem, key, distractors)
    return any(True for look in WITH_STEM for _ in look(question)) or options_give_away(key, distractors)


@lru_cache(maxsize=16384)
def options_give_away(key: str, distractors: tuple[str, ...]) -> bool:
    question = asked("", key, distractors)
    return any(True for look in BY_OPTIONS for _ in look(question))


def asked(stem: str, key: str, distractors: tuple[str, ...]) -> Question:
    choices = (Choice(key, is_key=True), *map(Choice, distractors))
    return Question(kind="single best answer", stem=stem, choices=choices)

"""The rules: what each says, who says so, which kinds of item it looks at, and the function that looks."""

from collections.abc import Callable, Iterator
from typing import NamedTuple

from trainer.banks.lint import cues, grammar, numbers, options, readability, stems
from trainer.banks.lint.question import GAP, Flaw, Question

NBME = "NBME item-writing guide (Case and Swanson; Paniagua and Swygert 2016)"
AUDIT = "NBME flaw table as adapted in BMC Med Educ 2016, 10.1186/s12909-016-0559-7, table 1"
HALADYNA = "Haladyna TM, Downing SM, Rodriguez MC. Appl Meas Educ 2002;15:309-334"
KINCAID = "Kincaid JP et al. Naval Technical Training Command, research branch report 8-75, 1975"
HOUSE = "This project: every answer is explained to the learner (question_banks/README.md)"


class Rule(NamedTuple):
    says: str
    source: str


RULES: dict[str, Rule] = {
    "negative-stem": Rule("The question asks for what is not so: not, never, except, least, incorrect.", AUDIT),
    "unfocused-stem": Rule("With the options covered, the stem asks nothing that could be answered.", NBME),
    "reading-level": Rule(
        "A sentence of more than 45 words, a stem of more than 130, or school grade over 18.", KINCAID
    ),
    "undefined-abbreviation": Rule("An abbreviation that the item does not write out.", AUDIT),
    "hinges-on-item": Rule("The stem points at another question.", AUDIT),
    "dated-term": Rule("A word that names people by a trait, or is out of use.", AUDIT),
    "all-of-the-above": Rule("An option stands for all the others.", AUDIT),
    "none-of-the-above": Rule("An option denies all the others.", AUDIT),
    "combined-options": Rule("An option combines others, like “A and C” (K-type).", AUDIT),
    "equal-options": Rule("Two options say the same.", HALADYNA),
    "vague-frequency": Rule("An option says often, usually, rarely, may: words that readers weigh differently.", AUDIT),
    "absolute-term": Rule("Always, never, all, only, none, must, every in wrong options alone.", AUDIT),
    "long-option": Rule("An option of more than 30 words.", AUDIT),
    "heterogeneous-options": Rule("One or few options of another sort among numbers.", AUDIT),
    "unordered-numbers": Rule("Options that are numbers, out of order or to be shuffled.", AUDIT),
    "overlapping-options": Rule("Two ranges share a value, or one option contains another.", AUDIT),
    "mixed-units": Rule("Options that are numbers in several units, or with and without one.", AUDIT),
    "longest-key": Rule(
        "The key is the longest option, over 1.25 times the mean of the wrong ones and 10 characters more.", AUDIT
    ),
    "hedged-key": Rule("The key alone has cautious words: probably, likely, partly, tends to.", AUDIT),
    "word-cue": Rule("A rare word of the stem comes back in the key and in no wrong option.", AUDIT),
    "grammar-cue": Rule("The key alone fits the stem in article or number, or has a form of its own.", AUDIT),
    "convergence": Rule("The key is made of the parts that most options share.", AUDIT),
    "logical-cue": Rule("Three options cover every case, and another stands beside them.", AUDIT),
    "missing-rationale": Rule("An answer without its reason, or with a verdict in its place.", HOUSE),
}

ONE, MANY, TRUTH = "single best answer", "multiple response", "true or false"
MATCHES = ("matching", "extended matching")
CHOOSING = (ONE, MANY)
TYPED = ("numeric", "short text")
ALL = (*CHOOSING, TRUTH, *MATCHES, "ordering", *TYPED, "cloze", "hotspot")

# Matching, ordering, cloze and hotspot items have an instruction for a stem, which cannot be unfocused. The choices of
# a matching item may differ in unit and length, each belongs to its own prompt. A true statement may hold an absolute,
# a false one may not. "Which are true?" is fair where several are right: there the list of judgments is no secret.
LOOKS: dict[str, tuple[Callable[[Question], Iterator[Flaw]], tuple[str, ...]]] = {
    "negative-stem": (stems.negative_stem, (*CHOOSING, TRUTH, *MATCHES, *TYPED, "hotspot")),
    "unfocused-stem": (stems.unfocused_stem, (*CHOOSING, *TYPED)),
    "reading-level": (readability.reading_level, ALL),
    "undefined-abbreviation": (readability.undefined_abbreviation, ALL),
    "hinges-on-item": (stems.hinges_on_item, ALL),
    "dated-term": (readability.dated_term, (*ALL, GAP)),
    "all-of-the-above": (options.all_of_the_above, (*CHOOSING, *MATCHES, GAP)),
    "none-of-the-above": (options.none_of_the_above, (*CHOOSING, *MATCHES, GAP)),
    "combined-options": (options.combined_options, (*CHOOSING, *MATCHES, GAP)),
    "equal-options": (options.equal_options, (*CHOOSING, *MATCHES, "ordering", GAP)),
    "vague-frequency": (options.vague_frequency, (*CHOOSING, GAP)),
    "absolute-term": (options.absolute_term, (*CHOOSING, TRUTH, GAP)),
    "long-option": (options.long_option, (*CHOOSING, *MATCHES, "ordering", GAP)),
    "heterogeneous-options": (options.heterogeneous_options, (*CHOOSING, *MATCHES, GAP)),
    "unordered-numbers": (numbers.unordered_numbers, (*CHOOSING, GAP)),
    "overlapping-options": (numbers.overlapping_options, (ONE, GAP)),
    "mixed-units": (numbers.mixed_units, (*CHOOSING, GAP)),
    "longest-key": (cues.longest_key, (*CHOOSING, GAP)),
    "hedged-key": (cues.hedged_key, (*CHOOSING, GAP)),
    "word-cue": (cues.word_cue, (*CHOOSING, *MATCHES)),
    "grammar-cue": (grammar.grammar_cue, (*CHOOSING, GAP)),
    "convergence": (cues.convergence, (ONE, GAP)),
    "logical-cue": (cues.logical_cue, (ONE, GAP)),
    "missing-rationale": (options.missing_rationale, (*ALL, GAP)),
}


def kinds_of(rule: str) -> tuple[str, ...]:
    """The kinds of item that the rule looks at."""
    return LOOKS[rule][1]

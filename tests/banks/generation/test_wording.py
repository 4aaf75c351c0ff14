"""What sounds like a vowel, and what says the same."""

import pytest

from trainer.banks.generation.articles import article
from trainer.banks.generation.grammar import flaws_of
from trainer.banks.generation.wording import gist, telling_words


@pytest.mark.parametrize(
    "word",
    """apple|hour|honest answer|herb|X-ray|MRI|mRNA|LTR|LTRs|NSAIDs|ECG|S-shaped curve|8-day course|80|11|18|18,000|
    11,000 mile|8 mm|uninvolved site|unintended puncture|umbrella|urgent call|“active” point|ulnar|RCT|
    under|EMG|F wave|ounce|open|ultrasound|HIV test|800""".split("|"),
)
def test_an_before_a_vowel_sound(word):
    assert article(word.strip()) == "an"


@pytest.mark.parametrize(
    "word",
    """needle|unit|unilateral|uniform|unique|useful|usual|user|uterine|urine|ureter|one-handed|once|European|ewe|
    house|heavy|US|UV lamp|U-turn|T-shirt|TrP|pH|CT|PPT|110|1,100|100|180|7|NASA|FAST scan|SARS|yellow|“latent” point|
    unidirectional|ubiquitous|McGill score|B-mode image|0.5""".split("|"),
)
def test_a_before_a_consonant_sound(word):
    assert article(word.strip()) == "a"


SAME = [
    ("The tender point", "tender points"),
    ("Taut band only", "Only taut band."),
    ("Remove the needle and lie flat", "Lie flat and remove the needles"),
    ("A well-lit room", "well lit rooms"),
]
DIFFERENT = [
    ("Higher pH", "Lower pH"),
    ("CGRP rises and pH falls", "CGRP falls and pH rises"),
    ("Wash before drying", "Dry before washing"),
    ("Stop", "Do not stop"),
    ("20 s", "20 min"),
    ("0.5 mm", "5 mm"),
    ("< 5 mm", "> 5 mm"),
    ("Rest or heat", "Rest and heat"),
    ("Left to right", "Right to left"),
]


@pytest.mark.parametrize(("one", "other"), SAME)
def test_other_words_for_the_same(one, other):
    assert gist(one) == gist(other)


@pytest.mark.parametrize(("one", "other"), DIFFERENT)
def test_a_small_difference_that_matters(one, other):
    assert gist(one) != gist(other)


def test_needles_meet_needling_and_short_words_tell_nothing():
    assert telling_words("Swelling calves") & telling_words("A swelling")
    assert not telling_words("The calf is hot")


@pytest.mark.parametrize(
    "text",
    [
        "Vitamin A is fat-soluble. Hepatitis A or B.", "On day 1 hours pass.", "A 2-hour wait, then 1 hour.",
        "1 in 3 patients, over 20 minutes", "After 0.5 hours …", "She had had pain...", "None needed",
        "Grade 1 points hurt", "Where one needles.", "An MRI, a US scan, an X-ray",
    ],
)  # fmt: skip
def test_sound_sentences_are_left_alone(text):
    assert not flaws_of(text)


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("after 1 minutes", "plural"), ("after one hours", "plural"), ("after 3 hour", "plural"),
        ("a hour", "article"), ("An useful sign", "article"), ("a 8-hour shift", "article"),
        ("the  hand", "placeholder"), ("the hand .", "placeholder"), ("None", "placeholder"), ("{x}", "placeholder"),
        ("of of", "doubled-word"), (" ", "empty"), ("The end..", "placeholder"),
    ],
)  # fmt: skip
def test_slips_are_found(text, rule):
    assert [flaw[0] for flaw in flaws_of(text)] == [rule]

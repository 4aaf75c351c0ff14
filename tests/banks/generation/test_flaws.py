"""The proof does not trust the generator: a variant that should not have been made is found."""

from dataclasses import replace

import pytest

from tests.banks.generation.builders import model_of
from trainer.banks.generation.flaws import flaws
from trainer.banks.generation.generate import Choice, variants

MODEL = model_of()
SOUND = next(variant for variant in variants(MODEL) if variant.key.row == "call")


def with_option(number, **changes):
    options = list(SOUND.options)
    options[number] = replace(options[number], **changes)
    return replace(SOUND, options=tuple(options))


KEY = next(number for number, option in enumerate(SOUND.options) if option.key)
WRONG = (KEY + 1) % 3
EXTRA = Choice("Wait for a while", key=False, why="Only for what fades.", row="wait-a-while")

STORIES = [
    ("two keys", with_option(WRONG, key=True, text="Wait for a while"), "one-key"),
    ("no key", with_option(KEY, key=False), "one-key"),
    ("an option too many", replace(SOUND, options=(*SOUND.options, EXTRA)), "one-key"),
    ("an equal option", with_option(WRONG, text="phone a physician"), "equal-options"),
    ("a nearly equal option", with_option(WRONG, text="Phone the physicians!"), "equal-options"),
    ("a clash", with_option(WRONG, row="ring"), "clash"),
    ("an option with a slip", with_option(WRONG, text="Wait for an while"), "article"),
    ("a reason with a gap", with_option(WRONG, why="Only for {what}."), "placeholder"),
    ("no reason", with_option(WRONG, why=""), "empty"),
]


def test_the_variant_is_sound():
    assert not list(flaws(MODEL, SOUND))


@pytest.mark.parametrize(("variant", "rule"), [s[1:] for s in STORIES], ids=[s[0] for s in STORIES])
def test_one_flaw_is_found(variant, rule):
    assert {finding.rule for finding in flaws(MODEL, variant)} == {rule}

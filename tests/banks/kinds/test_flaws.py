"""What makes an item of a kind unsound, one flaw a story."""

import pytest

from tests.banks.samples import PROMPTS, sample
from trainer.banks.kinds import KINDS


@pytest.mark.parametrize(
    ("story", "kind", "changes", "rule"),
    [
        ("every option is right", "multiple response",
         {"options": [{"text": t, "key": True, "why": "w"} for t in "abcd"]}, "no-distractor"),
        ("a question to be judged", "true or false", {"stem": "Is rubbing quick?"}, "unfocused-stem"),
        ("a match that is no choice", "matching",
         {"prompts": [*PROMPTS[:2], {"text": "p", "match": "Sand", "why": "w"}]}, "unknown-choice"),
        ("a choice matched twice", "matching", {"prompts": [*PROMPTS, {"text": "p", "match": "Soap", "why": "w"}]},
         "two-keys"),
        ("two steps", "ordering", {"steps": ["a", "b"]}, "option-count"),
        ("a factor of nothing", "numeric", {"other_units": [{"unit": "minutes", "factor": 0}]}, "shape"),
        ("a mistake that is right", "numeric", {"mistakes": [{"value": 21, "why": "w"}]}, "two-keys"),
        ("accepted twice", "short text", {"accepted": ["hand rub", "Hand-rub."]}, "equal-options"),
        ("a mistake that is accepted", "short text", {"mistakes": [{"text": "Hand rub", "why": "w"}]}, "two-keys"),
        ("a gap that is not in the text", "cloze", {"text": "Rub for [time] seconds."}, "gap"),
        ("a bracket that is no gap", "cloze", {"text": "[time] [what] [more]"}, "gap"),
        ("regions over each other", "hotspot", {"regions": [
            {"id": "a", "where": "w", "circle": [30, 30, 20], "key": True, "why": "w"},
            {"id": "b", "where": "w", "circle": [40, 40, 20], "why": "w"}]}, "region"),
        ("a region too small", "hotspot", {"regions": [
            {"id": "a", "where": "w", "circle": [30, 30, 5], "key": True, "why": "w"},
            {"id": "b", "where": "w", "circle": [90, 90, 20], "why": "w"}]}, "region"),
        ("a region of two shapes", "hotspot", {"regions": [
            {"id": "a", "where": "w", "circle": [30, 30, 20], "rect": [0, 0, 40, 40], "key": True, "why": "w"},
            {"id": "b", "where": "w", "circle": [190, 90, 20], "why": "w"}]}, "region"),
    ],
)  # fmt: skip
def test_flaws_of_a_kind(story, kind, changes, rule):
    assert rule in {flaw[1] for flaw in KINDS[kind].flaws(sample(kind, **changes))}


@pytest.mark.parametrize("kind", KINDS)
def test_samples_are_sound(kind):
    assert not list(KINDS[kind].flaws(sample(kind)))

"""What stands in items.yaml, as the rules see it: every kind, and the place of every finding."""

import pytest

from trainer.banks.lint import findings, questions

WHY = "The material says so."


def found(item, context=""):
    return [(finding.rule, finding.place) for question in questions(item, context) for finding in findings(question)]


def single(*options, **fields):
    return {"kind": "single best answer", "stem": "What comes next?", "options": list(options)} | fields


def test_options_with_their_keys_and_reasons():
    item = single(
        {"text": "Stop the visit", "key": True, "why": WHY},
        {"text": "Go on gently", "why": ""},
        {"text": "Wait an hour", "why": WHY},
    )
    (question,) = questions(item, "A patient coughs.")
    assert [choice.text for choice in question.keys] == ["Stop the visit"]
    assert question.context == "A patient coughs."
    assert found(item, "A patient coughs.") == [("missing-rationale", ("options", 1, "why"))]


@pytest.mark.parametrize(
    ("story", "item", "expected"),
    [
        (
            "true or false",
            {
                "kind": "true or false",
                "stem": "Gloves always stop needles.",
                "answer": False,
                "why_true": "",
                "why_false": WHY,
            },
            [("absolute-term", ("stem",)), ("missing-rationale", ("why_true",))],
        ),
        (
            "matching",
            {
                "kind": "matching",
                "stem": "Match each event with its name.",
                "choices": ["Jump sign", "jump signs", "Cramp"],
                "prompts": [{"text": "The calf cramps", "match": "Cramp", "why": ""}],
            },
            [
                ("equal-options", ("choices", 1)),
                ("word-cue", ("prompts", 0, "text")),
                ("missing-rationale", ("prompts", 0, "why")),
            ],
        ),
        (
            "ordering",
            {
                "kind": "ordering",
                "stem": "Put the steps in order.",
                "steps": ["Rub hands", "Rub the hands"],
                "why": WHY,
            },
            [("equal-options", ("steps", 1))],
        ),
        (
            "numeric",
            {
                "kind": "numeric",
                "stem": "Seconds of rubbing",
                "value": 20,
                "why": WHY,
                "mistakes": [{"value": 60, "why": "Wrong."}],
            },
            [("unfocused-stem", ("stem",)), ("missing-rationale", ("mistakes", 0, "why"))],
        ),
        (
            "short text",
            {
                "kind": "short text",
                "stem": "Which response is not seen on the skin?",
                "accepted": ["twitch"],
                "why": WHY,
            },
            [("negative-stem", ("stem",))],
        ),
        (
            "cloze",
            {
                "kind": "cloze",
                "stem": "Complete the rule.",
                "text": "Rub for [time] with [agent].",
                "gaps": [
                    {"id": "time", "choices": ["20", "5", "60"], "key": "20", "why": WHY},
                    {"id": "agent", "accepted": ["alcohol"], "why": ""},
                ],
            },
            [("missing-rationale", ("gaps", 1, "why")), ("unordered-numbers", ("gaps",))],
        ),
        (
            "hotspot",
            {
                "kind": "hotspot",
                "stem": "Which place is not above a lung?",
                "regions": [{"where": "left", "key": True, "why": WHY}, {"where": "right", "why": ""}],
            },
            [("negative-stem", ("stem",)), ("missing-rationale", ("regions", 1, "why"))],
        ),
    ],
)
def test_every_kind(story, item, expected):
    assert found(item) == expected

"""How two versions read otherwise, field by field, and an article paragraph by paragraph."""

import pytest

from trainer.banks.authoring.comparing import compared, fields_of, label_of_dotted, modules_compared
from trainer.banks.authoring.parts import Piece

OPTION_A = {"text": "Rub", "key": True, "why": "Right."}
OPTION_B = {"text": "Wash", "why": "Wrong."}
ITEM = {
    "id": "one",
    "kind": "single best answer",
    "stem": "What is done first?",
    "facts": ["F-1"],
    "options": [OPTION_A, OPTION_B],
}


def told(kind, before, after):
    return [(one.label, one.before, one.after) for one in compared(kind, before, after)]


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({}, []),
        ({"stem": "What is done last?"}, [("Stem", "What is done first?", "What is done last?")]),
        ({"facts": ["F-1", "F-2"]}, [("Facts", "F-1", "F-1, F-2")]),
        ({"level": "recall"}, [("Level", "", "recall")]),
        ({"safety_critical": True}, [("Safety critical", "", "yes")]),
        # an option in front of the others is one option more, not three that read otherwise
        (
            {"options": [{"text": "Wait", "why": "No."}, OPTION_A, OPTION_B]},
            [("Option 1, text", "", "Wait"), ("Option 1, rationale", "", "No.")],
        ),
        # and what reads the same is the same one, even where the key went from it
        (
            {"options": [{"text": "Wait", "why": "No."}, {"text": "Rub", "why": "Right."}, OPTION_B | {"key": True}]},
            [
                ("Option 1, text", "", "Wait"),
                ("Option 1, rationale", "", "No."),
                ("Option 2, key", "yes", ""),
                ("Option 3, key", "", "yes"),
            ],
        ),
        ({"options": [OPTION_A]}, [("Option 2, text", "Wash", ""), ("Option 2, rationale", "Wrong.", "")]),
        (
            {"options": [{"text": "Rub", "why": "Right."}, OPTION_B | {"key": True}]},
            [("Option 1, key", "yes", ""), ("Option 2, key", "", "yes")],
        ),
        ({"options": []}, [("Option 1, text", "Rub", ""), ("Option 1, key", "yes", "")]),
    ],
)
def test_fields_of_an_item(changes, expected):
    assert told("item", ITEM, ITEM | changes)[: len(expected) or None] == expected


def test_words_that_went_and_came_are_marked():
    (stem,) = compared("item", ITEM, ITEM | {"stem": "What is done last of all?"})
    assert stem.words == [
        ("same", "What is done "),
        ("removed", "first?"),
        ("added", "last of all?"),
    ]


def test_what_has_an_id_is_found_again_wherever_it_stands():
    wash, stop = {"id": "wash", "text": "Wash."}, {"id": "stop", "text": "Stop."}
    assert told("about", {"objectives": [wash, stop]}, {"objectives": [stop | {"text": "Stop now."}, wash]}) == [
        ("Objective stop, text", "Stop.", "Stop now."),
        ("Objective, order", "wash, stop", "stop, wash"),
    ]
    rows = [{"id": "hot", "c": 1}, {"id": "cold", "c": 2}]
    assert told("model", {"tables": {"way": rows}}, {"tables": {"way": [rows[0], {"id": "cold", "c": 2.0}]}}) == [
        ("Table way cold, c", "2", "2.0"),
    ]


@pytest.mark.parametrize(
    ("kind", "before", "after", "expected"),
    [
        ("blueprint", {"wash": {"recall": 1}}, {"wash": {"recall": 2}}, [("Wash, recall", "1", "2")]),
        ("policy", {"minutes": 40}, {"minutes": 45, "attempts": 3}, [("Minutes", "40", "45"), ("Attempts", "", "3")]),
        (
            "facts",
            {"facts": []},
            {"facts": [{"id": "F-1", "says": "It is."}]},
            [("Fact F-1, what it says", "", "It is.")],
        ),
        (
            "item",
            {"options": "typed as text"},
            {"options": [OPTION_B]},
            [("Options", "typed as text", "text: Wash; why: Wrong.")],
        ),
        ("figure", {"text": "<svg/>"}, {"text": "<svg />"}, [("Text", "<svg/>", "<svg />")]),
    ],
)
def test_other_parts(kind, before, after, expected):
    assert told(kind, before, after) == expected


ARTICLE = """\
## When to rub

{#rub facts="F-1"}
Rub for 20 seconds.

{#how}
1. Palms

2. Thumbs

## When to wash

{#wash}
Wash.
"""


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("20 seconds", "30 seconds", [("Passage rub", "20 seconds.", "30 seconds.")]),
        ('"F-1"', '"F-1 F-2"', [("Passage rub", '"F-1"', '"F-1 F-2"')]),
        ("2. Thumbs", "2. Tips", [("Passage how", "2. Thumbs", "2. Tips")]),
        (
            "## When to wash\n",
            "## When to wash\n\nStray words.\n",
            [("Behind heading when to wash", "", "Stray words.")],
        ),
        ("{#how}\n1. Palms\n\n2. Thumbs\n\n", "", [("Passage how", "1. Palms", "")]),
    ],
)
def test_an_article_by_its_passages(old, new, expected):
    found = told("material", {"text": ARTICLE}, {"text": ARTICLE.replace(old, new)})
    assert [label for label, _, _ in found] == [label for label, _, _ in expected]
    for (_, before, after), (_, was, now) in zip(found, expected, strict=True):
        assert was in before
        assert now in after


def test_a_passage_that_moved_is_told_once():
    moved = "{#wash}\nWash.\n\n" + ARTICLE.replace("{#wash}\nWash.\n", "")
    ((label, before, after),) = told("material", {"text": ARTICLE}, {"text": moved})
    assert label == "Order of the passages"
    assert before.endswith("Passage wash")
    assert after.startswith("Passage wash")


def test_what_came_and_went_in_a_module():
    def piece(slug, stem):
        return Piece("item", slug, ITEM | {"id": slug, "stem": stem})

    found = modules_compared(
        [piece("a", "A?"), piece("b", "B?"), piece("c", "C?")], [piece("d", "D?"), piece("b", "Bee?"), piece("a", "A?")]
    )
    assert [(one.slug, one.change) for one in found] == [("d", "new"), ("b", "changed"), ("c", "gone")]
    assert [one.label for one in found[1].differences] == ["Stem"]


def test_every_place_of_a_part_can_be_spoken_about():
    assert dict(fields_of(ITEM))["options.1.why"] == "Option 2, rationale"
    assert dict(fields_of(ITEM))["facts"] == "Facts"
    assert label_of_dotted("options.1.why") == "Option 2, rationale"
    assert label_of_dotted("tables.way.0.c") == "Table way 1, c"

import pytest

from trainer.banks import rules
from trainer.banks.rules import Difference

SAME = {"material": "text", "facts": []}
ONE = {"x": (1, "scored"), "y": (1, "scored")}


@pytest.mark.parametrize(
    ("story", "document", "items", "found"),
    [
        ("nothing", SAME, ONE, {}),
        ("an item more", SAME, ONE | {"z": (1, "scored")}, {"added": ("z",)}),
        ("an item changed", SAME, ONE | {"x": (2, "scored")}, {"changed": ("x",)}),
        ("an item retired", SAME, ONE | {"x": (2, "retired")}, {"retired": ("x",)}),
        ("an item for practice now", SAME, ONE | {"x": (2, "practice")}, {"changed": ("x",)}),
        ("an item gone", SAME, {"x": (1, "scored")}, {"removed": ("y",)}),
        ("the article", SAME | {"material": "other"}, ONE, {"parts": ("article",)}),
        ("quiz rules that were not there", SAME | {"quiz": {}}, ONE, {"parts": ("quiz rules",)}),
    ],
)
def test_what_a_version_changed(story, document, items, found):
    nothing = dict.fromkeys(("added", "changed", "retired", "removed", "parts"), ())
    assert vars(rules.changes(SAME, document, ONE, items)) == nothing | found


def test_an_item_retired_before_and_changed_now_is_changed():
    retired, again = {"x": (1, "retired")}, {"x": (2, "retired")}
    assert rules.changes(SAME, SAME, retired, again).changed == ("x",)


def test_a_difference_in_words():
    assert Difference("Stem", "Go to the clinic now.", "Go to the hospital now.").words == [
        ("same", "Go to the "),
        ("removed", "clinic "),
        ("added", "hospital "),
        ("same", "now."),
    ]
    assert Difference("Option 4", "", "Wait.").words == [("added", "Wait.")]
    assert Difference("Option 4", "Wait.", "").words == [("removed", "Wait.")]

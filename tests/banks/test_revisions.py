"""How one version of an item reads otherwise than the one before."""

import pytest

from tests.banks.samples import sample
from trainer.banks.content import SHAPES
from trainer.banks.kinds import KINDS
from trainer.banks.pages.items import readable
from trainer.banks.rules import Difference, differences

STOP = {"text": "Stop", "key": True, "why": "Safe."}
GO_ON = {"text": "Go on", "key": False, "why": "Unsafe."}
ITEM = {
    "id": "now",
    "kind": "single best answer",
    "stem": "What now?",
    "options": [STOP, GO_ON],
    "objective": "wash",
    "level": "recall",
    "safety_critical": False,
    "use": "scored",
    "passage": "rub",
    "facts": ["F-1"],
    "fixed_order": False,
}


@pytest.mark.parametrize(
    ("story", "change", "found"),
    [
        ("nothing", {}, []),
        ("the stem", {"stem": "What then?"}, [Difference("Stem", "What now?", "What then?")]),
        ("the level", {"level": "judgment"}, [Difference("Level", "recall", "judgment")]),
        ("the mark", {"safety_critical": True}, [Difference("Safety-critical", "no", "yes")]),
        ("the order", {"fixed_order": True}, [Difference("Order", "shuffled", "as written")]),
        ("the case", {"case": "fall", "case_text": "A fall."}, [Difference("Case", "", "A fall.")]),
        ("the figure", {"figure": "a.svg", "alternative": "A"}, [Difference("Figure", "", "a.svg: A")]),
        ("the facts", {"facts": ["F-1", "F-2"]}, [Difference("Facts", "F-1", "F-1, F-2")]),
        (
            "the key",
            {"options": [STOP | {"key": False}, GO_ON | {"key": True}]},
            [Difference("Key", "option 1", "option 2")],
        ),
        (
            "an option less",
            {"options": [STOP]},
            [Difference("Option 2", "Go on", ""), Difference("Rationale of option 2", "Unsafe.", "")],
        ),
    ],
)
def test_how_an_item_reads_otherwise(story, change, found):
    assert differences(readable(ITEM), readable(ITEM | change)) == found


@pytest.mark.parametrize("kind", KINDS)
def test_every_field_of_a_kind_is_told(kind):
    """A field that is added to a kind is to be told as well, or this fails."""
    common = set(SHAPES["single best answer"].model_fields) - {"options", "fixed_order"}
    own = set(SHAPES[kind].model_fields) - common
    item = sample(kind)
    strict = item.model_copy(update={"scoring": "all or nothing"} if "scoring" in own else {})
    places = {place[0] for place, _, _ in KINDS[kind].texts(strict)} | {"fixed_order"}
    indirect = {"accepted": "accepted", "tolerance": "value", "unit": "value"}
    assert {indirect.get(name, name) for name in own} <= places | {"options"}
    assert set(readable(item.as_document())) >= {"Stem", "Kind", "Objective", "Level", "Use", "Passage", "Facts"}

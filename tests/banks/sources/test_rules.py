"""What a change of a source reaches, in plain values."""

from trainer.banks.sources.rules import Resting, reach_of

PASSAGES = [
    ("cites", {"A"}, set()),
    ("teaches", set(), {"F-1"}),
    ("neither", {"B"}, {"F-2"}),
]
FACTS = {"F-1": ("A", "B"), "F-2": ("B",)}
ITEMS = [
    Resting(1, "cites", ("F-2",)),  # by its passage
    Resting(2, "neither", ("F-1",)),  # by its fact
    Resting(3, "neither", ("F-2",)),  # not at all
    Resting(4, "teaches", ()),
]


def test_what_a_source_reaches():
    reach = reach_of("A", PASSAGES, FACTS, ITEMS)
    assert reach.passages == ("cites", "teaches")
    assert [one.version_id for one in reach.items] == [1, 2, 4]
    nothing = reach_of("C", PASSAGES, FACTS, ITEMS)
    assert (nothing.passages, nothing.items) == ((), ())

"""How items are found and counted, by plain values."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from trainer.banks.cards.rules import Heap, Wanted, counted, folded, patterns, runs, search_text, since, state_of

HEAP = Heap(1, "wash", "Wash", "recall", "numeric", "scored", "", "", " Cdc02 Who09 ", "live", None, False, True, 10)


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("Rub for *twenty* seconds [@Who09].", " rub for twenty seconds who09 "),
        ("Größe, STRASSE & naïve", " grosse strasse naive "),
        ("0.25 mm, 1,000 times. Up to 3.", " 0.25 mm 1,000 times up to 3 "),
        ("100% of_a a.b", " 100 of a a b "),
        ("", "  "),
    ],
)
def test_texts_are_folded(text, plain):
    assert folded(text) == plain


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("Wash  HANDS wash", ["% wash%", "% hands%"]),
        ('soap "Clean Field"', ["% clean field%", "% soap%"]),
        ("100% _", ["% 100%"]),
        ("針刺", ["%針刺%"]),
        ("% ! ''", []),
    ],
)
def test_what_is_typed_becomes_patterns(asked, found):
    assert patterns(asked) == found


def test_an_item_is_found_by_what_it_says_and_not_by_how_it_is_filed():
    document = {
        "id": "pin-3",
        "kind": "ordering",
        "level": "recall",
        "passage": "rub",
        "facts": ["F-9"],
        "stem": "Order.",
    }
    text = search_text(document | {"steps": ["First this", "Then that"], "why": "So it is", "scoring": "partial"})
    assert text == " pin 3 order first this then that so it is "


def test_what_no_new_form_asks_is_retired():
    assert state_of(is_in_bank=True, use="practice", is_stale=False) == "live"
    assert state_of(is_in_bank=True, use="scored", is_stale=True) == "stale"
    assert state_of(is_in_bank=True, use="retired", is_stale=True) == "retired"
    assert state_of(is_in_bank=False, use="scored", is_stale=False) == "retired"


def test_choices_are_counted_beside_the_other_conditions():
    heaps = [
        HEAP,
        replace(HEAP, level="judgment", kind="cloze", items=5),
        replace(HEAP, level="judgment", model="skin", model_title="Skin", sources=" Who09 ", items=7),
        replace(HEAP, state="retired", is_in_bank=False, items=2),
        replace(HEAP, module_id=2, alert="too fast", state="stale", items=3),
    ]
    found = counted(heaps, Wanted(level="judgment"))
    assert (found.items, found.lines) == (12, 6)  # the variants of a model are one line
    assert found.choices["level"] == {"recall": 13, "judgment": 12}
    assert found.choices["kind"] == {"cloze": 5, "numeric": 7}
    assert found.choices["made"] == {"by hand": 5, "models": 7, "model skin": 7}
    assert found.choices["cites"] == {"Cdc02": 5, "Who09": 12}
    assert counted(heaps, Wanted(made="model skin")).lines == 7
    assert counted(heaps, Wanted(sort="facility")).lines == 25
    assert counted(heaps, Wanted(state="retired")).items == 2
    assert counted(heaps, Wanted(state="all")).items == 27
    assert counted(heaps, Wanted(alert="any")).items == 3
    assert counted(heaps, Wanted(module="other"), 2).items == 3
    assert counted(heaps, Wanted(level="judgment", kind="cloze")).choices["state"] == {"": 5, "live": 5, "all": 5}


def test_days_and_runs():
    now = datetime(2026, 11, 26, tzinfo=UTC)
    assert since("lately", now) == datetime(2026, 8, 28, tzinfo=UTC)
    assert since("long ago", now) == datetime(2025, 11, 26, tzinfo=UTC)
    assert since("never", now) is None
    assert runs([5, 1, 3, 2, 7]) == [(1, 3), (5, 5), (7, 7)]

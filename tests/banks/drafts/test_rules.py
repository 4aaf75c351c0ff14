"""Which draft comes next, what reason is kept, and where the key's words stand."""

import pytest

from trainer.banks.drafts import rules
from trainer.banks.drafts.rules import Place

STATES = {"o": None, "a": True, "r": False}


def places(letters: str) -> list[Place]:
    return [Place(position, STATES[letter]) for position, letter in enumerate(letters, 1)]


@pytest.mark.parametrize(
    ("letters", "here", "following"),
    [
        ("ooo", 1, 2),
        ("oao", 1, 3),
        ("oaa", 3, 1),  # round to the beginning
        ("ooo", 0, 1),  # the first of all
        ("ora", 1, None),  # the one just decided does not count
        ("", 0, None),
    ],
)
def test_the_next_open_one(letters, here, following):
    assert rules.next_open(places(letters), here) == following


@pytest.mark.parametrize(
    ("letters", "here", "shown", "around"),
    [
        ("oar", 2, "", (1, 3)),
        ("oar", 1, "", (None, 2)),
        ("oar", 3, "", (2, None)),
        ("oaro", 2, "open", (1, 4)),
        ("oaro", 4, "accepted", (2, None)),
        ("oo", 1, "rejected", (None, None)),
    ],
)
def test_the_ones_around_it(letters, here, shown, around):
    assert rules.neighbors(places(letters), here, shown) == around


def test_how_many_are_in_each_state():
    assert rules.counts(places("oaorra")) == {"open": 2, "accepted": 2, "rejected": 2}


@pytest.mark.parametrize(
    ("preset", "own_words", "kept"),
    [
        ("0", "", rules.REASONS[0]),
        ("0", " Everybody knows. ", f"{rules.REASONS[0]}: Everybody knows."),
        ("", "Everybody knows.", "Everybody knows."),
        ("", "  ", ""),
        ("-1", "", ""),
        ("99", "", ""),
        ("²", "", ""),
    ],
)
def test_the_reason_that_is_kept(preset, own_words, kept):
    assert rules.why_rejected(preset, own_words) == kept


def test_the_words_of_the_key_in_the_sentence_in_the_passage():
    passage = "First. Rub for 20 seconds. Last."
    assert rules.marked(passage, "Rub for 20 seconds.", [(8, 18)]) == [
        ("", "First. "),
        ("quote", "Rub for "),
        ("mark", "20 seconds"),
        ("quote", "."),
        ("", " Last."),
    ]
    assert rules.marked(passage, "Not in it", [(0, 3)]) == [("", passage)]
    assert rules.marked("Rub.", "Rub.", []) == [("quote", "Rub.")]

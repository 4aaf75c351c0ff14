"""A decision is written into the file, and nothing else in it changes."""

import difflib

import pytest

from tests.banks.composing.builders import DAY, accepted, rejected
from trainer.banks.composing import Decision
from trainer.banks.composing.deciding import CannotWrite, entry_text, with_decision, with_entry

FILE = """\
# What somebody wrote at the top

- id: one   # the first
  stem: >-
    Folded, with a word of one: decision: open
    and more.
  draft:
    generator: definition
    quote: 'Stile: a rail.'
    decision: open      # look again
    # the end of one

- {id: two, draft: {decision: open, quote: "Two, it is."}, stem: What?}
- draft:
    decision:
      accepted: false
      by: Ada
      on: 2026-01-01
      reason: >-
        It asks what
        nobody knows.

    # the quote
    quote: Three.
  id: three
"""


def changed_lines(before: str, after: str) -> list[str]:
    lines = difflib.ndiff(before.splitlines(keepends=True), after.splitlines(keepends=True))
    return [line.rstrip() for line in lines if line[0] in "+-"]


def test_one_line_changes():
    assert changed_lines(FILE, with_decision(FILE, "one", accepted())) == [
        "-     decision: open      # look again",
        '+     decision: {accepted: true, by: "Ada Example", on: 2026-11-26}      # look again',
    ]


def test_also_in_an_entry_of_one_line():
    after = with_decision(FILE, "two", rejected('He said "no", # and: more'))
    assert changed_lines(FILE, after)[1] == (
        '+ - {id: two, draft: {decision: {accepted: false, by: "Ada Example", on: 2026-11-26, '
        'reason: "He said \\\\"no\\\\", # and: more"}, quote: "Two, it is."}, stem: What?}'
    ).replace("\\\\", "\\")


def test_a_decision_takes_the_place_of_an_earlier_one_however_that_was_written():
    after = with_decision(FILE, "three", accepted())
    assert changed_lines(FILE, after)[-1].startswith("-")
    assert '    decision: {accepted: true, by: "Ada Example", on: 2026-11-26}\n\n    # the quote\n' in after
    assert "nobody knows" not in after


def test_deciding_again_and_again_leaves_one_decision():
    after = with_decision(with_decision(FILE, "one", rejected()), "one", accepted())
    assert after == with_decision(FILE, "one", accepted())


@pytest.mark.parametrize("end", ["\r\n", "\n"])
@pytest.mark.parametrize("item", ["one", "two", "three"])
def test_line_ends_stay_as_they_are(end, item):
    file = FILE.replace("\n", end)
    after = with_decision(file, item, accepted())
    assert after.replace(end, "\n") == with_decision(FILE, item, accepted())


def test_letters_beyond_ascii_and_other_line_ends_do_not_shift_the_place():
    file = FILE.replace("wrote", "wrote “针刺 🪡”, é").replace("Stile: a rail", "Stile: 🪡 a rail\u2028of wood")
    after = with_decision(file, "one", accepted())
    assert 'decision: {accepted: true, by: "Ada Example", on: 2026-11-26}      # look again' in after


def test_a_name_of_several_lines_is_one():
    made = Decision(is_accepted=True, by="Ada\nExample\u2028MD", on=DAY, reason="  ")
    assert 'by: "Ada Example MD", on: 2026-11-26}' in with_decision(FILE, "one", made)


@pytest.mark.parametrize(
    ("story", "file", "says"),
    [
        ("no such draft", "- id: other\n", "There is no draft one"),
        ("an item without a note", "- id: one\n", "has no line `decision:`"),
        ("a note without a decision", "- id: one\n  draft: {quote: a}\n", "has no line `decision:`"),
        ("not a list", "id: one\n", "There is no draft one"),
        ("empty", "", "There is no draft one"),
        ("not YAML", "- [", "cannot be read as YAML"),
    ],
)
def test_where_nothing_can_be_written(story, file, says):
    with pytest.raises(CannotWrite, match=says):
        with_decision(file, "one", accepted())


def test_an_entry_is_edited_by_itself():
    entry = entry_text(FILE, "one")
    assert entry.startswith("- id: one   # the first\n")
    after = with_entry(FILE, "one", entry.replace("and more", "and much more"))
    assert changed_lines(FILE, after) == ["-     and more.", "+     and much more."]


@pytest.mark.parametrize("entry", ["", "- id: other", "- id: one\n- id: four", "- id: ["])
def test_an_entry_stays_one_entry(entry):
    with pytest.raises(CannotWrite):
        with_entry(FILE, "one", entry)

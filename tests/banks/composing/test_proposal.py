"""What is proposed for a module: its name, aims and blueprint, from the headings and the first lines of the text."""

from collections import Counter
from datetime import date

import pytest

from tests.banks.composing.builders import DAY, LADDERS, about, drafts, text
from trainer.banks.composing import Origin, proposal
from trainer.banks.composing.proposal import shortened, slug_of


def test_a_module_is_called_what_the_text_is_called():
    source = text()
    said = proposal(source, drafts(source), Origin(file="ladders.md", read_on=DAY))
    assert (said.slug, said.title) == ("working-on-ladders", "Working on ladders")
    assert said.summary == "This leaflet is for staff who reach high shelves."
    assert said.review_by == date(2027, 11, 26)


def test_a_text_without_a_title_is_called_as_its_file_is():
    source = text(
        "A stile is the long side rail of a ladder. Wet shoes cause slips on metal rungs.", "my_ladder-notes.txt"
    )
    said = proposal(source, [], Origin(file="my_ladder-notes.txt", read_on=DAY))
    assert (said.slug, said.title) == ("my-ladder-notes", "my ladder notes")


def test_a_pasted_text_without_a_title_still_has_a_name():
    said = proposal(text("Wet shoes cause slips."), [], Origin(read_on=DAY))
    assert (said.slug, said.title, said.summary) == ("untitled", "Untitled", "Wet shoes cause slips.")


def test_each_passage_serves_an_objective_and_each_objective_is_asked_about():
    source = text()
    found = drafts(source)
    said = about(source, found)
    assert set(said.objective_of) == {passage.id for _, passage in source.passages}
    assert set(said.objective_of.values()) == {one.id for one in said.objectives}
    assert set(said.blueprint) == {said.objective_of[draft.passage_id] for draft in found}


def test_a_section_with_few_drafts_shares_the_objective_of_its_neighbor():
    source = text()
    found = drafts(source)
    said = about(source, found)
    served = Counter(said.objective_of[draft.passage_id] for draft in found)
    assert len(said.objectives) == 1 or min(served.values()) >= 3
    assert any(" and " in one.text for one in said.objectives)


def test_no_module_has_more_than_eight_objectives():
    parts = "".join(LADDERS.partition("\n\n")[2].replace("## ", f"## Part {n}: ") for n in range(9))
    source = text(f"# Ladders\n\n{parts}")
    assert len(about(source, drafts(source)).objectives) <= 8


def test_two_sections_of_one_name_have_objectives_of_their_own():
    again = (
        LADDERS.partition("\n\n")[2].replace("ladder", "platform").replace("Stile", "Beam").replace("Stabil", "Equal")
    )
    source = text(LADDERS + "\n" + again)
    names = [one.id for one in about(source, drafts(source)).objectives]
    assert len(names) == len(set(names)) > 1


@pytest.mark.parametrize(
    ("heading", "slug", "short"),
    [
        ("Before you climb", "before-you-climb", "Before you climb"),
        (
            "What everybody who works on a ladder has to know about it",
            "what-everybody-who-works-on-a-ladder-has",
            "What everybody who works on a ladder…",
        ),
        ("Don’t recap", "dont-recap", "Don’t recap"),
        ("x" * 50, "x" * 40, "x" * 39 + "…"),
        ("针", "", "针"),
    ],
)
def test_long_headings_are_cut_at_a_word(heading, slug, short):
    assert slug_of(heading, 40) == slug
    assert shortened(heading, 40) == short
    assert len(short) <= 40

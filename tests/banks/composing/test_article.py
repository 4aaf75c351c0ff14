"""The article says what the text said, whatever characters are in it."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as some

from tests.banks.composing.builders import text
from trainer.banks import material
from trainer.banks.composing.article import article
from trainer.banks.drafting.reading.source import Passage, Section, Source


def said_by(markdown: str) -> list[tuple[str, str]]:
    return [(passage.id, passage.text) for passage in material.read(markdown).passages]


def alone(words: str) -> Source:
    return Source("Title", (Section("Title", 1, (), (Passage("one", 1, "paragraph", words),)),))


def test_headings_paragraphs_lists_tables_and_answers():
    markdown = article(text(), {"leaning-ladder-a-ladder-that-rests": ["F-1", "F-2"]})
    read = material.read(markdown)
    assert read.unnamed == ()
    assert [heading.text for heading in read.headings] == [
        "Definitions",
        "Before you climb",
        "Questions",
        "How long may one person work from a ladder?",
    ]
    assert read.passage("leaning-ladder-a-ladder-that-rests").facts == ("F-1", "F-2")
    assert "<ol>" in next(one.html for one in read.passages if one.text.startswith("Look at the ladder"))
    assert [one.text for one in read.passages if one.is_table] == ["Ladder Load Leaning 150 kg Step 100 kg"]


def test_an_answer_stands_under_its_question():
    answer = Passage("one", 1, "answer", "Does it *hurt*?\nA little.", items=("A little.",), question="Does it *hurt*?")
    read = material.read(article(Source("Title", (Section("Title", 1, (), (answer,)),)), {}))
    assert [one.text for one in read.passages] == ["Does it *hurt*? A little."]
    assert "<strong>Does it *hurt*?</strong><br>" in read.passages[0].html


def test_the_lead_of_a_list_is_a_passage_of_its_own():
    source = text()
    listed = next(passage for _, passage in source.passages if passage.lead)
    ids = [passage for passage, _ in said_by(article(source, {}))]
    assert ids.index(f"{listed.id}-lead") == ids.index(listed.id) - 1


def test_outer_headings_come_once():
    source = text("# T\n\n## A\n\n### B\n\nOne is here.\n\n### C\n\nTwo is here.\n\n## D\n\nThree is here.\n")
    headings = material.read(article(source, {})).headings
    assert [(one.level, one.text) for one in headings] == [(2, "A"), (3, "B"), (3, "C"), (2, "D")]


@pytest.mark.parametrize(
    "words",
    [
        "# not a heading",
        "- not a list",
        "+ nor this",
        "12. not a step",
        "1) nor this",
        "> not a quotation",
        "* * *",
        "--- no rule",
        "=== no underline",
        "{#not-an-id} at all",
        "*no* _emphasis_ and `no code`",
        "[no](link) and ![no](figure)",
        "<b>no tag</b> &amp; no entity &lt;",
        "5 < 6 > 4 | 3 ~~no~~",
        r"a \ backslash \* here",
        "So long that it is folded - " + " - ".join("and the next line may begin with a dash" for _ in range(9)),
    ],
)
def test_no_character_of_the_text_is_markup(words):
    assert said_by(article(alone(words), {})) == [("one", words)]


def test_what_looks_like_a_citation_is_none():
    read = material.read(article(alone("See [@Kearns22] for that."), {}))
    assert read.cited == ()
    assert material.looks_like_citation(read.passages[0].text) is None


@given(some.text(some.characters(blacklist_categories=("Cs", "Cc", "Cf")), min_size=1, max_size=300))
def test_any_text_comes_through(words):
    words = " ".join(words.split())
    if not re.search(r"\w", words) or "[@" in words:
        return
    assert said_by(article(alone(words), {})) == [("one", words)]

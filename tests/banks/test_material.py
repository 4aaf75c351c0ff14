"""From Markdown to passages."""

import pytest

from tests.banks.builders import MATERIAL
from trainer.banks import material


def html_of(text):
    return material.read(f"{{#p}}\n{text}\n").passages[0].html


def test_passages_and_headings_in_order():
    read = material.read(MATERIAL)
    assert [getattr(block, "id", None) or block.anchor for block in read.blocks] == [
        "section-when-to-rub", "rub", "how", "section-when-to-wash", "wash", "compare", "figure-hand",
    ]  # fmt: skip
    assert read.cited == ("Who09", "Cdc02")
    assert read.passage("wash").facts == ("F-2", "F-3")
    assert read.passage("wash").sources == ("Who09", "Cdc02")
    assert read.passage("compare").is_table
    assert read.passage("figure-hand").picture.caption == "The thumb is missed most."
    assert not read.unnamed


def test_sources_are_numbered_as_they_are_first_cited():
    read = material.read("{#a}\nOne [@B]. Two [@A; @B].\n")
    assert read.cited == ("B", "A")
    assert read.passages[0].html.count('aria-label="Source 1"') == 2


@pytest.mark.parametrize("written", ["word [@A].", "word  [@A].", "word\n[@A].", "word[@A]."])
def test_a_citation_stands_close_behind_its_word(written):
    assert ">word<a " in html_of(written)


def test_citations_may_break_over_lines():
    assert html_of("word [@A;\n@B].").count("<a ") == 2


def test_without_an_article_citations_are_left_out():
    assert material.inline_html("As *seen* [@A].", (), None) == "As <em>seen</em>."
    assert 'href="/modules/x/?version=2#source-A"' in material.inline_html(
        "Seen [@A].", ("A",), "/modules/x/?version=2"
    )


@pytest.mark.parametrize(
    "link", ["javascript:alert(1)", "//evil.example", "http://evil.example", "data:text/html,x", "mailto:a@b.example"]
)
def test_a_link_leads_to_https_or_stays_here(link):
    assert "href" not in html_of(f"[x]({link})")
    assert 'href="https://good.example"' in html_of("[x](https://good.example)")
    assert 'href="/%5Cevil.example"' in html_of("[x](/\\evil.example)")  # a page here, and not there


def test_html_is_shown_not_obeyed():
    assert html_of("<b onclick=x>bold</b>") == "<p>&lt;b onclick=x&gt;bold&lt;/b&gt;</p>\n"


def test_two_headings_that_read_the_same_have_their_own_anchors():
    read = material.read("## Again\n\n## Again\n\n## 再び\n\n## 又\n")
    assert [heading.anchor for heading in read.headings] == [
        "section-again",
        "section-again--2",
        "section",
        "section--2",
    ]


@pytest.mark.parametrize(
    "text", ["*", "- a\n- b", "| a |\n|---|\n| b |", "> q", "```\ncode\n```", "***", "![x](y.svg)"]
)
def test_whatever_has_no_id_is_named(text):
    assert material.read(f"## H\n\n{text}\n").unnamed == (3,)

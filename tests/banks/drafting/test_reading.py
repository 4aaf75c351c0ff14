"""Texts of every format, read into sections and passages; and what cannot be read, refused in plain words."""

import zipfile
from pathlib import Path

import pytest

from tests.banks.drafting.builders import docx, paragraph, pdf, source
from trainer.banks.drafting.reading import CannotRead, read_file, read_paste, read_upload

LEAFLET = """Burns

First aid

Cool the burn under running water for 20 minutes.

Do not use:
- ice
- butter

Is ice dangerous?
Ice can freeze the skin.
"""


def kinds(read):
    return [(section.title, passage.kind, passage.text) for section, passage in read.passages]


def test_a_pasted_text_has_sections_lists_with_their_lead_in_and_questions():
    assert kinds(read_paste(LEAFLET)) == [
        ("First aid", "paragraph", "Cool the burn under running water for 20 minutes."),
        ("First aid", "list", "Do not use:\n• ice\n• butter"),
        ("Is ice dangerous?", "paragraph", "Ice can freeze the skin."),
    ]


@pytest.mark.parametrize(
    ("what", "text", "expected"),
    [
        ("bullets of every sort", "To pack:\n* soap\n• towel\n– brush", ("list", ("soap", "towel", "brush"))),
        ("numbers with a parenthesis", "Steps:\n1) Wet.\n2) Rub.\n3) Dry.", ("steps", ("Wet.", "Rub.", "Dry."))),
        ("a lead-in without a colon", "Signs include\n- fever\n- pain", ("list", ("fever", "pain"))),
        ("Windows line ends", "To pack:\r\n- soap\r\n- towel\r\n", ("list", ("soap", "towel"))),
        ("an item over two lines", "To pack:\n- mild\n  soap\n- towel", ("list", ("mild soap", "towel"))),
    ],
)  # fmt: skip
def test_lists(what, text, expected):
    [(_, passage)] = read_paste(text).passages
    assert (passage.kind, passage.items) == expected, what


def test_a_numbered_list_of_questions_is_questions_with_answers():
    read = read_paste("  1. Does it hurt?\n     A little.\n\n  2. Is it safe?\n     Yes, mostly.\n")
    assert [(passage.question, passage.items) for _, passage in read.passages] == [
        ("Does it hurt?", ("A little.",)),
        ("Is it safe?", ("Yes, mostly.",)),
    ]


def test_markdown_keeps_its_ids_and_loses_its_marks():
    read = read_paste("## Air\n\n{#apex}\nThe **top** of the lung [@Kearns22] rises *above* the [first](x) rib.\n")
    [(section, passage)] = read.passages
    assert (section.title, passage.id, passage.line) == ("Air", "apex", 4)
    assert passage.text == "The top of the lung rises above the first rib."


def test_front_matter_code_and_comments_are_not_text():
    read = read_paste("---\ntitle: x\n---\n<!-- hidden -->\n```\ncode here\n```\nOnly this is text.\n")
    assert [passage.text for _, passage in read.passages] == ["Only this is text."]


def test_a_page_gives_its_article_and_nothing_around_it():
    read = source("statins.html")
    text = " ".join(passage.text for _, passage in read.passages)
    assert read.title == "Statins and their side effects"
    assert "Grapefruit juice" in text
    assert not any(word in text for word in ("alert", "Shop", "Subscribe", "color:red"))


def test_a_table_is_rows_of_cells():
    table = next(passage for _, passage in source("sharps-policy.md").passages if passage.kind == "table")
    assert table.rows[1] == ("Hepatitis B", "up to 30%", "yes")


def test_a_word_document():
    numbered = '<w:p><w:pPr><w:pStyle w:val="Heading1"/></w:pPr><w:r><w:t>Burns</w:t></w:r></w:p>'
    read = read_upload("burns.docx", docx(numbered + paragraph("Cool the burn for 20 minutes.")))
    assert [passage.text for _, passage in read.passages] == ["Cool the burn for 20 minutes."]


def test_a_pdf_with_text():
    read = read_upload(
        "burns.pdf",
        pdf(["Burns", "Cool the burn under running water for at least twenty min-", "utes. Then cover it."]),
    )
    assert "for at least twenty minutes. Then cover it." in " ".join(passage.text for _, passage in read.passages)


def test_ids_say_what_the_passage_says_and_differ():
    read = read_paste("Ice hurts.\n\nIce hurts.\n")
    assert [passage.id for _, passage in read.passages] == ["ice-hurts", "ice-hurts-2"]


BOMB = '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>'


@pytest.mark.parametrize(
    ("what", "name", "data", "rule"),
    [
        ("an empty file", "a.txt", b" \n", "empty"),
        ("a program", "a.txt", b"\x7fELF\x00\x01\xff\xfe", "binary"),
        ("Latin-1", "a.txt", "Line one\nna\xefve".encode("latin-1"), "encoding"),
        ("another format", "a.xlsx", b"PK\x03\x04", "format"),
        ("only headings", "a.md", b"# One\n## Two\n", "no-text"),
        ("no zip", "a.docx", b"hello", "docx"),
        ("a Word document with entities", "a.docx", docx(paragraph("&b;"), BOMB), "docx"),
        ("broken XML", "a.docx", docx("<w:p>"), "docx"),
        ("an empty Word document", "a.docx", docx(""), "no-text"),
        ("no PDF", "a.pdf", b"hello there", "pdf"),
        ("a PDF without text", "a.pdf", pdf([]), "no-text"),
        ("a very long text", "a.txt", b"word " * 200_000, "too-large"),
        ("a very large file", "a.txt", b" " * 10_000_001, "too-large"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_says_so(what, name, data, rule):
    with pytest.raises(CannotRead) as refusal:
        read_upload(name, data)
    fault = refusal.value.fault
    assert (fault.file, fault.rule) == (name, rule), what
    assert fault.message
    assert fault.mend


def test_the_line_that_is_not_utf_8_is_named():
    with pytest.raises(CannotRead) as refusal:
        read_upload("a.txt", "One\nTwo\nna\xefve".encode("latin-1"))
    assert refusal.value.fault.line == 3


def test_a_zip_bomb_is_not_unpacked():
    data = docx(paragraph("a" * 30_000_000))
    assert len(data) < 100_000
    with pytest.raises(CannotRead, match="far more"):
        read_upload("a.docx", data)


def test_a_zip_without_a_document(tmp_path):
    file = tmp_path / "a.docx"
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("../../evil.txt", "x")
    with pytest.raises(CannotRead, match="not a Word document"):
        read_file(file)
    assert not list(tmp_path.parent.glob("**/evil.txt"))


def test_a_name_with_a_path_is_only_a_name():
    with pytest.raises(CannotRead) as refusal:
        read_upload("../../etc/passwd", b"root")
    assert refusal.value.fault.file == "passwd"


def test_a_file_that_is_not_there():
    with pytest.raises(CannotRead, match="no such file"):
        read_file(Path("nowhere.txt"))

"""A text comes in: pasted or as a file. What cannot be read is said beside the field, and nothing typed is lost."""

import io

import pytest

from tests.banks.drafts.builders import TEXT, make_text, trail
from tests.browser import words
from trainer.banks.drafts import queries
from trainer.banks.drafts.models import DraftText
from trainer.banks.views.drafts import texts
from trainer.db import db

NEW = "/drafts/new"
BUTTON = "Read it and draft questions"


def errors(page):
    return [words(error) for error in page.select(".form-error")]


def file(text: str, name: str):
    return (io.BytesIO(text.encode()), name)


def test_before_the_first_text_the_page_says_what_will_be_here(educators):
    page = educators.first.open("/drafts/")
    assert words(page.select_one(".empty h2")) == "No texts yet"
    educators.first.follow("Draft from a text")
    assert educators.first.address == NEW


def test_the_way_there_is_on_the_page_of_the_banks_for_educators_only(educators, cast):
    educators.first.open("/banks/")
    educators.first.follow("Drafts: questions from a text of your own")
    assert educators.first.address == "/drafts/"
    assert not cast.director.open("/banks/").select("a[href='/drafts/']")


def test_a_pasted_text_becomes_drafts_that_all_educators_see(educators):
    educators.first.open(NEW)
    page = educators.first.press(BUTTON, paste=TEXT)
    assert words(page.h1) == "Drafts: Clean hands in the clinic"
    text = db.session.get_one(DraftText, 1)
    assert (text.name, text.made_by.name) == ("pasted text", "Edda Lang")
    drafts = len(queries.standings(text))
    assert drafts >= 2
    assert trail("text.read") == [f"read the text Clean hands in the clinic and had {drafts} questions drafted from it"]
    listed = educators.second.open("/drafts/").select_one(".tile")
    assert "Clean hands in the clinic" in words(listed)
    assert f"0 of {drafts} drafts decided" in words(listed)
    assert "by Edda Lang" in words(listed)


def test_a_title_of_ones_own_counts(educators):
    educators.first.open(NEW)
    page = educators.first.press(BUTTON, paste=TEXT, title="  Hands,   clean ")
    assert words(page.h1) == "Drafts: Hands, clean"


@pytest.mark.parametrize("name", ["hands.md", "../../etc/hands.md", "/etc/hands.md"])
def test_a_file_is_known_by_its_last_name_only(educators, name):
    educators.first.open(NEW)
    page = educators.first.press(BUTTON, upload=file(TEXT, name))
    assert "from hands.md" in words(page.select_one(".lead"))


def test_neither_and_both_are_refused(educators):
    educators.first.open(NEW)
    page = educators.first.press(BUTTON, 422, title="Kept")
    assert errors(page) == ["Paste a text, or choose a file"]
    assert page.select_one("#title")["value"] == "Kept"
    page = educators.first.press(BUTTON, 422, paste=TEXT, upload=file(TEXT, "hands.md"))
    assert errors(page) == ["Give one of the two: take the pasted text out, or choose no file"]
    assert page.select_one("#paste").get_text().strip() == TEXT.strip()


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("hands.exe", TEXT, "This kind of file is not read here. Give a .md, .txt, .docx or .html file"),
        ("hands.md", "   ", "The file is empty. Give a file with running text."),
        ("hands.docx", TEXT, ""),
        ("hands.pdf", TEXT, ""),
    ],
)
def test_a_file_that_cannot_be_read_says_why_and_what_to_do(educators, name, content, message):
    """Whatever the browser says of its type."""
    educators.first.open(NEW)
    upload = (io.BytesIO(content.encode()), name, "text/markdown")
    page = educators.first.press(BUTTON, 422, upload=upload, title="Kept")
    (error,) = errors(page)
    assert message in error
    assert len(error) > 20
    assert page.select_one("#title")["value"] == "Kept"
    assert page.select_one("#upload")["aria-describedby"].split()[-1] == "upload-error"
    assert not db.session.execute(queries.texts()).all()


def test_a_line_that_is_no_text_is_named(educators):
    educators.first.open(NEW)
    broken = (io.BytesIO(b"# Hands\n\nRub f\xfcr 20 seconds.\n"), "hands.md")
    assert errors(educators.first.press(BUTTON, 422, upload=broken)) == [
        "Line 3: This line is not UTF-8 text. Save it as UTF-8."
    ]


def test_a_text_that_states_nothing_stays_in_the_field(educators):
    educators.first.open(NEW)
    page = educators.first.press(BUTTON, 422, paste="Feel great again! Why wait?")
    assert errors(page) == [texts.NOTHING_FOUND]
    assert page.select_one("#paste").get_text().strip() == "Feel great again! Why wait?"


def test_what_is_longer_than_is_read_is_said_beside_the_field(educators):
    """More than an answer may have comes through; beyond what is read it is said where it was typed."""
    educators.first.open(NEW)
    page = educators.first.press(BUTTON, 422, upload=file("x" * 400_001, "hands.txt"))
    assert "very long" in errors(page)[0]
    page = educators.first.press(BUTTON, 422, paste="x" * 400_001)
    assert "very long" in errors(page)[0]


def test_a_file_may_be_larger_than_what_other_pages_take(educators):
    """2 MB elsewhere; here it arrives and is told to be too long a text."""
    educators.first.open(NEW)
    upload = (io.BytesIO(b"<p>" + b"x" * 2_500_000), "hands.html")
    page = educators.first.press(BUTTON, 422, upload=upload)
    educators.first.response.request.environ["wsgi.input"].close()
    assert "very long" in errors(page)[0]


def test_more_than_a_file_may_have_is_refused_before_it_is_read(educators):
    educators.first.open(NEW)
    large = (io.BytesIO(b"x" * (texts.LARGEST + texts.ROOM)), "hands.txt")
    page = educators.first.press(BUTTON, 413, upload=large)
    educators.first.response.request.environ["wsgi.input"].close()
    assert words(page.h1) == "Too large"


def test_elsewhere_the_usual_limit_holds(educators):
    educators.first.open(NEW)
    educators.first.post("/drafts/1/1/rejection", 413, words="x" * 3_000_000)


def test_markup_in_a_text_is_shown_not_obeyed(educators):
    educators.first.open(NEW)
    text = TEXT.replace("Clean hands", "<script>alert(1)</script> Clean hands")
    page = educators.first.press(BUTTON, paste=text, title="<b>Bold</b>")
    assert words(page.h1) == "Drafts: <b>Bold</b>"
    assert "<script>alert" not in educators.first.response.text


def test_a_text_put_aside_leaves_the_list_and_stays_on_record(educators):
    text = make_text(educators.one)
    page = educators.second.open("/drafts/1/")
    page = educators.second.follow("Put this text aside")
    assert "7 drafts are still open, 0 accepted" in words(page)
    educators.second.press("Put it aside")
    assert educators.second.address == "/drafts/"
    assert not db.session.execute(queries.texts()).all()
    assert db.session.get_one(DraftText, text.id).discarded_at is not None
    assert trail("text.discarded") == ["put the text Clean hands in the clinic and its drafts aside"]
    for address in ("/drafts/1/", "/drafts/1/1/", "/drafts/1/module", "/drafts/1/1/edit"):
        educators.first.open(address, 404)


@pytest.mark.parametrize(
    "address", ["/drafts/", NEW, "/drafts/1/", "/drafts/1/1/", "/drafts/1/1/edit", "/drafts/1/module"]
)
def test_who_may_see_drafts(educators, cast, address):
    make_text(educators.one)
    educators.second.open(address)
    cast.director.open(address, 403)
    cast.practitioner.open(address, 403)
    cast.stranger.open(address)
    assert cast.stranger.address.startswith("/sign-in")


def test_the_list_does_not_ask_more_for_more_texts(educators, statements):
    def asked():
        with statements() as seen:
            educators.first.open("/drafts/")
        return len(seen)

    make_text(educators.one)
    before = asked()
    make_text(educators.other, title="Another")
    make_text(educators.other, title="A third")
    assert asked() == before < 8

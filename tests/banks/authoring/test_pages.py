"""From the list of manuscripts to a saved part: what educators see, save, and find in the way."""

import pytest

from tests.browser import words
from trainer.banks.authoring import queries


def begin(educators) -> None:
    educators.first.open("/manuscripts/")
    educators.first.press("Begin")


def part_of(kind, slug):
    return queries.part_called(queries.manuscripts()[0], kind, slug)


def address_of(kind, slug=None):
    part = part_of(kind, slug or kind)
    return f"/manuscripts/{part.manuscript_id}/parts/{part.id}/"


def newest(kind, slug=None):
    return queries.newest_version(part_of(kind, slug or kind))


def beside(page, field):
    return words(page.select_one(f"#{field}-found"))


def test_a_page_asks_no_more_because_a_manuscript_is_long(educators, statements):
    begin(educators)
    here = f"/manuscripts/{queries.manuscripts()[0].id}/"
    question = address_of("item", "one")
    for address in ("/manuscripts/", here, question, f"{question}preview", address_of("blueprint"), f"{here}drafts"):
        with statements() as seen:
            educators.first.open(address)
        assert len(seen) < 8, (address, seen)


def test_a_question_is_opened_checked_changed_and_saved(educators):
    begin(educators)
    ada = educators.first
    assert "Every part reads as it was published." in words(ada.page)
    page = ada.follow("What about one?")
    assert "Nothing stands in the way of publishing." in words(page)
    assert "Rub for twenty seconds" in words(page.select_one("#passage-shown"))

    page = ada.press("Check", stem="Which is not right for one?", **{"options-0-why": ""})
    assert "negative-stem" in beside(page, "stem")
    assert "Say why it is right or wrong" in beside(page, "options-0-why")
    assert newest("item", "one").number == 1

    page = ada.press("add options")
    assert len(page.select("#options > .part-row")) == 4
    page = ada.press("drop options 1", **{"options-3-text": "A fourth thing for one", "options-3-why": "No."})
    texts = [row.select_one("input[type=text]")["value"] for row in page.select("#options > .part-row")]
    assert texts == ["The right thing for one", "The other thing for one", "A fourth thing for one"]

    page = ada.press("Save", note="Shorter", stem="What is right for one?")
    assert "Saved as version 2." in words(page)
    saved = newest("item", "one")
    assert (saved.number, saved.note, saved.author.name) == (2, "Shorter", "Ada Okafor")
    assert [option["text"] for option in saved.document["options"]] == texts
    assert saved.document["stem"] == "What is right for one?"
    assert "Draft" in words(page.select_one(".part-standing"))
    assert "Nothing has changed." in words(ada.press("Save"))
    assert newest("item", "one").number == 2


@pytest.mark.sqlite
def test_every_kind_of_part_and_of_question_can_be_begun_and_saved_half_written(educators):
    begin(educators)
    ada = educators.first
    here = f"/manuscripts/{queries.manuscripts()[0].id}"
    for kind in ("multiple response", "true or false", "matching", "extended matching", "ordering", "numeric",
                 "short text", "cloze", "hotspot"):  # fmt: skip
        ada.open(f"{here}/new/item")
        slug = kind.replace(" ", "-")
        ada.press("Begin", slug=slug, kind=kind)
        page = ada.press("Save", stem="What is to be done?")
        assert "Fill this in." in beside(page, "level")
        assert newest("item", slug).document == {"id": slug, "kind": kind, "stem": "What is to be done?"}
    for kind in ("model", "case", "figure"):
        ada.open(f"{here}/new/{kind}")
        ada.press("Begin", slug=f"new-{kind}")
        assert "in the way of publishing" in words(ada.page)
    assert "There is a case new-case in this manuscript already" in words(
        (ada.open(f"{here}/new/case"), ada.press("Begin", 422, slug="new-case"))[1]
    )
    ada.open(address_of("model", "new-model"))
    ada.press("Show it as text")
    page = ada.press("Save", text="id: new-model\ntitle: [")
    assert "cannot be read as YAML" in beside(page, "part")
    assert newest("model", "new-model").document["unread"] == "id: new-model\ntitle: ["
    ada.open(address_of("figure", "new-figure"))
    page = ada.press("Save", text='<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><script/></svg>')
    assert "<script> is not allowed" in beside(page, "part")
    shown = ada.open(address_of("figure", "new-figure") + "preview")
    assert not shown.select("figure script")
    assert "No drawing yet" in words(shown)
    sly = "<!--><button form='part-form'>Go on</button> -->"  # for XML one comment, for a browser a button
    ada.open(address_of("figure", "new-figure"))
    ada.press("Save", text=f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9">{sly}<rect/></svg>')
    ada.open(address_of("figure", "new-figure") + "preview")
    assert "<rect" in ada.response.text
    assert "Go on" not in ada.response.text


@pytest.mark.sqlite
def test_the_module_itself_is_edited_in_its_parts(educators):
    begin(educators)
    ada = educators.first
    ada.open(address_of("about"))
    ada.press("Save", title="Clean hands again", **{"sources-1-url": "not an address"})
    assert newest("about").document["title"] == "Clean hands again"
    assert "It is not a web address" in beside(ada.page, "sources-1-url")
    ada.open(address_of("policy"))
    ada.press("Save", minutes="forty")
    assert newest("policy").document["minutes"] == "forty"
    assert beside(ada.page, "minutes")
    page = ada.open(address_of("blueprint"))
    assert "of 1" in words(page.select_one("#wash-recall-there"))
    page = ada.press("Save", **{"wash-recall": "3", "stop-judgment": ""})
    assert newest("blueprint").document == {"wash": {"recall": 3, "application": 1}}
    assert "A quiz draws 3, and there is 1." in beside(page, "wash-recall")
    assert "Stop in time is not drawn at all" in beside(page, "stop-recall")
    ada.open(address_of("facts"))
    page = ada.press("Save", **{"facts-0-sources": "Nobody99"})
    assert "rests on Nobody99" in beside(page, "facts-0-sources")
    ada.open(address_of("material"))
    page = ada.press("Save", text="## When to rub\n\nA paragraph without a name.\n")
    assert "has no id" in beside(page, "part")
    assert "Line 3." in beside(page, "part")


def test_two_who_edit_at_once_never_overwrite_each_other_silently(educators):
    begin(educators)
    ada, ben = educators.first, educators.second
    one = address_of("item", "one")
    ada.open(one)
    ben.open(one)
    ben.press("Save", stem="What does Ben ask about one?")
    page = ada.press("Save", 409, stem="What does Ada ask about one?", **{"options-1-why": "Ada knows why."})
    assert newest("item", "one").document["stem"] == "What does Ben ask about one?"
    said = words(page)
    assert "Ben Lund has saved version 2 since you opened this page." in said
    both = words(page.select_one(".review-pair"))
    assert "Ben" in both
    assert "Ada" in both
    assert page.select_one("#stem").get_text().strip() == "What does Ada ask about one?"
    assert page.select_one("#options-1-why").get_text().strip() == "Ada knows why."
    ada.press("Save over version 2")
    saved = newest("item", "one")
    assert (saved.number, saved.author.name) == (3, "Ada Okafor")
    assert saved.document["stem"] == "What does Ada ask about one?"
    assert queries.version(part_of("item", "one"), 2).document["stem"] == "What does Ben ask about one?"


@pytest.mark.sqlite
def test_the_preview_is_the_page_that_a_learner_gets(educators):
    begin(educators)
    ada = educators.first
    address = address_of("item", "one")
    frame = ada.open(address).select_one("iframe")
    assert frame["sandbox"] == ["allow-same-origin"]
    assert "frame-ancestors 'none'" in ada.response.headers["Content-Security-Policy"]
    page = ada.press("Preview", stem="What is asked *now*?", colors="dark")
    assert ada.address == address + "preview"
    headers = ada.response.headers
    assert headers["X-Frame-Options"] == "SAMEORIGIN"
    assert "frame-ancestors 'self'" in headers["Content-Security-Policy"]
    assert page.select_one("html")["data-bs-theme"] == "dark"
    assert words(page.select_one("legend.stem")) == "What is asked now ?"
    assert page.select_one(".quiz-bar")
    assert len(page.select(".option-card")) == 3
    ada.open(address)
    assert "Because it is right." in words(ada.press("Preview", view="review"))
    for kind, slug in (("material", None), ("about", None), ("policy", None), ("figure", "hand")):
        ada.open(address_of(kind, slug) + "preview?colors=light")
    assert newest("item", "one").number == 1


def test_what_was_used_is_retired_and_what_was_not_is_taken_out(educators):
    begin(educators)
    ada = educators.first
    ada.open(address_of("item", "one"))
    page = ada.press("Retire it")
    assert "once a reviewer has approved that" in words(page)
    assert newest("item", "one").retired
    assert "Draft" in words(page.select_one(".part-standing"))
    assert newest("item", "one").document.get("use") != "retired", "the document is as it was"
    ada.press("Bring it back")
    assert not newest("item", "one").retired
    ada.open(f"/manuscripts/{queries.manuscripts()[0].id}/new/case")
    ada.press("Begin", slug="short-story")
    assert "nobody has to approve that" in words(ada.press("Take it out"))
    page = ada.open(f"/manuscripts/{queries.manuscripts()[0].id}/?kind=case&state=retired")
    assert "short-story" in words(page)


@pytest.mark.sqlite
def test_a_module_is_worked_on_in_one_manuscript_and_by_educators_only(educators):
    begin(educators)
    one = queries.manuscripts()[0]
    assert not educators.second.open("/manuscripts/").select("form [name=module]")
    educators.second.open("/manuscripts/new")
    educators.second.press("Begin", 422, title="Hands", slug="hands")
    educators.second.press("Begin", 422, title="Hands", slug="No slug")
    page = educators.second.press("Begin", title="New hands", slug="new-hands")
    assert "Manuscript of new-hands, a new module" in words(page)
    educators.practitioner.open(f"/manuscripts/{one.id}/", 403)
    educators.practitioner.open(address_of("item", "three") if part_of("item", "three") else "/manuscripts/", 403)
    educators.first.open("/manuscripts/999/", 404)
    educators.first.open("/manuscripts/99999999999/parts/1/", 404)


@pytest.mark.sqlite
def test_a_manuscript_is_closed_makes_room_for_another_and_is_opened_again(educators):
    begin(educators)
    ada, one = educators.first, queries.manuscripts()[0]
    here, question = f"/manuscripts/{one.id}/", address_of("item", "one")
    ada.open(question)
    ada.press("Save", stem="Which is right for one?")
    page = ada.open(here)
    assert "1 part of it is not published" in words(page)
    page = ada.press("Close the manuscript")
    assert "is closed" in words(page)
    assert "1 closed manuscript" in words(page)
    assert queries.manuscripts() == []
    page = ada.open(question)
    assert "this can be read, not saved" in words(page)
    assert not [button for button in page.select("main button:not(.visually-hidden)") if words(button) == "Save"]
    assert not ada.open("/reviews/").select("main li a")
    begin(educators)
    page = (ada.open(here), ada.press("Open it again", 409))[1]
    assert "is being worked on already, in a newer manuscript" in words(page)
    ada.open(f"/manuscripts/{queries.manuscripts()[0].id}/")
    assert "not published" not in words(ada.page)
    ada.press("Close the manuscript")
    ada.open(here)
    assert "open again" in words(ada.press("Open it again"))
    assert [each.id for each in queries.manuscripts()] == [one.id]


@pytest.mark.sqlite
def test_the_menu_says_where_one_is(educators):
    marked = {
        "/manuscripts/": "Workbench",
        "/reviews/": "To review",
        "/imports/": "Workbench",
        "/exports/": "Workbench",
        "/drafts/": "Question banks",
        "/banks/": "Question banks",
        "/banks/items": "Items",
    }
    for address, name in marked.items():
        here = educators.first.open(address).select(".site-nav [aria-current]")
        assert [words(one) for one in here] == [name], address

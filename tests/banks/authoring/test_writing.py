"""An item model is written in tables, a figure taken from a file: without knowing YAML or SVG, and without script."""

from io import BytesIO

import pytest
from flask import current_app

from tests.banks.authoring.test_drawings import FROM_A_PROGRAM
from tests.banks.authoring.test_pages import address_of, begin, beside, newest
from tests.browser import words
from trainer.banks.authoring import queries
from trainer.banks.authoring.modeling.renaming import renamed
from trainer.banks.authoring.modeling.sheets import document_of, sheet_of

COLUMNS = "row name\tscene\tanswer\twhy\twrong 1\twhy wrong 1\twrong 2\twhy wrong 2\tfacts"
ROWS = [
    "dry hands\tHands are dry.\tRub them now\tDry is right.\tWash them now\tNo dirt.\tWait a while\tNo need.\tF-1",
    'dirty\t"Hands are dirty\tand wet."\tWash them now\tDirt stays.\tRub them now\tDirt.\tWait a while\tNo.\tF-1',
    "sore\tHands are sore.\tRest them now\tRest heals.\tRub them now\tNo.\tWash them now\tNo.\tF-1, F-3",
]


@pytest.mark.sqlite
def test_a_model_is_written_in_tables_and_its_questions_are_seen_one_by_one(educators, statements):
    begin(educators)
    ada = educators.first
    ada.open(f"/manuscripts/{queries.manuscripts()[0].id}/new/model")
    ada.press("Begin", slug="hands-now")
    page = ada.press("paste tables 0", **{"tables-0-pasted": "\n".join([COLUMNS, *ROWS])})
    named = [one["value"] for one in page.select("input[name^=tables-0-rows-][name$=-id]")]
    assert named == ["dry-hands", "dirty", "sore"]
    assert page.select_one("#tables-0-rows-1-cells-0").get_text().strip() == "Hands are dirty\tand wet."
    assert page.select_one("#tables-0-rows-2-facts")["value"] == "F-1, F-3"
    page = ada.press("up tables-0-rows 2")
    assert [one["value"] for one in page.select("input[name^=tables-0-rows-][name$=-id]")] == [
        "dry-hands",
        "sore",
        "dirty",
    ]
    page = ada.press(
        "Check", title="Hands", stem="{row.scene} What next?", objective="wash", level="recall", passage="rub"
    )
    assert "The model has 3 different decisions; 20 are needed." in beside(page, "tables")
    assert "Question sore rests on F-3" in beside(page, "facts")
    shown = [words(one) for one in page.select("#variant option")]
    assert shown == ["1 of 3: dry-hands", "2 of 3: sore", "3 of 3: dirty"]
    assert "3 questions come of it, about 3 different decisions" in words(page.select_one("#variants-shown"))
    page = ada.press("off dry-hands")
    assert page.select_one("#off-0-variant")["value"] == "dry-hands"
    page = ada.press("Show it as text", **{"off-0-reason": "Too easy.", "off-0-by": "Ada Okafor"})
    text = page.select_one("#text").get_text()
    assert "- variant: dry-hands\n" in text
    page = ada.press("Show it as fields", text=text + "surprise: 1\n")
    assert "It stays as text: the fields could not show all that it says. Surprise." in words(page)
    page = ada.press("Show it as fields", text=text)
    assert page.select_one("#tables-0-rows-1-id")["value"] == "sore"
    assert newest("model", "hands-now").number == 1, "nothing of that was saved"

    page = ada.press("Save", **{"tables-0-name": "hand", "tables-0-columns-0-name": "sight"})
    assert "Saved as version 2." in words(page)
    document = newest("model", "hands-now").document
    assert document["stem"] == "{hand.sight} What next?", "a name that changes is followed"
    assert document["cross"] == ["hand"]
    assert document["tables"]["hand"][2]["sight"] == "Hands are dirty\tand wet."
    assert document["tables"]["hand"][0]["wrong"][1] == {"text": "Wait a while", "why": "No need."}
    assert document["off"] == [{"variant": "dry-hands", "reason": "Too easy.", "by": "Ada Okafor"}]
    assert "Nothing has changed." in words(ada.press("Save"))
    with statements() as seen:
        shown_one = ada.open(address_of("model", "hands-now") + "preview?variant=1&view=review")
    assert len(seen) < 8
    assert "Hands are dirty and wet. What next?" in words(shown_one)
    assert "Dirt stays." in words(shown_one)


def test_what_is_renamed_is_called_so_everywhere():
    document = {
        "cross": ["case", "site"],
        "stem": "{A:case.who} at {site.name^}, {other.case}",
        "forbid": [{"case": ["one"], "site": ["neck"]}],
        "same": [["case.place", "site.place"]],
        "options": {"from": "step", "key": "{case.key}", "why_wrong": "{option.why}", "same": ["kind"]},
        "tables": {
            "case": [{"id": "one", "who": "{site.name}", "place": "a", "key": "go"}],
            "site": [{"id": "neck", "name": "neck", "place": "a"}],
            "step": [{"id": "go", "why": "No.", "kind": "b", "because": {"go": "{key.why}"}}],
        },
    }
    sheet = sheet_of(document)
    assert renamed(document_of(sheet), sheet) == document
    for table, name, column in zip(
        sheet["tables"], ("patient", "case", "step"), ("person", "name", "reason"), strict=True
    ):
        table["name"], table["columns"][0]["name"] = name, column
    assert renamed(document_of(sheet), sheet) == {
        "cross": ["patient", "case"],
        "stem": "{A:patient.person} at {case.name^}, {other.case}",
        "forbid": [{"patient": ["one"], "case": ["neck"]}],
        "same": [["patient.place", "case.place"]],
        "options": {"from": "step", "key": "{patient.key}", "why_wrong": "{option.reason}", "same": ["kind"]},
        "tables": {
            "patient": [{"id": "one", "person": "{case.name}", "place": "a", "key": "go"}],
            "case": [{"id": "neck", "name": "neck", "place": "a"}],
            "step": [{"id": "go", "reason": "No.", "kind": "b", "because": {"go": "{key.reason}"}}],
        },
    }


@pytest.mark.sqlite
def test_a_figure_comes_from_a_file_and_its_words_stand_in_the_article(educators, statements, monkeypatch):
    begin(educators)
    ada, ben = educators.first, educators.second
    here = f"/manuscripts/{queries.manuscripts()[0].id}"
    ada.open(f"{here}/new/figure")
    monkeypatch.setitem(current_app.config, "MAX_CONTENT_LENGTH", 100_000)  # other pages take less
    page = ada.press("Begin", 422, slug="lung", drawing=(BytesIO(b"\xff\xd8\xff\xe0" + bytes(200_000)), "lung.jpg"))
    assert "“lung.jpg” is a JPEG photograph, and cannot be taken." in words(page)
    page = ada.press("Begin", slug="lung", drawing=(BytesIO(FROM_A_PROGRAM.encode()), "lung.svg"))
    assert "Taken out: <image> (line 10)" in words(page)
    assert "Nothing stands in the way" in words(page)
    page = ada.press("Save", 422, drawing=(BytesIO(b"%PDF-1.7"), "lung.pdf"), alternative="A lung.", caption="Lung")
    assert "“lung.pdf” is a PDF document" in words(page)
    assert "Choose where the figure stands in the article" in words(page)
    page = ada.press("Save", after="how", caption="The lung, schematically.")
    assert "Its words stand in version 2 of the article." in words(page)
    article = newest("material").document["text"]
    assert '2. Thumbs\n\n{#figure-lung}\n![A lung.](figures/lung.svg "The lung, schematically.")\n\n## When' in article
    assert (newest("material").author.name, newest("material").note) == ("Ada Okafor", "The words of the figure lung.")
    with statements() as seen:
        shown = ada.open(address_of("figure", "lung") + "preview")
    assert len(seen) < 8
    assert words(shown.select_one("figcaption")) == "The lung, schematically."
    assert shown.select_one("figure svg")["aria-label"] == "A lung."

    address = address_of("figure", "lung")
    with statements() as seen:
        ada.open(address)
    assert len(seen) < 8
    ben.open(address_of("figure", "lung"))
    ben.press("Save", caption="A lung of Ben's.")
    page = ada.press("Save", 422, caption="A lung of Ada's.")
    assert "It says now: “A lung.”, and under the figure: “A lung of Ben's.”." in words(page)
    page = ada.press("Save")
    assert "Its words stand in version 4 of the article." in words(page)
    assert '"A lung of Ada\'s."' in newest("material").document["text"]
    page = ada.press("clean text", text=FROM_A_PROGRAM)
    assert "Taken out: <script>" in words(page)
    assert "Nothing stands in the way" in words(page)
    page = ada.press("Check", caption="")
    assert "Fill this in." in beside(page, "caption")

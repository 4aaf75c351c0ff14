"""Questions go to other products: what would be lost is said first, and what is not lost comes back the same."""

import csv
import io

import pytest
import yaml

from tests.banks.builders import live
from tests.banks.exchange.test_imports import GIFT, send, show
from tests.banks.test_cli import run
from tests.browser import words
from trainer.banks import formats
from trainer.banks.formats.fitting import questions_of
from trainer.banks.formats.fitting.words import stem


@pytest.mark.sqlite
def test_a_module_is_downloaded_once_it_was_said_what_the_format_cannot_hold(educators):
    ada = educators.ada
    ada.open("/exports/")
    page = ada.press("Show what the file holds", of="module hands", format="csv")
    assert "4 of 4 questions, whole." in words(page)
    for format_ in ("gift", "moodle_xml", "aiken", "qti12", "qti21", "qti30", "csv", "xlsx", "yaml"):
        ada.open(f"/exports/file?of=module+hands&format={format_}")
        assert ada.response.headers["Content-Disposition"].startswith("attachment; filename=hands-")
        reading = formats.read(ada.response.data, f"x.{'yaml' if format_ == 'yaml' else 'txt'}")
        assert [stem(one) for one in reading.questions] == [one.item.stem for one in live().items]
        assert [one.right[0].text for one in reading.questions] == [
            one.right[0].text for one in questions_of(one.item for one in live().items)
        ]
    assert yaml.safe_load(formats.write(reading.questions, "yaml").data) == yaml.safe_load(ada.response.data)

    ada.open("/exports/?of=module+hands&format=files")
    assert ada.response.headers["Content-Type"] == "application/zip"
    ada.open("/exports/?of=module+nowhere&format=gift", status=404)
    ada.open("/exports/file?of=manuscript+9&format=gift", status=404)
    ada.open("/exports/file?of=module+hands&format=paste", status=404)
    ada.open("/exports/template.docx", status=404)
    educators.practitioner.open("/exports/", status=403)

    send(ada, GIFT)
    show(ada)
    ada.press("Import 4 questions")
    page = ada.open("/exports/?of=manuscript+1&format=aiken")
    said = words(page)
    assert "6 of 8 questions." in said
    assert "number Not in the file. Aiken holds only questions with one right answer to choose." in said
    assert "open Not in the file." in said
    page = ada.open("/exports/?of=manuscript+1&format=yaml")
    assert "foam Not in the file. It is not finished" in words(page)


@pytest.mark.sqlite
def test_the_template_is_read_as_it_is(app, browser, educators, tmp_path):
    for ending in ("xlsx", "csv"):
        educators.ada.open(f"/exports/template.{ending}")
        reading = formats.read(educators.ada.response.data, f"t.{ending}")
        assert not reading.errors
        assert len(reading.questions) == 7
        assert all(one.right or one.pairs for one in reading.questions)
        file = tmp_path / f"t.{ending}"
        assert run(app, "template", "-o", file).exit_code == 0
        assert len(formats.read(file.read_bytes(), file.name).questions) == 7
    assert next(csv.reader(io.StringIO(file.read_text("utf-8-sig"))))[:3] == ["id", "type", "question"]
    assert ".xlsx or .csv" in run(app, "template", "-o", tmp_path / "t.doc").stderr

"""Any list as a PDF."""

from datetime import UTC, datetime

import pytest
from flask import Flask

from tests.credentials.documents.paper import Paper
from trainer.credentials.documents.tables import MOST_ROWS, table_report
from trainer.errors import Refused

NOON = datetime(2027, 3, 14, 18, tzinfo=UTC)
META = [("Clinic", "Riverbend"), ("Filter", "lapsed, within 30 days"), ("Rows", "90")]


@pytest.fixture(autouse=True)
def settings_of_the_app():
    app = Flask(__name__)
    app.config["FONTS"] = None
    with app.app_context():
        yield


def report(rows, columns=("Name", "State", "Last day"), **changes) -> Paper:
    return Paper(table_report("Roster", META, columns, rows, made_at=NOON, **changes))


def test_it_is_one_tagged_table_with_its_header_on_every_page():
    read = report((f"Person {n}", "current", None) for n in range(90))
    read.assert_accessible()
    pages = len(read.sheets)
    assert pages > 1
    assert read.sheets == [(297, 210)] * pages
    assert f"Page {pages} of {pages}" in read.text
    assert read.text.count("Name State Last day") == pages
    assert read.kinds().count("Table") == 1
    assert read.kinds().count("TH") == 3
    assert read.kinds().count("TR") == 91
    assert "Clinic Riverbend" in read.text
    assert "Person 89 current" in read.text
    assert "None" not in read.text
    assert read.reader.metadata.creation_date == NOON


def test_on_letter():
    assert report([("Ann", "current", "today")], size="letter").sheets == [(279, 216)]


def test_a_cell_is_text_whatever_it_says():
    assert "#panic() $x$ =SUM(A1) *b* @x" in report([("#panic() $x$ =SUM(A1) *b* @x", 1, 2)]).text


def test_without_a_row_the_header_stands():
    assert "Name State Last day" in report([]).text


def test_a_cell_that_no_font_has_is_refused():
    with pytest.raises(Refused, match="U\\+1F600 GRINNING FACE"):
        report([("Ann 😀", "current", "")])


def test_too_long_a_list_is_refused_before_it_is_read():
    read = []

    def endless():
        while True:
            read.append(1)
            yield ("Ann", "current", "")

    with pytest.raises(Refused, match="at most 3,000 rows"):
        report(endless())
    assert len(read) == MOST_ROWS + 1

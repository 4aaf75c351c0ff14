"""YAML as an educator expects it."""

import datetime

import pytest
from pydantic import BaseModel, Field

from trainer.reading import read_yaml, shaped


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("no", "no"),
        ("on", "on"),
        ("Yes", "Yes"),
        ("12:30", "12:30"),
        ("1_000", "1_000"),
        ("0x1F", "0x1F"),
        ("007", "007"),
        ("1e3", "1e3"),
        ("true", True),
        ("20", 20),
        ("2.5", 2.5),
        ("~", None),
        ("2028-11-30", datetime.date(2028, 11, 30)),
        ("'2028-11-30'", "2028-11-30"),
    ],
)
def test_only_true_false_numbers_and_dates_are_not_text(tmp_path, written, meant):
    (tmp_path / "x.yaml").write_text(f"a: {written}\n")
    assert read_yaml(tmp_path / "x.yaml", tmp_path).value == {"a": meant}


def test_every_value_knows_its_line(tmp_path):
    (tmp_path / "x.yaml").write_text("# first\n- id: x\n  list:\n    - a\n    - b: >-\n        folded\n        text\n")
    document = read_yaml(tmp_path / "x.yaml", tmp_path)
    assert document.line((0, "list", 1, "b")) == 5
    assert document.line((0, "list", 1, "gone", "deeper")) == 5
    assert document.line((0, "list")) == 3


@pytest.mark.parametrize("ending", ["\n", "\r\n"])
def test_a_byte_order_mark_and_windows_lines_are_fine(tmp_path, ending):
    (tmp_path / "x.yaml").write_bytes("\ufeffa: 1\nb: 2\n".replace("\n", ending).encode())
    assert read_yaml(tmp_path / "x.yaml", tmp_path).value == {"a": 1, "b": 2}


def test_a_list_that_is_too_short_is_told_in_words(tmp_path):
    class Rows(BaseModel):
        rows: tuple[int, ...] = Field(min_length=2)

    (tmp_path / "x.yaml").write_text("rows: []\n")
    document = read_yaml(tmp_path / "x.yaml", tmp_path)
    assert shaped(Rows, document.value, document) is None
    assert [one.message for one in document.faults] == ["“rows” has none that can be read, and needs at least 2."]

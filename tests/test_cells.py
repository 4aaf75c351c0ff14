"""What goes out as CSV is opened in spreadsheets."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trainer.cells import safe_cell


@pytest.mark.parametrize(
    ("cell", "safe"),
    [
        ("=1+1", "'=1+1"),
        ("+1", "'+1"),
        ("-1", "'-1"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("\t=1", "'\t=1"),
        ("\r=1", "'\r=1"),
        (" =1", "' =1"),
        ("\u00a0+1", "'\u00a0+1"),
        ("＝1", "'＝1"),
        ("Ada", "Ada"),
        ("a=b", "a=b"),
        ("'quoted", "'quoted"),
        (None, ""),
        (3, "3"),
        (date(2026, 6, 1), "2026-06-01"),
    ],
)
def test_no_cell_is_a_formula(cell, safe):
    assert safe_cell(cell) == safe


@given(st.text())
def test_no_text_at_all_is_a_formula(text):
    assert safe_cell(text).lstrip()[:1] not in {"=", "+", "-", "@"}
    assert safe_cell(text).endswith(text)

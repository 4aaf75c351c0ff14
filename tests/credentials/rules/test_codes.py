"""A code is found however it was typed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trainer.credentials import rules
from trainer.credentials.rules import tidy_code


@pytest.mark.parametrize(
    "typed",
    [
        "N84A7JZR4B7MBD5X",
        "n84a-7jzr-4b7m-bd5x",
        "  N84A 7JZR 4B7M BD5X\n",
        "n84a–7jzr–4b7m–bd5x",
        "https://clinic.example/check/N84A7JZR4B7MBD5X",
        "https://clinic.example/check/N84A7JZR4B7MBD5X/",
    ],
)
def test_a_code_may_be_typed_in_many_ways(typed):
    assert tidy_code(typed) == "N84A7JZR4B7MBD5X"


@given(st.text())
def test_a_tidy_code_is_fit_for_an_address(typed):
    code = tidy_code(typed)
    assert len(code) <= rules.LONGEST_CODE
    assert not set(code) - set("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ")
    assert tidy_code(code) == code

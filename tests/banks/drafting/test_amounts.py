"""Wrong numbers beside a right one: such as people use, none touching the right one, none impossible."""

import pytest

from trainer.banks.drafting.language import amounts


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("24-48 hours", ["6-12 hours", "72-120 hours"]),
        ("3 to 5 days", ["1 to 2 days", "7 to 10 days", "14 to 21 days"]),
        ("10-14 days", ["5-7 days", "21-28 days", "42-60 days"]),
        ("30 to 60 minutes", ["10 to 20 minutes", "90 to 120 minutes"]),
        ("120-129 mmHg", ["110-119 mmHg", "130-139 mmHg", "140-149 mmHg"]),
        ("98-100%", ["95-97%", "92-94%"]),
        ("36.5-37.5 °C", ["35.4-36.4 °C", "37.6-38.6 °C", "38.7-39.7 °C"]),
        ("20-30 mg", ["10-15 mg", "40-60 mg", "80-120 mg"]),
    ],
)
def test_spans_beside_a_span(text, wrong):
    amount = next(amounts.amounts(text))
    assert [amounts.shown(ends, amount) for ends in amounts.others(amount, set(), 1)] == wrong

"""Authors write the keys first. A page names what can be chosen by number: the numbers must not tell."""

import pytest

from tests.banks.samples import OPTIONS, sample
from trainer.banks.content import Ordering
from trainer.banks.kinds import ordering


@pytest.mark.parametrize(
    ("kind", "part", "written"),
    [
        ("multiple response", "options", OPTIONS),
        ("matching", "choices", ["Soap", "Rub", "Change", "Wait"]),
        ("extended matching", "choices", ["Soap", "Rub", "Change", "Wait", "Refer"]),
    ],
)
def test_what_is_kept_does_not_tell_in_which_order_it_was_written(kind, part, written):
    kept = sample(kind, **{part: written}).as_document()
    assert kept == sample(kind, **{part: written[::-1]}).as_document()
    assert kept[part] != written


def test_a_step_is_called_by_a_number_that_does_not_tell_its_place():
    item = sample("ordering", steps=["Wet", "Soap", "Rub", "Rinse"])
    assert isinstance(item, Ordering)
    assert ordering.names(item) == [4, 3, 2, 1]
    assert ordering.read(item, {"4": ["0"], "3": ["1"], "2": ["2"], "1": ["3"]}) == ordering.key(item) == "[3,2,1,0]"
    assert ordering.shown(item, "[3,2,1,0]") == [0, 1, 2, 3]


def test_a_fixed_order_is_kept():
    assert [one["text"] for one in sample("multiple response", fixed_order=True).as_document()["options"]] == [
        one["text"] for one in OPTIONS
    ]

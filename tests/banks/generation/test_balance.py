"""Whether place or length of the options tells the key, over a bank."""

import pytest

from trainer.banks.content import Option, SingleBestAnswer
from trainer.banks.generation.balance import binomial_tail, chi_square, chi_square_tail, over_bank


def bank(size, key_at=lambda number: 0, key="right", fixed=False, options=4):
    return [
        SingleBestAnswer(
            id=f"item-{number}", kind="single best answer", objective="wash", level="recall", passage="rub",
            facts=("F-1",), stem="What?", fixed_order=fixed,
            options=tuple(
                Option(text=key if at == key_at(number) else f"wrong {at}", key=at == key_at(number))
                for at in range(options)
            ),
        )
        for number in range(size)
    ]  # fmt: skip


def rules(items):
    return [finding.rule for finding in over_bank(items).findings]


def test_the_key_may_stand_first_in_the_file_when_options_are_shuffled():
    balance = over_bank(bank(400))
    assert not balance.findings
    assert sum(balance.places[4]) == 400
    assert min(balance.places[4]) > 70


def test_a_fixed_order_with_the_key_always_second_is_found_also_among_many_shuffled():
    assert rules(bank(20, key_at=lambda number: 1, fixed=True)) == ["key-position", "key-position"]
    assert rules(bank(400) + bank(20, key_at=lambda number: 1, fixed=True)) == ["key-position"]


def test_a_fixed_order_with_the_key_anywhere_is_sound():
    assert not rules(bank(40, key_at=lambda number: number % 4, fixed=True))


def test_items_with_three_and_four_options_are_counted_apart():
    balance = over_bank(bank(60) + bank(60, options=3))
    assert {size: sum(row) for size, row in balance.places.items()} == {3: 60, 4: 60}
    assert balance.degrees == 5


def test_keys_that_are_the_longest_too_often():
    assert rules(bank(15, key="much longer than wrong")) == ["longest-key-rate"]
    assert not rules(bank(5, key="much longer than wrong") + longer_distractor(15))


def test_keys_that_are_the_longest_too_seldom():
    assert rules(longer_distractor(20)) == ["longest-key-rate"]


def test_items_without_one_longest_option_tell_nothing():
    balance = over_bank(bank(50, key="wrong 9"))
    assert (balance.longest, balance.longest_expected, balance.findings) == (0, 0, [])


def longer_distractor(size):
    """The first of three equally long distractors, made longer."""
    return [
        item.model_copy(
            update={"options": (item.options[0], Option(text="wrong by far", why="So."), *item.options[2:])}
        )
        for item in bank(size)
    ]


def test_an_empty_bank_tells_nothing():
    assert not over_bank([]).findings


@pytest.mark.parametrize(
    ("value", "degrees", "chance"),
    [(3.841, 1, 0.05), (5.991, 2, 0.05), (7.815, 3, 0.05), (13.277, 4, 0.01), (16.919, 9, 0.05), (29.588, 10, 0.001)],
)
def test_chi_square_is_that_of_the_tables(value, degrees, chance):
    assert chi_square_tail(value, degrees) == pytest.approx(chance, rel=0.002)


def test_chi_square_of_equal_shares_is_nothing_and_few_items_are_not_tested():
    assert chi_square([[10, 10, 10]]) == (0, 2)
    assert chi_square([[9, 0, 0]]) == (0, 0)
    assert chi_square([[20, 5, 5]]) == (15, 2)


def test_binomial_tails():
    assert binomial_tail(8, 10, 0.5) == pytest.approx(56 / 1024)
    assert binomial_tail(0, 10, 0.5) == 1
    assert binomial_tail(3, 3, 1 / 3) == pytest.approx(1 / 27)

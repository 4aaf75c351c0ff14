"""Another product's numbers for a real set of attempts, every one of them, to the fourth decimal."""

import csv

import numpy as np
import pytest

from tests.banks.formats.interop import INTEROP, needs_files
from tests.insight.rules.columns import answers_of, each
from trainer.insight.rules.answers import LEFT, Answers
from trainer.insight.rules.items import co_deviations, correlation, item_numbers, largest_covariance, weights

pytestmark = needs_files
# Who met which variant. The files tell the numbers of the variants, and not who is among them.
VARIANTS = {("2", "1"): [1, 2, 6, 9, 14, 24], ("2", "8"): [12, 13, 19, 21, 25]}
NUMERICAL = [1, 3, 5, 6, 7, 8, 10, 13, 15, 19, 24, 25]


def read(name: str) -> list[dict[str, str]]:
    with (INTEROP / "item-statistics" / name).open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


def told(row: dict[str, str]) -> dict[str, float]:
    """The numbers of a line; what it leaves open is not there."""
    words = {"slot", "subqname", "variant"}
    return {name: float(text) for name, text in row.items() if name not in words and text not in {"", "**NULL**"}}


@pytest.fixture(scope="module")
def marks() -> np.ndarray:
    rows = read("results00.csv")
    found = np.array([[float(row[f"slots.{slot}.mark"]) for slot in range(1, 8)] for row in rows])
    assert found.sum(axis=1) == pytest.approx([float(row["summarks"]) for row in rows], abs=1e-4)
    return found


def close(ours: dict[str, float], theirs: dict[str, float]) -> bool:
    assert ours.keys() == theirs.keys()
    return all(abs(ours[name] - theirs[name]) < 5e-5 for name in theirs)


def test_all_questions_with_all_their_numbers(marks):
    intended, effective = weights(marks, np.ones(7))
    others = marks.sum(axis=1)[:, None] - marks
    of = np.tile(np.arange(7), (25, 1)).ravel()
    spread = co_deviations(of, marks.ravel(), others.ravel(), 7)
    best = largest_covariance(of, marks.ravel(), others.ravel(), 7)
    whole = [row for row in read("qstats00.csv") if not row["subqname"] and not row["variant"]]
    assert [row["slot"] for row in whole] == [str(slot) for slot in range(1, 8)]
    for answers in (answers_of(marks), corrected(marks)):
        found = item_numbers(answers, *each(answers))
        for place, row in enumerate(whole):
            ours = {
                "s": found.takers[place],
                "facility": found.facility[place],
                "sd": found.deviation[place],
                "effectiveweight": 100 * effective[place],
                "covariance": spread.xy[place] / 24,
                "markvariance": spread.xx[place] / 24,
                "othermarkvariance": spread.yy[place] / 24,
                "discriminationindex": 100 * found.discrimination[place],
                "covariancemax": best[place] / 24,
                "discriminativeefficiency": 100 * found.efficiency[place],
                "maxmark": 7 * intended[place],
            }
            assert close(ours, told(row)), row["slot"]


def corrected(marks: np.ndarray) -> Answers:
    """The fourth question was marked by a wrong key, and everything there was marked again."""
    wrongly = marks.copy()
    wrongly[:, 3] = 1 - wrongly[:, 3]
    answers = answers_of(wrongly)
    entries = np.arange(len(answers.item))
    return answers.marked_again(entries, np.where(answers.item == 3, marks.ravel(), LEFT))


def test_variants_of_a_question(marks):
    """Each variant is an item of its own, compared with the rest of the forms of those who met it."""
    items = np.tile(np.arange(7), (25, 1))
    for number, takers in enumerate(VARIANTS.values(), 100):
        items[np.array(takers) - 1, 1] = number
    answers = answers_of(marks, items)
    found = item_numbers(answers, *each(answers))
    lines = {(row["slot"], row["variant"]): told(row) for row in read("qstats00.csv") if row["variant"]}
    assert lines.keys() == VARIANTS.keys()
    for number, key in enumerate(VARIANTS, 100):
        assert close(numbers_at(found, answers, number), lines[key]), key


def numbers_at(found, answers: Answers, number: int) -> dict[str, float]:
    place = list(answers.item_ids).index(number)
    return {
        "s": found.takers[place],
        "facility": found.facility[place],
        "sd": found.deviation[place],
        "discriminationindex": 100 * found.discrimination[place],
        "discriminativeefficiency": 100 * found.efficiency[place],
        "maxmark": 1,
    }


def test_a_question_drawn_at_random(marks):
    """That product compares such a question with the whole form, itself included, where it is not corrected."""
    rows = np.array(NUMERICAL) - 1
    mine, whole, of = marks[rows, 0], marks.sum(axis=1)[rows], np.zeros(len(rows), int)
    spread = co_deviations(of, mine, whole, 1)
    [row] = [row for row in read("qstats00.csv") if row["subqname"]]
    ours = {
        "s": len(rows),
        "facility": mine.mean(),
        "sd": mine.std(ddof=1),
        "discriminationindex": 100 * correlation(spread)[0],
        "discriminativeefficiency": 100 * spread.xy[0] / largest_covariance(of, mine, whole, 1)[0],
        "maxmark": 1,
    }
    assert close(ours, told(row))

"""How a sample is drawn: repeatable, whoever else is there, and sooner what weighs more."""

from datetime import date

import pytest

from trainer.audit.samples.rules import Candidate, Draw, draw, population_hash, unanswered, weigh

DAY = date(2026, 6, 1)
CROWD = [Candidate(number, "current") for number in range(1, 201)]


def ids(found) -> list[int]:
    return [one.person_id for one in found]


def test_the_same_seed_draws_the_same_files_in_whatever_order_they_are_read():
    wanted = Draw(7, DAY, 10, "random")
    assert ids(draw(CROWD, wanted)) == ids(draw(reversed(CROWD), wanted))
    assert len(set(ids(draw(CROWD, wanted)))) == 10


def test_the_draw_of_a_seed_is_fixed_for_good():
    """Whoever changes how it is drawn makes every audit of the past unrepeatable."""
    assert ids(draw(CROWD, Draw(7, DAY, 5, "random"))) == [167, 108, 166, 2, 22]


@pytest.mark.parametrize("other", [Draw(8, DAY, 10, "random"), Draw(7, date(2026, 6, 2), 10, "random")])
def test_another_seed_or_day_draws_others(other):
    assert ids(draw(CROWD, Draw(7, DAY, 10, "random"))) != ids(draw(CROWD, other))


def test_who_is_not_drawn_changes_nothing_for_those_who_are():
    drawn = draw(CROWD, Draw(7, DAY, 10, "weighted"))
    without = [one for one in CROWD if one.person_id in ids(drawn) or one.person_id % 2]
    assert draw(without, Draw(7, DAY, 10, "weighted")) == drawn


@pytest.mark.parametrize(
    ("candidate", "weight", "grounds"),
    [
        (Candidate(1, "current"), 1, ()),
        (Candidate(1, "lapsed"), 5, ("lapsed +4",)),
        (Candidate(1, "stopped"), 5, ("stopped +4",)),
        (Candidate(1, "due_soon"), 3, ("due soon +2",)),
        (Candidate(1, "missing", failed=1), 2, ("1 attempt not passed +1",)),
        (Candidate(1, "missing", failed=9), 4, ("9 attempts not passed +3",)),
        (
            Candidate(1, "current", corrections=2, temporaries=1, imported=1),
            10,
            ("2 corrections +3", "1 temporary clearance +3", "1 line imported +3"),
        ),
    ],
)
def test_what_weighs(candidate, weight, grounds):
    assert (weigh(candidate).weight, weigh(candidate).grounds) == (weight, grounds)


def test_a_file_of_five_times_the_weight_is_drawn_first_five_times_as_often():
    pair = [Candidate(1, "lapsed"), Candidate(2, "current")]
    first = [draw(pair, Draw(seed, DAY, 1, "weighted"))[0].person_id for seed in range(3000)]
    assert 0.81 < first.count(1) / 3000 < 0.86  # 5 of 6
    evenly = [draw(pair, Draw(seed, DAY, 1, "random"))[0].person_id for seed in range(3000)]
    assert 0.47 < evenly.count(1) / 3000 < 0.53


def test_a_clinic_smaller_than_the_sample_is_drawn_whole():
    assert sorted(ids(draw(CROWD[:3], Draw(7, DAY, 10, "weighted")))) == [1, 2, 3]


def test_the_hash_is_of_the_people_not_of_their_order():
    assert population_hash(CROWD) == population_hash(reversed(CROWD))
    assert population_hash(CROWD) != population_hash(CROWD[1:])
    assert population_hash(CROWD) != population_hash([*CROWD[:-1], Candidate(200, "lapsed")])


def test_what_nobody_looked_at_is_named():
    assert unanswered({"identity": 1, "certificate": 1, "evidence": 1}) == ["License", "Practical"]

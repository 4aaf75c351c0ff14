from datetime import UTC, date, datetime, timedelta

import pytest

from trainer.people import rules
from trainer.people.rules import Held, Invited

MARCH_1 = datetime(2030, 3, 1, 12, tzinfo=UTC)
DAY = timedelta(days=1)


def march(day):
    return date(2030, 3, day)


@pytest.mark.parametrize(
    ("story", "left_on", "day", "held"),
    [
        ("the day before", None, march(4), False),
        ("the first day", None, march(5), True),
        ("long after", None, march(31), True),
        ("the last day", march(9), march(9), True),
        ("a day too late", march(9), march(10), False),
        ("ended on the first day", march(4), march(5), False),
    ],
)
def test_a_role_is_held_from_its_first_to_its_last_day(story, left_on, day, held):
    assert Held("director", 1, march(5), left_on).on(day) is held


@pytest.mark.parametrize(
    ("story", "roles", "clinic_id", "holds"),
    [
        ("the role, there", ["director"], 1, True),
        ("the role, anywhere", ["director"], None, True),
        ("the role, elsewhere", ["director"], 2, False),
        ("another role", ["educator"], 1, False),
        ("one of several", ["educator", "director"], 1, True),
        ("none asked for", [], 1, False),
    ],
)
def test_holds(story, roles, clinic_id, holds):
    held = [Held("director", 1, march(1), None), Held("educator", 2, march(1), march(2))]
    assert rules.holds(held, roles, clinic_id, march(5)) is holds


@pytest.mark.parametrize(
    ("story", "invited", "now", "state"),
    [
        ("fresh", Invited(MARCH_1), MARCH_1 - DAY, "open"),
        ("the last moment", Invited(MARCH_1), MARCH_1 - timedelta(microseconds=1), "open"),
        ("a moment too late", Invited(MARCH_1), MARCH_1, "expired"),
        ("used", Invited(MARCH_1, accepted_at=MARCH_1 - DAY), MARCH_1 - DAY, "used"),
        ("used long ago", Invited(MARCH_1, accepted_at=MARCH_1 - DAY), MARCH_1 + DAY, "used"),
        ("withdrawn", Invited(MARCH_1, withdrawn_at=MARCH_1 - DAY), MARCH_1 - DAY, "withdrawn"),
    ],
)
def test_an_invitation_is_open_until_something_happens(story, invited, now, state):
    assert invited.state(now) == state


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("Riverbend Clinic", "riverbend-clinic"),
        ("  Praxis Müller & Söhne  ", "praxis-muller-sohne"),
        ("O'Neill's (West)", "o-neill-s-west"),
        ("診療所", ""),
        ("-- / --", ""),
        ("x" * 80, "x" * 60),
        ("x" * 59 + " y", "x" * 59),
    ],
)
def test_slug_of(name, slug):
    assert rules.slug_of(name) == slug


def test_spelling():
    assert rules.tidy_email("  Ada@Example.COM ") == "ada@example.com"
    assert rules.tidy_name("  Ada   Okafor\n") == "Ada Okafor"
    assert rules.tidy_name("Zoe\u0308") == "Zo\u00eb"


def test_of_a_token_only_its_hash_is_kept():
    assert rules.hash_of("one") == rules.hash_of("one") != rules.hash_of("two")
    assert len(rules.hash_of("one")) == 64

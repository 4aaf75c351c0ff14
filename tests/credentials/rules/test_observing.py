"""Who may observe a practical, and what becomes of a request to sign one."""

from datetime import UTC, date, datetime, timedelta

import pytest

from trainer.credentials import rules
from trainer.credentials.rules import Entry, Held, History, Lack, lack, profession_on, request_state, sign_by

ASKED = date(2026, 6, 1)
NOON = datetime(2026, 1, 1, 12, tzinfo=UTC)
HELD = Held(1, "needling", 1, date(2026, 1, 1), date(2027, 1, 1), NOON)
SUSPENDED = Entry(2, "suspension", "needling", date(2026, 5, 1), NOON)
FOR_A_TIME = Entry(3, "temporary", "needling", date(2026, 5, 1), NOON, until_on=date(2026, 7, 1))


def stands(*entries: Entry, certificates: tuple[Held, ...] = (HELD,)) -> dict[str, rules.Standing]:
    policy = rules.Policy("needling", rules.every(), rules.Validity("completion", 24))
    return {"needling": rules.standing(policy, History(entries, certificates), ASKED)}


@pytest.mark.parametrize(
    ("story", "professions", "holds", "profession", "held", "expected"),
    [
        ("any profession will do", (), (), None, {}, None),
        ("the profession wanted", ("physical therapist",), (), "physical therapist", {}, None),
        ("another profession", ("physical therapist",), (), "chiropractor", {}, Lack(("physical therapist",))),
        ("no profession on record", ("physical therapist",), (), None, {}, Lack(("physical therapist",))),
        ("a credential nobody ever heard of", (), ("needling",), None, {}, Lack(credential="needling")),
        ("cleared on that day", (), ("needling",), None, stands(), None),
        ("suspended on that day", (), ("needling",), None, stands(SUSPENDED), Lack(credential="needling")),
        (
            "cleared only for a time",
            (),
            ("needling",),
            None,
            stands(FOR_A_TIME, certificates=()),
            Lack(credential="needling"),
        ),
    ],
)
def test_who_may_observe(story, professions, holds, profession, held, expected):
    assert lack(professions, holds, profession, held) == expected, story


def became(profession: str, from_on: date, recorded_at: datetime = NOON) -> Entry:
    return Entry(-from_on.toordinal(), "profession", profession, from_on, recorded_at)


@pytest.mark.parametrize(
    ("story", "lines", "day", "expected"),
    [
        ("an old account without any line", [], date(2025, 1, 1), "athletic trainer"),
        ("on its day", [became("chiropractor", date(2026, 1, 1))], date(2026, 1, 1), "chiropractor"),
        (
            "seen before the account was made",
            [became("chiropractor", date(2026, 1, 1))],
            date(2025, 3, 1),
            "chiropractor",
        ),
        (
            "taken up since",
            [became("chiropractor", date(2026, 5, 1), NOON + timedelta(days=120))],
            date(2026, 4, 30),
            None,
        ),
        (
            "given up in between",
            [became("chiropractor", date(2026, 1, 1)), became("", date(2026, 3, 1)), became("x", date(2026, 5, 1))],
            date(2026, 4, 1),
            None,
        ),
    ],
)
def test_the_profession_is_that_of_the_day(story, lines, day, expected):
    assert profession_on(History(tuple(lines)), day, NOON, "athletic trainer") == expected, story


@pytest.mark.parametrize(
    ("answers", "days", "state"),
    [
        ([], 0, "waiting"),
        ([], 30, "waiting"),
        ([], 31, "too late"),
        (["practical"], 31, "signed"),
        (["practical_refusal"], 0, "declined"),
        (["correction"], 40, "withdrawn"),
        (["correction", "practical"], 0, "signed"),
    ],
)
def test_what_becomes_of_a_request(answers, days, state):
    assert request_state(ASKED, answers, ASKED + timedelta(days=days)) == state


def test_the_last_day_to_sign_counts():
    assert sign_by(ASKED) == date(2026, 7, 1)

"""Who is cleared, as of a day and as known on a day, read by a program."""

from datetime import date

import pytest

from tests.builders import make_clinic, make_member, make_person
from tests.credentials.builders import make_certificate, make_entry, make_pass, make_policy, noon
from trainer.people.models import Person


@pytest.fixture
def policy(clinic):
    return make_policy("a", "b")


@pytest.fixture
def ada(clinic, dora, policy) -> Person:
    """Certified from 1 January 2026 until 1 January 2028."""
    ada = make_person(None, name="Ada Abel")
    make_member(ada, "practitioner", clinic, recorded_at=noon(date(2020, 1, 1)))
    make_certificate(ada, clinic, policy)
    for module in ("a", "b"):
        make_pass(ada, clinic, module, date(2026, 1, 1))
    return ada


@pytest.fixture
def reader(program):
    return program("status")


def states(page) -> dict[str, str]:
    return {one["person"]["name"]: one["standings"][0]["state"] for one in page["items"]}


def test_everyone_who_practices_here_is_told_with_each_credential(reader, clinic, ada):
    make_person(clinic=clinic, name="Mo Missing")
    make_person(name="Stranger")
    page = reader.get("/api/v1/status")
    assert (page["as_of"], page["as_known_on"]) == ("2026-06-01", "2026-06-01")
    assert states(page) == {"Ada Abel": "current", "Mo Missing": "missing"}
    [standing] = page["items"][0]["standings"]
    assert standing == {
        "credential": {"slug": "needling", "title": "Needling knowledge", "version": 1},
        "state": "current",
        "cleared": True,
        "until": "2028-01-01",
        "is_temporary": False,
    }


@pytest.mark.parametrize(
    ("day", "state"),
    [
        ("2025-12-31", "missing"),
        ("2026-01-01", "current"),
        ("2027-12-01", "due_soon"),
        ("2028-01-01", "due_soon"),
        ("2028-01-02", "lapsed"),
    ],
)
@pytest.mark.sqlite
def test_the_day_in_question_decides(reader, ada, day, state):
    one = reader.get(f"/api/v1/people/{ada.id}/status?as_of={day}")
    assert (one["as_of"], one["standings"][0]["state"]) == (day, state)
    assert states(reader.get(f"/api/v1/status?as_of={day}")) == {"Ada Abel": state}


def test_what_was_learned_later_was_not_known_before(reader, clinic, ada):
    """Suspended from 1 March on, which was entered on 10 April only."""
    make_entry(ada, clinic, "suspension", "needling", date(2026, 3, 1), recorded_at=noon(date(2026, 4, 10)))
    asked = f"/api/v1/people/{ada.id}/status?as_of=2026-03-14"
    now, then = reader.get(asked), reader.get(f"{asked}&as_known_on=2026-04-09")
    assert (now["standings"][0]["state"], now["standings"][0]["stopped_by"]) == ("stopped", ["suspension"])
    assert (then["as_known_on"], then["standings"][0]["state"]) == ("2026-04-09", "current")
    assert states(reader.get("/api/v1/status?as_of=2026-03-14&as_known_on=2026-04-09")) == {"Ada Abel": "current"}
    assert states(reader.get("/api/v1/status?as_of=2026-03-14&as_known_on=2026-04-10")) == {"Ada Abel": "stopped"}


def test_of_one_person_each_thing_that_is_asked_for_is_told(reader, clinic, policy):
    half = make_person(clinic=clinic, name="Hal Half")
    make_pass(half, clinic, "a", date(2026, 5, 1))
    [standing] = reader.get(f"/api/v1/people/{half.id}/status")["standings"]
    assert (standing["state"], standing["cleared"], standing["until"]) == ("missing", False, None)
    told = {one["title"]: (one["kind"], one["state"], one["until"]) for one in standing["requirements"]}
    assert told == {"a": ("module", "current", "2028-05-01"), "b": ("module", "missing", None)}


def test_only_the_credential_that_was_asked_for(reader, ada, clinic):
    make_policy("c", slug="thorax", title="Thorax")
    both = reader.get("/api/v1/status")["items"][0]["standings"]
    assert [one["credential"]["slug"] for one in both] == ["needling", "thorax"]
    one = reader.get("/api/v1/status?credential=thorax")["items"][0]["standings"]
    assert [one["credential"]["slug"] for one in one] == ["thorax"]
    reader.get("/api/v1/status?credential=unknown", 404)


def test_who_was_here_on_the_day_is_told_and_who_was_not_does_not_exist(reader, clinic, policy):
    gone = make_person(None, name="Gil Gone")
    make_member(gone, "practitioner", clinic, left_on=date(2026, 5, 1))
    make_member(gone, "practitioner", make_clinic())
    assert states(reader.get("/api/v1/status?as_of=2026-05-01")) == {"Gil Gone": "missing"}
    assert reader.get("/api/v1/status?as_of=2026-05-02")["items"] == []
    reader.get(f"/api/v1/people/{gone.id}/status?as_of=2026-05-01")
    reader.get(f"/api/v1/people/{gone.id}/status", 404)


def test_whose_role_was_entered_later_was_not_known_to_be_here(reader, clinic, policy):
    late = make_person(None, name="Lou Late")
    make_member(late, "practitioner", clinic, joined_on=date(2026, 3, 1), recorded_at=noon(date(2026, 4, 10)))
    assert states(reader.get("/api/v1/status?as_of=2026-03-14")) == {"Lou Late": "missing"}
    assert states(reader.get("/api/v1/status?as_of=2026-03-14&as_known_on=2026-04-09")) == {}


def test_pages_lead_through_everybody_once_and_ask_as_much_for_many(reader, clinic, policy, statements):
    for _ in range(7):
        make_person(clinic=clinic)
    address, seen = "/api/v1/status?limit=3", []
    while address:
        page = reader.get(address)
        seen += [one["person"]["id"] for one in page["items"]]
        address = page["next"]
    assert seen == sorted(set(seen))
    assert len(seen) == 7
    with statements() as few:
        reader.get("/api/v1/status?limit=1")
    with statements() as many:
        reader.get("/api/v1/status")
    assert len(few) == len(many) <= 10


@pytest.mark.sqlite
def test_a_day_that_cannot_be_is_refused(reader, ada):
    said = reader.get("/api/v1/status?as_of=2026-02-30", 400)
    assert said["place"] == "the parameter as_of"


def test_what_has_no_end_has_no_last_day(reader, clinic):
    make_policy(
        requires=[{"document": "cpr", "title": "CPR card", "ongoing": False}],
        valid={"anchor": "completion", "months": 24},
    )
    ann = make_person(clinic=clinic, name="Ann Able")
    make_entry(ann, clinic, "document", "cpr", date(2026, 5, 1))
    [standing] = reader.get(f"/api/v1/people/{ann.id}/status")["standings"]
    assert standing["requirements"] == [{"kind": "document", "title": "CPR card", "state": "current", "until": None}]

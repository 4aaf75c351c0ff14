"""What a token reads: its clinic's people, certificates and trail; of strangers nothing."""

from datetime import date

import pytest

from tests.builders import make_clinic, make_member, make_person
from tests.conftest import make_app
from tests.credentials.builders import make_certificate, make_entry, make_policy
from tests.exchange.builders import make_token
from trainer import trail
from trainer.db import db
from trainer.exchange.api import operations
from trainer.web.security import limiter


@pytest.fixture
def ada(clinic, dora):
    return make_person(clinic=clinic, name="Ada Abel")


@pytest.fixture
def former(clinic, dora):
    gone = make_person(None, name="Gil Gone", profession="chiropractor")
    make_member(gone, "practitioner", clinic, left_on=date(2026, 5, 1))
    make_member(gone, "practitioner", make_clinic())
    return gone


def names(page) -> list[str]:
    return [one["name"] for one in page["items"]]


# People


def test_everyone_who_is_or_was_here_is_read_in_one_order(program, dora, ada, former):
    make_person(name="Stranger")
    page = program("people").get("/api/v1/people")
    assert names(page) == ["Dora Díaz", "Ada Abel", "Gil Gone"]
    assert page["next"] is None


def test_of_who_has_left_only_the_name_and_the_roles_here_are_told(program, former):
    one = program("people").get(f"/api/v1/people/{former.id}")
    assert (one["name"], one["is_here"], one["email"], one["profession"]) == ("Gil Gone", False, None, None)
    assert one["roles"] == [{"role": "practitioner", "joined_on": "2020-01-01", "left_on": "2026-05-01"}]


def test_of_who_is_here_the_address_is_told_too(program, ada):
    one = program("people").get(f"/api/v1/people/{ada.id}")
    assert (one["email"], one["profession"], one["is_here"]) == (ada.email, "physical therapist", True)


def test_pages_lead_through_everybody_once(program, clinic, dora):
    for _ in range(6):
        make_person(clinic=clinic)
    reader, address, seen = program("people"), "/api/v1/people?limit=3", []
    while address:
        page = reader.get(address)
        seen += [one["id"] for one in page["items"]]
        address = page["next"]
    assert len(seen) == 7
    assert seen == sorted(set(seen))


def test_the_number_of_statements_does_not_grow(program, clinic, statements):
    policy = make_policy()
    for _ in range(20):
        make_certificate(make_person(clinic=clinic), clinic, policy)
    reader = program("people", "certificates", "events")
    for address in ("people", "certificates", "events"):
        with statements() as seen:
            reader.get(f"/api/v1/{address}")
        assert len(seen) <= 6, seen


# Certificates


def test_a_certificate_is_told_with_the_one_it_renews(program, clinic, ada):
    policy = make_policy()
    old = make_certificate(ada, clinic, policy)
    new = make_certificate(ada, clinic, policy, valid_until=date(2030, 1, 1), renews_id=old.id)
    page = program("certificates").get(f"/api/v1/certificates?person={ada.id}")
    assert [(one["code"], one["renews"]) for one in page["items"]] == [(old.code, None), (new.code, old.code)]
    one = program("certificates").get(f"/api/v1/certificates/{new.code.lower()}")
    assert one["valid_until"] == "2030-01-01"
    assert one["credential"] == {"slug": "needling", "title": "Needling knowledge", "version": 1}
    assert one["check"].endswith(f"/check/{new.code}")


def test_a_certificate_tells_how_it_stands_today_by_itself(program, clinic, ada, former):
    policy = make_policy()
    make_certificate(ada, clinic, policy)
    lapsed = make_certificate(ada, clinic, policy, valid_from=date(2024, 1, 1), valid_until=date(2025, 1, 1))
    make_certificate(ada, clinic, policy, valid_from=date(2026, 6, 2), valid_until=date(2028, 6, 2))
    make_certificate(former, clinic, policy)
    make_entry(former, clinic, "suspension", "needling", date(2026, 5, 1))
    told = program("certificates").get("/api/v1/certificates")["items"]
    assert [one["state"] for one in told] == ["current", "lapsed", "missing", "stopped"]
    assert [one["stopped_by"] for one in told] == [[], [], [], ["suspension"]]
    assert told[1]["code"] == lapsed.code


def test_who_works_here_brings_what_was_issued_elsewhere_and_who_left_only_what_was_issued_here(
    program, clinic, ada, former
):
    elsewhere, policy = make_clinic(), make_policy()
    brought = make_certificate(ada, elsewhere, policy)
    here = make_certificate(former, clinic, policy)
    hidden = make_certificate(former, elsewhere, policy, valid_until=date(2029, 1, 1))
    strangers = make_certificate(make_person(), clinic, policy)
    reader = program("certificates")
    assert {one["code"] for one in reader.get("/api/v1/certificates")["items"]} == {brought.code, here.code}
    for unseen in (hidden, strangers):
        reader.get(f"/api/v1/certificates/{unseen.code}", 404)


# Events


def test_the_trail_is_read_in_order_and_asked_again_after_the_last(program, clinic, dora, ada, today):
    trail.record("person.joined", about=ada, by=dora, clinic=clinic, role="practitioner")
    trail.record("person.signed_in", about=ada, by=ada)
    trail.record("person.renamed", about=ada, by=ada, old="Ada", new="Ada Abel")
    trail.record("person.joined", about=make_person(), by=dora, clinic=make_clinic(), role="practitioner")
    db.session.commit()
    reader = program("events")
    today.shift(10)
    page = reader.get("/api/v1/events")
    told = [one["sentence"] for one in page["items"]]
    assert told == [
        "Ada Abel joined Riverbend as practitioner.",
        "Ada Abel changed the name from Ada to Ada Abel.",
        "Dora Díaz let the program Payroll read events of Riverbend, until it is revoked.",
    ]
    assert page["items"][0]["by"] == {"id": dora.id, "name": "Dora Díaz"}
    again = reader.get(f"/api/v1/events?after={page['after']}")
    assert again == {"items": [], "after": page["after"], "next": None}


def test_a_line_is_read_once_it_has_settled(program, today):
    reader = program("events")
    assert reader.get("/api/v1/events")["items"] == []
    today.shift(4)
    assert len(reader.get("/api/v1/events")["items"]) == 1


# Who may read


def test_unknown_expired_and_revoked_are_answered_alike(program, clinic, dora, today):
    told = set()
    expired = make_token(clinic, dora, "people", until_on=date(2026, 5, 31))
    for token in ("", "trainer_made_up", expired):
        reader = program()
        reader.token = token
        reader.get("/api/v1/people", 401)
        told.add(reader.answer.text)
        assert reader.answer.headers["WWW-Authenticate"] == 'Bearer realm="Trainer"'
    assert len(told) == 1


@pytest.mark.sqlite
@pytest.mark.parametrize("address", ["people", "people/1", "certificates", "certificates/x", "events"])
def test_a_token_reads_only_what_it_was_made_for(program, address):
    scope = address.partition("/")[0]
    others = {"people", "status", "certificates", "events"} - {scope}
    refused = program(*others).get(f"/api/v1/{address}", 403)
    assert refused["detail"] == f"This token may not read {scope}."


def test_somebody_who_is_signed_in_needs_a_token_too(director):
    assert director.client.get("/api/v1/people").status_code == 401


def test_no_cookie_is_set_and_nothing_is_kept_on_the_way(program):
    reader = program("people")
    reader.get("/api/v1/people")
    assert "Set-Cookie" not in reader.answer.headers
    assert reader.answer.headers["Cache-Control"] == "no-store"


def test_another_clinics_people_do_not_exist(program, ada):
    stranger = make_person()
    reader = program("people")
    told = [reader.get(f"/api/v1/people/{number}", 404)["detail"] for number in (stranger.id, 2**31 - 1)]
    assert told[0] == told[1]


# Questions that cannot be read


@pytest.mark.sqlite
@pytest.mark.parametrize(
    ("asked", "place", "mend"),
    [
        ("limit=0", "the parameter limit", "Input should be greater than or equal to 1."),
        ("limit=201", "the parameter limit", "Input should be less than or equal to 200."),
        ("limit=many", "the parameter limit", "Input should be a valid integer"),
        ("after=-1", "the parameter after", "Input should be greater than or equal to 0."),
        ("after=99999999999", "the parameter after", "Input should be less than or equal to 2147483647."),
        ("page=2", "the parameter page", "There are: after, limit."),
    ],
)
def test_a_question_that_cannot_be_read_is_answered_with_the_place_and_the_mend(program, asked, place, mend):
    reader = program("people")
    said = reader.get(f"/api/v1/people?{asked}", 400)
    assert reader.answer.mimetype == "application/problem+json"
    assert (said["status"], said["place"]) == (400, place)
    assert said["mend"].startswith(mend)


@pytest.mark.sqlite
@pytest.mark.parametrize(("method", "address", "status"), [("GET", "nothing", 404), ("POST", "people", 405)])
def test_errors_of_the_api_are_problem_documents(app, clinic, method, address, status):
    answer = app.test_client().open(f"/api/v1/{address}", method=method)
    assert (answer.status_code, answer.mimetype) == (status, "application/problem+json")
    assert answer.json["place"] == f"/api/v1/{address}"
    assert answer.json["mend"]


@pytest.fixture
def in_earnest(app, tmp_path):
    """The same app as it runs in a clinic: questions are counted."""
    counting = make_app(tmp_path, app.config["SQLALCHEMY_DATABASE_URI"], TESTING=False)
    yield counting
    limiter.enabled = False
    limiter.reset()
    with counting.app_context():
        db.engine.dispose()


@pytest.mark.sqlite
def test_a_token_that_asks_too_often_waits_and_no_other_waits_with_it(program, in_earnest, monkeypatch):
    monkeypatch.setattr(operations, "PER_MINUTE", 6)
    hasty, patient = program("people", "events"), program("people")
    hasty.client = patient.client = in_earnest.test_client()
    for _ in range(3):
        hasty.get("/api/v1/people/999", 404)
        hasty.get("/api/v1/events?limit=1")
    said = hasty.get("/api/v1/people/999", 429)
    assert (said["title"], hasty.answer.headers["Retry-After"]) == ("Too Many Requests", "60")
    patient.get("/api/v1/people")

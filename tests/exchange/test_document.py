"""The OpenAPI document held against the routes and against what is really answered."""

from datetime import date
from typing import Any

import pytest
from jsonschema import Draft202012Validator, FormatChecker
from openapi_spec_validator import OpenAPIV31SpecValidator
from sqlalchemy import select

from tests.builders import make_person
from tests.credentials.builders import make_certificate, make_policy
from tests.exchange.conftest import Program
from trainer.db import db
from trainer.exchange.answers import Delivery
from trainer.exchange.rules.tokens import SCOPES
from trainer.exchange.telling import event
from trainer.trail import Event, record


@pytest.fixture
def document(app) -> dict[str, Any]:
    return app.test_client().get("/api/v1/openapi.json").json


@pytest.fixture
def reader(program) -> Program:
    return program(*SCOPES)


@pytest.fixture
def filled(clinic, dora, today) -> dict[str, Any]:
    """A clinic where every question has an answer, and what stands in the paths."""
    ada = make_person(clinic=clinic, name="Ada Abel")
    policy = make_policy()
    old = make_certificate(ada, clinic, policy)
    new = make_certificate(ada, clinic, policy, valid_until=date(2030, 1, 1), renews_id=old.id)
    record("person.joined", about=ada, by=dora, clinic=clinic, role="practitioner")
    db.session.commit()
    today.shift(10)
    return {"person_id": ada.id, "code": new.code}


def faults(document: dict, schema: dict, given: Any) -> list[str]:
    whole = schema | {"components": document["components"]}
    found = Draft202012Validator(whole, format_checker=FormatChecker()).iter_errors(given)
    return [f"{list(fault.absolute_path)}: {fault.message}" for fault in found]


def schema_of(operation: dict, status: str) -> dict:
    [media_type] = operation["responses"][status]["content"].values()
    return media_type["schema"]


def operations(document: dict) -> list[tuple[str, dict]]:
    return [(path, methods["get"]) for path, methods in document["paths"].items()]


@pytest.mark.sqlite
def test_it_is_sound(document):
    assert list(OpenAPIV31SpecValidator(document).iter_errors()) == []


@pytest.mark.sqlite
def test_every_address_of_the_api_is_in_it_and_no_other(app, document):
    rules = [rule for rule in app.url_map.iter_rules() if rule.rule.startswith("/api/")]
    routes = {(rule.rule, method) for rule in rules for method in rule.methods - {"HEAD", "OPTIONS"}}
    about_itself = {("/api/v1/", "GET"), ("/api/v1/openapi.json", "GET")}
    in_words = {
        (path.replace("{person_id}", "<int:person_id>").replace("{code}", "<code>"), method.upper())
        for path, methods in document["paths"].items()
        for method in methods
    }
    assert routes - about_itself == in_words


@pytest.mark.sqlite
def test_an_address_of_the_api_that_is_not_marked_is_closed_to_tokens(app):
    public = {"api.document", "api.reference"}
    for endpoint, view in app.view_functions.items():
        if endpoint.startswith("api.") and endpoint not in public:
            scope = view.operation.scope
            assert scope in SCOPES
            assert view.access == f"token: {scope}", endpoint


def test_every_answer_is_as_the_document_says(document, reader, filled):
    for path, operation in operations(document):
        given = reader.get(path.format(**filled))
        assert given.get("items", "one thing"), f"{path} answers with nothing"
        assert faults(document, schema_of(operation, "200"), given) == [], path


@pytest.mark.sqlite
def test_an_answer_with_a_word_too_many_or_too_few_would_be_noticed(document, reader, filled):
    operation = document["paths"]["/api/v1/people/{person_id}"]["get"]
    given = reader.get(f"/api/v1/people/{filled['person_id']}")
    assert faults(document, schema_of(operation, "200"), given | {"score": 1})
    del given["email"]
    assert faults(document, schema_of(operation, "200"), given)


@pytest.mark.sqlite
def test_every_problem_is_as_the_document_says(document, program, filled):
    reader = program(*SCOPES)
    for path, operation in operations(document):
        address = path.format(**filled)
        met = [program().get(address, 401), reader.get(f"{address}?made_up=1", 400)]
        met.append(program(*(set(SCOPES) - set(operation["tags"]))).get(address, 403))
        if "{" in path:
            met.append(reader.get(path.format(person_id=2**31 - 1, code="NOTHING"), 404))
        for given in met:
            assert faults(document, schema_of(operation, str(given["status"])), given) == []


@pytest.mark.sqlite
def test_every_parameter_is_taken_within_its_limits_and_refused_beyond(document, reader, filled):
    for path, operation in operations(document):
        for parameter in operation["parameters"]:
            if parameter["in"] == "path":
                assert f"{{{parameter['name']}}}" in path
                continue
            address, schema = f"{path.format(**filled)}?{parameter['name']}=", parameter["schema"]
            if schema["type"] == "integer":
                reader.get(f"{address}{schema['minimum']}")
                reader.get(f"{address}{schema['maximum']}")
                reader.get(f"{address}{schema['minimum'] - 1}", 400)
                reader.get(f"{address}{schema['maximum'] + 1}", 400)
            elif schema.get("format") == "date":
                reader.get(f"{address}2026-06-01")
                reader.get(f"{address}2026-02-30", 400)


def test_what_a_webhook_is_told_is_as_the_document_says(document, filled):
    line = db.session.scalars(select(Event)).all()[0]
    body = Delivery(delivery="d1", clinic="riverbend", event=event(line)).model_dump(mode="json")
    [media_type] = document["webhooks"]["event"]["post"]["requestBody"]["content"].values()
    assert faults(document, media_type["schema"], body) == []


@pytest.mark.sqlite
def test_the_page_names_every_question_and_every_answer(browser, document):
    page = browser.open("/api/v1/")
    shown = {tag["id"] for tag in page.select("h3[id]")}
    wanted = {operation["operationId"] for _, operation in operations(document)} | document["components"][
        "schemas"
    ].keys()
    assert shown == wanted
    for link in page.select('main a[href^="#"]'):
        assert page.select_one(f'[id="{link["href"][1:]}"]'), link

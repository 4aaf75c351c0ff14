"""The OpenAPI 3.1 document, put together from the routes and from the models that write the answers."""

import re
from functools import cache
from importlib.resources import files
from typing import Any

from flask import Flask
from pydantic.json_schema import models_json_schema
from werkzeug.routing import Rule

from trainer.exchange.answers import Delivery
from trainer.exchange.api.operations import Operation, Question
from trainer.web.addresses import LARGEST, base_address
from trainer.web.problems import Problem

IN_PATH = re.compile(r"<(?:(\w+):)?(\w+)>")  # <int:person_id>, <code>
COMPONENT = "#/components/schemas/{model}"
PROBLEMS = {
    "400": "The question cannot be read.",
    "401": "No token, or one that does not work.",
    "403": "The token may not read this.",
    "404": "It does not exist, or is not this clinic's.",
    "429": "Too many questions in a minute.",
}
ABOUT = (
    "What one clinic's token may read. Everything is read with GET; dates are days where the clinic is, both ends "
    "inclusive, and moments are UTC. Lists are ordered and paged: follow `next`. Errors are problem documents "
    "(RFC 9457) that also say where (`place`) and what to do (`mend`)."
)
VERIFY = files("trainer.exchange").joinpath("verify.txt").read_text(encoding="utf-8")


def document(app: Flask) -> dict[str, Any]:
    return {
        "openapi": "3.1.1",
        "info": {"title": "Trainer", "version": "1", "description": ABOUT},
        "servers": [{"url": base_address()}],
        "security": [{"token": []}],
        "paths": {path_of(rule): {"get": described(rule, one)} for rule, one in operations(app)},
        "webhooks": {"event": {"post": webhook()}},
        "components": {
            "schemas": schemas(tuple(one.answer for _, one in operations(app))),
            "securitySchemes": {"token": {"type": "http", "scheme": "bearer", "description": "A clinic's token."}},
        },
    }


def operations(app: Flask) -> list[tuple[Rule, Operation]]:
    views = app.view_functions
    found = [(rule, getattr(views[rule.endpoint], "operation", None)) for rule in app.url_map.iter_rules()]
    return sorted(((rule, one) for rule, one in found if one), key=lambda pair: pair[0].rule)


def path_of(rule: Rule) -> str:
    """/people/<int:person_id> is /people/{person_id}."""
    return IN_PATH.sub(r"{\2}", rule.rule)


def described(rule: Rule, one: Operation) -> dict[str, Any]:
    return {
        "operationId": rule.endpoint.partition(".")[2],
        "summary": one.summary,
        "description": f"Needs a token with the scope {one.scope}.",
        "tags": [one.scope],
        "parameters": [*in_path(rule), *in_query(one.question)],
        "responses": {"200": answer("The answer.", one.answer.__name__)}
        | {status: answer(words, Problem.__name__, "application/problem+json") for status, words in PROBLEMS.items()},
    }


def in_path(rule: Rule) -> list[dict[str, Any]]:
    number = {"type": "integer", "minimum": 0, "maximum": LARGEST}
    return [
        {"name": name, "in": "path", "required": True, "schema": number if kind == "int" else {"type": "string"}}
        for kind, name in IN_PATH.findall(rule.rule)
    ]


def in_query(question: type[Question]) -> list[dict[str, Any]]:
    schema = question.model_json_schema()
    return [in_address(name, dict(one)) for name, one in schema.get("properties", {}).items()]


def in_address(name: str, schema: dict[str, Any]) -> dict[str, Any]:
    """What may be left out has no null in an address."""
    schema.pop("title", None)
    words = schema.pop("description", "")
    if "anyOf" in schema:
        [kind] = [one for one in schema.pop("anyOf") if one != {"type": "null"}]
        schema = kind | {key: value for key, value in schema.items() if key != "default"}
    return {"name": name, "in": "query", "required": False, "description": words, "schema": schema}


def answer(words: str, model: str, media_type: str = "application/json") -> dict[str, Any]:
    return {"description": words, "content": {media_type: {"schema": {"$ref": COMPONENT.format(model=model)}}}}


def webhook() -> dict[str, Any]:
    return {
        "summary": "A line of the trail, told to the clinic's endpoint.",
        "description": "Sent again until it is answered with a status from 200 to 299, for three days at most.",
        "security": [],
        "parameters": [
            header("Trainer-Signature", "t=seconds since 1970,v1=HMAC-SHA256 of “seconds.body”, in hex."),
            header("Trainer-Delivery", "The number of the delivery; the same each time that it is sent."),
            header("Trainer-Event", "The name of the event."),
        ],
        "requestBody": {"required": True} | {"content": answer("", Delivery.__name__)["content"]},
        "responses": {"2XX": {"description": "It has arrived."}},
    }


def header(name: str, words: str) -> dict[str, Any]:
    return {"name": name, "in": "header", "required": True, "description": words, "schema": {"type": "string"}}


@cache
def schemas(wanted: tuple[type, ...]) -> dict[str, Any]:
    models = [(model, "serialization") for model in dict.fromkeys([*wanted, Delivery, Problem])]
    _, definitions = models_json_schema(models, ref_template=COMPONENT)  # type: ignore[arg-type]
    return definitions["$defs"]

"""What programs can ask for. One declaration makes the route, reads the question, writes answer and document."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import wraps
from typing import Any
from urllib.parse import urlencode

from flask import Blueprint, Response, abort, g, request
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from trainer.exchange.answers import Answer
from trainer.web.access import for_token
from trainer.web.addresses import LARGEST
from trainer.web.problems import problem
from trainer.web.security import limiter

api = Blueprint("api", __name__, url_prefix="/api/v1")

PER_MINUTE = 600


class Question(BaseModel):
    """What may stand after the ? of an address."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Paged(Question):
    after: int = Field(0, ge=0, le=LARGEST, description="The number that the last page ended with.")
    limit: int = Field(100, ge=1, le=200, description="How many at most.")


class CertificatesQuestion(Paged):
    person: int | None = Field(None, ge=1, le=LARGEST, description="Only those of this person.")


class Clocks(Question):
    as_of: date | None = Field(None, description="The day in question; without it, today where the clinic is.")
    as_known_on: date | None = Field(
        None, description="As it was known at the end of this day; without it, as it is known now."
    )
    credential: str | None = Field(None, description="Only this credential, by its slug.")


class PagedClocks(Clocks, Paged):
    pass


@dataclass(frozen=True)
class Operation:
    summary: str
    scope: str
    question: type[Question]
    answer: type[Answer]


def operation(path: str, *, scope: str, answer: type[Answer], question: type[Question] = Question) -> Callable:
    """The view gets the token's clinic, the question as read, and what stands in the path."""

    def declare(view: Callable[..., Answer]) -> Callable[..., Answer]:
        @wraps(view)
        def answered(**path_values: Any) -> Response:
            try:
                asked = question.model_validate(request.args.to_dict())
            except ValidationError as problems:
                return misunderstood(problems, question)
            given = view(g.token.clinic, asked, **path_values)
            if not isinstance(given, answer):
                raise TypeError(f"{view.__name__} answers {type(given).__name__}, not {answer.__name__}")
            return Response(given.model_dump_json(), mimetype="application/json")

        answered.operation = Operation((view.__doc__ or "").strip(), scope, question, answer)  # type: ignore[attr-defined]
        limited = limiter.shared_limit(per_minute, scope="api", key_func=by_token)(answered)
        api.add_url_rule(path, view.__name__, for_token(scope)(limited), methods=["GET"])
        return view

    return declare


def per_minute() -> str:
    return f"{PER_MINUTE} per minute"


def by_token() -> str:
    return f"token {g.token.id}"


def misunderstood(problems: ValidationError, question: type[Question]) -> Response:
    first = problems.errors(include_url=False)[0]
    name = str(first["loc"][0]) if first["loc"] else ""
    if first["type"] == "extra_forbidden":
        known = ", ".join(question.model_fields) or "none"
        return problem(
            400, f"Nothing here is called {name}.", place=f"the parameter {name}", mend=f"There are: {known}."
        )
    return problem(
        400,
        f"{name} cannot be {first['input']!r}.",
        place=f"the parameter {name}",
        mend=f"{first['msg']}.",
    )


def found(thing: Any) -> Any:
    """What is not this clinic's does not exist."""
    return thing if thing is not None else abort(404)


def following(rows: Sequence[Any], asked: Paged) -> str | None:
    """The address of what comes after these. The last page may be full; then one more is empty."""
    if len(rows) < asked.limit:
        return None
    return f"{request.path}?{urlencode(request.args.to_dict() | {'after': str(rows[-1].id)})}"

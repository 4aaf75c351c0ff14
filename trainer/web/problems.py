"""What went wrong, told to a program: a problem document (RFC 9457) that also says where, and how to mend it."""

from http import HTTPStatus

from flask import Response, request
from pydantic import BaseModel, ConfigDict, Field

PROGRAMS = "/api/"  # whatever is asked for below this answers in JSON, errors too


class Problem(BaseModel):
    """Why there is no answer (RFC 9457)."""

    model_config = ConfigDict(frozen=True)

    type: str = Field("about:blank", description="Always about:blank: the status says what kind of problem it is.")
    title: str = Field(description="The status in words.")
    status: int = Field(description="The status of the answer once more.")
    detail: str = Field(description="What went wrong.")
    place: str = Field(description="Where: a parameter, a header or the path.")
    mend: str = Field(description="What to do about it.")


def is_for_a_program() -> bool:
    return request.path.startswith(PROGRAMS)


def problem(status: int, detail: str, *, place: str = "", mend: str = "", **headers: str) -> Response:
    document = Problem(
        title=HTTPStatus(status).phrase,
        status=status,
        detail=detail,
        place=place or request.path,
        mend=mend or "Read what may be asked for at /api/v1/.",
    )
    answer = Response(document.model_dump_json(), status, mimetype="application/problem+json")
    answer.headers.update({name.replace("_", "-"): value for name, value in headers.items()})
    return answer

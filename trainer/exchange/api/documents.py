"""What can be asked for, as OpenAPI for programs and as a page for people. Open to anybody: it names no clinic."""

from flask import current_app, render_template

from trainer.exchange.api import openapi
from trainer.exchange.api.operations import PER_MINUTE, api
from trainer.exchange.rules.tokens import SCOPES
from trainer.exchange.sending import SECONDS
from trainer.web.access import public


@api.get("/openapi.json")
@public
def document():
    return openapi.document(current_app)


@api.get("/")
@public
def reference():
    return render_template(
        "exchange/reference.html",
        document=openapi.document(current_app),
        scopes=SCOPES,
        per_minute=PER_MINUTE,
        example=openapi.VERIFY,
        seconds=SECONDS,
    )

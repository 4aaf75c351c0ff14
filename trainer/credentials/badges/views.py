"""What wallets, backpacks and verifiers fetch. All of it is public; a badge by its certificate's code only."""

from datetime import timedelta

from flask import Blueprint, Response, abort, render_template

from trainer import clock
from trainer.credentials import queries as certificates
from trainer.credentials import rules
from trainer.credentials.badges import documents, queries
from trainer.credentials.badges.drawing import Drawing
from trainer.credentials.badges.rules import issuer
from trainer.credentials.badges.rules.status import LOOK_AGAIN, Purpose
from trainer.credentials.models import Certificate
from trainer.credentials.provenance import queries as provenances
from trainer.errors import Refused
from trainer.web.access import public
from trainer.web.security import limiter

badges = Blueprint("badges", __name__)


@badges.get("/check/<code>/badge.json")
@public
@limiter.limit("30 per minute")
def badge(code):
    certificate = certificate_with(code)
    return served(documents.signed_badge(certificate), name=f"badge-{certificate.code}.json")


@badges.get("/check/<code>/badge.svg")
@public
@limiter.limit("30 per minute")
def image(code):
    """The picture, with the badge baked in."""
    certificate = certificate_with(code)
    document = documents.as_text(documents.signed_badge(certificate)).replace("]]>", "]]\\u003e")
    drawn = render_template("credentials/badges/badge.svg", drawing=Drawing.of(certificate), document=document)
    return Response(drawn, mimetype="image/svg+xml", headers={"Access-Control-Allow-Origin": "*"})


@badges.get("/issuer.json")
@public
def profile():
    return served(issuer.issuer_profile(documents.us()))


@badges.get("/.well-known/did.json")
@badges.get("/did.json")
@public
def did():
    """The second address is where a did:web with a path in it is read."""
    return served(
        issuer.did_document(documents.us(), [key.public_key for key in queries.issuer_keys()]), keep=LOOK_AGAIN
    )


@badges.get("/status/revocations/<int:number>")
@public
@limiter.limit("60 per minute")
def revocations(number):
    return status_list("revocation", number)


@badges.get("/status/suspensions/<int:number>")
@public
@limiter.limit("60 per minute")
def suspensions(number):
    return status_list("suspension", number)


def status_list(purpose: Purpose, number: int) -> Response:
    if not 1 <= number <= queries.lists():
        abort(404)
    return served(documents.signed_list(purpose, number, clock.now()), keep=LOOK_AGAIN)


def certificate_with(code: str) -> Certificate:
    certificate = certificates.by_code(rules.tidy_code(code))
    if certificate is None:
        abort(404)
    imported = provenances.of_certificate(certificate)
    if imported and not imported.may_have_a_badge:
        scope = "; whether it is about the same, nobody has said" if imported.is_verified else ""
        raise Refused(
            f"This certificate was not earned here ({imported.public_words}{scope}), so no badge vouches for it."
        )
    return certificate


def served(document: dict, *, name: str | None = None, keep: timedelta | None = None) -> Response:
    """Readable for pages of other sites too: a verifier may run in a browser."""
    answer = Response(documents.as_text(document), mimetype="application/ld+json")
    answer.headers["Access-Control-Allow-Origin"] = "*"
    if name:
        answer.headers["Content-Disposition"] = f'inline; filename="{name}"'
    if keep:
        answer.headers["Cache-Control"] = f"public, max-age={int(keep.total_seconds())}"
    return answer

from flask import Response, abort, render_template

from trainer import clock
from trainer.credentials import queries
from trainer.credentials.documents.facts import facts_of, history_of
from trainer.credentials.documents.papers import certificate_pdf, transcript_pdf
from trainer.credentials.documents.typesetting import SIZES
from trainer.credentials.documents.views import documents
from trainer.credentials.pages import CertificateToday
from trainer.errors import Refused
from trainer.web.access import me

STOPPED = (
    "This certificate is suspended, revoked or withdrawn, so it is not given out on paper. Your transcript lists it"
    " with its state of today; your clinic’s director can say why."
)


@documents.get("/certificates/<int:certificate_id>/wallet")
def wallet(certificate_id):
    certificate = queries.certificate_of(me(), certificate_id)
    shown = CertificateToday.of(certificate, queries.newer_than(certificate))
    return render_template("credentials/documents-wallet.html", shown=shown)


@documents.get("/certificates/<int:certificate_id>/<size>.pdf")
def certificate(certificate_id, size):
    certificate = queries.certificate_of(me(), certificate_id)
    if CertificateToday.of(certificate, newer=None).stops:
        raise Refused(STOPPED)
    facts = facts_of(certificate)
    return as_pdf(certificate_pdf(facts, paper(size)), f"certificate-{facts.code_in_fours}.pdf")


@documents.get("/certificates/transcript/<size>.pdf")
def transcript(size):
    now = clock.now()
    return as_pdf(transcript_pdf(me(), history_of(me()), paper(size), now=now), f"transcript-{now:%Y-%m-%d}.pdf")


def paper(size: str) -> str:
    return SIZES[size] if size in SIZES else abort(404)


def as_pdf(content: bytes, filename: str) -> Response:
    response = Response(content, content_type="application/pdf")
    response.headers["Content-Disposition"] = f'inline; filename="{filename}"'
    return response

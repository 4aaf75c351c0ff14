from flask import Blueprint, redirect, render_template, request, url_for

from trainer import clock
from trainer.credentials import queries, rules
from trainer.credentials.documents.cuts import bases_of, cuts_behind
from trainer.credentials.documents.facts import module_titles
from trainer.credentials.forms import CodeForm
from trainer.credentials.pages import CertificateToday, all_today, attempt_of, standings
from trainer.web.access import me, public
from trainer.web.security import limiter

credentials = Blueprint("credentials", __name__)


@credentials.get("/certificates/")
def certificates():
    held, history, clinics = queries.certificates_of(me()), queries.history_of(me()), me().clinics
    today = clock.today(me().time_zone or "UTC")
    found = standings(queries.shelf(one.id for one in clinics), clinics, history, held, today)
    return render_template(
        "credentials/certificates.html",
        standings=sorted(found, key=lambda one: one.certificate is None),  # what is held comes first
        held=all_today(held, history),
    )


@credentials.get("/certificates/<int:certificate_id>")
def certificate(certificate_id):
    certificate = queries.certificate_of(me(), certificate_id)
    return render_template(
        "credentials/certificate.html",
        shown=CertificateToday.of(certificate, queries.newer_than(certificate)),
        cuts=cuts_behind(certificate.rests_on, module_titles()),
        evidence=[(one, attempt_of(one.evidence or "")) for one in certificate.rests_on],
        bases=bases_of(certificate.rests_on),
        earlier=queries.certificate_of(me(), certificate.renews_id) if certificate.renews_id else None,
    )


@credentials.get("/check", strict_slashes=False)
@public
def check():
    form = CodeForm(request.args)
    if "code" in request.args and form.validate():
        return redirect(url_for(".check_code", code=form.code.data))
    return render_template("credentials/check.html", form=form)


@credentials.get("/check/<code>.json")
@public
@limiter.limit("30 per minute")
def check_json(code):
    """What the check page says, for programs: whose it is, what it covers, how it stands today; never a score."""
    certificate = queries.by_code(rules.tidy_code(code))
    if certificate is None:
        return {"error": "No certificate has this code."}, 404
    shown = CertificateToday.of(certificate, queries.newer_than(certificate))
    cuts = [str(one) for one in cuts_behind(certificate.rests_on, module_titles())]
    return shown.as_document() | {"cuts": cuts}, 200, {"Cache-Control": "no-store"}


@credentials.get("/check/<code>")
@public
@limiter.limit("30 per minute")
def check_code(code):
    certificate = queries.by_code(rules.tidy_code(code))
    if certificate is None:
        return render_template("credentials/unknown.html", form=CodeForm(None, data={"code": code})), 404
    shown = CertificateToday.of(certificate, queries.newer_than(certificate))
    cuts = cuts_behind(certificate.rests_on, module_titles())
    return render_template("credentials/checked.html", shown=shown, cuts=cuts)

"""The PDFs that a holder gets."""

from datetime import datetime

from trainer.credentials.documents import rules
from trainer.credentials.documents.facts import NOTE, Facts, History, with_zone
from trainer.credentials.documents.spoken import speaking
from trainer.credentials.documents.typesetting import name, pdf, qr_code
from trainer.credentials.pages import CertificateToday
from trainer.people.models import Person
from trainer.web.pages import day

OF_A_TRANSCRIPT = "This lists certificates and what counts for them. It is not a license and not clearance by itself."
STATES = {
    "current": "Current",
    "due_soon": "Due soon",
    "lapsed": "Lapsed",
    "missing": "Not begun",
    "suspension": "Suspended",
    "revocation": "Revoked",
    "correction": "Withdrawn",
}


def certificate_pdf(facts: Facts, size: str) -> bytes:
    values = {
        "paper": size,
        "holder": name(facts.holder_name),
        "heading": f"{facts.title}: certificate of {facts.holder_name}",
        "description": f"{facts.title}, from {day(facts.valid_from)} until {day(facts.valid_until)}. {NOTE}",
        "title": facts.title,
        "scope": facts.scope,
        "first_day": day(facts.valid_from),
        "last_day": f"{day(facts.valid_until)}, which still counts",
        "clinic": facts.clinic,
        "code": facts.code,
        "code_in_fours": facts.code_in_fours,
        "policy": facts.policy,
        "issued": facts.issued,
        "renews": facts.renews,
        "rests_on": facts.rests_on,
        "cuts": facts.cuts,
        "check_address": facts.check_address,
        "note": NOTE,
    }
    made = pdf("certificate", values, made_at=facts.issued_at, qr=qr_code(facts.check_address))
    return spoken(made, facts.holder_name)


def transcript_pdf(person: Person, history: History, size: str, *, now: datetime) -> bytes:
    values = {
        "paper": size,
        "holder": name(person.name),
        "heading": f"Transcript of {person.name}",
        "as_of": with_zone(now, person.time_zone or "UTC"),
        "certificates": [
            [
                one.certificate.credential_version.title,
                day(one.certificate.valid_from),
                day(one.certificate.valid_until),
                state_of(one),
                one.certificate.clinic.name,
                one.code,
            ]
            for one in history.held
        ],
        "evidence": [[one.what, one.detail, day(one.on), one.clinic] for one in history.evidence],
        "note": OF_A_TRANSCRIPT,
    }
    return spoken(pdf("transcript", values, made_at=now), person.name)


def state_of(one: CertificateToday) -> str:
    if one.newer and one.state in {"current", "due_soon", "lapsed"}:
        return "Renewed"
    return STATES[one.stopped_by or one.state]


def spoken(made: bytes, holder: str) -> bytes:
    return made if rules.is_drawn_in_order(holder) else speaking(made, holder)

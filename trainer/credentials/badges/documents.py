"""The documents that are served: signed badges and lists, and what the installation says of itself."""

import hmac
import json
from datetime import datetime
from hashlib import sha256

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from flask import current_app

from trainer import config
from trainer.credentials import queries as certificates
from trainer.credentials.badges import proof, queries, sealing
from trainer.credentials.badges.models import IssuerKey
from trainer.credentials.badges.rules import badge, issuer, status
from trainer.credentials.badges.stopping import stopped
from trainer.credentials.models import Certificate
from trainer.credentials.provenance import queries as provenances
from trainer.db import db
from trainer.errors import Refused
from trainer.web.addresses import absolute, base_address


def us() -> badge.Issuer:
    address = base_address()
    host = address.partition("://")[2]
    return badge.Issuer(issuer.did_of(address), f"Trainer at {host}", f"{address}/")


def signed_badge(certificate: Certificate) -> dict:
    """Signed on demand; the same certificate gives the same file, down to the byte, until another key signs."""
    facts = facts_of(certificate)
    key, pair = signing_key()
    return signed(badge.credential(facts), key, pair, max(facts.awarded_at, key.made_at))


def facts_of(certificate: Certificate) -> badge.BadgeFacts:
    version, clinic = certificate.credential_version, certificate.clinic
    earlier = db.session.get(Certificate, certificate.renews_id) if certificate.renews_id else None
    scope, imported = certificates.policy_of(version).scope, provenances.of_certificate(certificate)
    earned = f"Earned under version {version.number} of the policy for {version.title}."
    if imported:
        earned = f"Shown by an earlier certificate of {imported.issuer or 'another issuer'}: {imported.public_words}."
    return badge.BadgeFacts(
        issuer=us(),
        address=absolute("badges.badge", code=certificate.code),
        check_address=absolute("credentials.check_code", code=certificate.code),
        image_address=absolute("badges.image", code=certificate.code),
        holder_name=certificate.holder_name,
        holder_email=certificate.person.email,
        salt=salt_of(certificate.code),
        achievement=f"{absolute('badges.profile')}#{version.credential.slug}-{version.number}",
        title=version.title,
        description=f"{scope} It is not a license and not clearance by itself.",
        criteria=f"{scope} {earned}",
        clinic=f"{absolute('badges.profile')}#{clinic.slug}",
        clinic_name=clinic.name,
        valid_from=badge.first_moment(certificate.valid_from, clinic.time_zone),
        valid_until=badge.last_moment(certificate.valid_until, clinic.time_zone),
        awarded_at=certificate.issued_at,
        status=status.status_entries(certificate.id, list_address),
        renews=absolute("credentials.check_code", code=earlier.code) if earlier else None,
    )


def salt_of(code: str) -> str:
    """One for each certificate: two badges of one person do not tell that they are."""
    key = config.derived(current_app.config["SECRET_KEY"], "badge salt")
    return hmac.new(key.encode(), code.encode(), sha256).hexdigest()[:32]


def list_address(purpose: status.Purpose, number: int) -> str:
    return absolute("badges.revocations" if purpose == "revocation" else "badges.suspensions", number=number)


def signed_list(purpose: status.Purpose, number: int, moment: datetime) -> dict:
    found = stopped(status.numbers_in(number), moment)
    ids = found.revoked if purpose == "revocation" else found.suspended
    indexes = [status.place_of(one).index for one in ids]
    document = status.status_list(us(), list_address(purpose, number), purpose, indexes, moment)
    return signed(document, *signing_key(), moment)


def signing_key() -> tuple[IssuerKey, Ed25519PrivateKey]:
    held = queries.signing_key()
    pair = sealing.unseal(held.private_key, current_app.config["SECRET_KEY"]) if held else None
    if held is None or pair is None:
        raise Refused("This installation has no key to sign badges with. Its administrator has to start it once more.")
    return held, pair


def signed(document: dict, key: IssuerKey, pair: Ed25519PrivateKey, created: datetime) -> dict:
    method = issuer.method_of(issuer.did_of(base_address()), key.public_key)
    return proof.sign(document, pair, method=method, created=created)


def as_text(document: dict) -> str:
    return json.dumps(document, ensure_ascii=False, indent=2)

"""Badges of invented certificates, and the ways a verifier reaches what an installation publishes."""

import json
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from openbadgeslib.ob3 import OB3LdpVerifier
from openbadgeslib.ob3.status import check_credential_status

from trainer.credentials.badges import multikey, proof
from trainer.credentials.badges.checking import check
from trainer.credentials.badges.rules import badge, issuer, status

ROOT = Path(__file__).parents[3]
INTEROP = ROOT.parent / "shared" / "interop" / "credentials"
needs_interop = pytest.mark.skipif(
    not INTEROP.is_dir(), reason=f"The published examples are not here: {INTEROP}. They stay outside of the project."
)

SITE = "https://trainer.example"
US = badge.Issuer("did:web:trainer.example", "Trainer at trainer.example", f"{SITE}/")
PAIR = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
KEY = multikey.of_public_key(PAIR.public_key().public_bytes_raw())
METHOD = issuer.method_of(US.id, KEY)
MADE = datetime(2026, 1, 1, 18, tzinfo=UTC)
JUNE = datetime(2026, 6, 1, 18, tzinfo=UTC)


def make_facts(**changes) -> badge.BadgeFacts:
    usual: dict[str, Any] = {
        "issuer": US,
        "address": f"{SITE}/check/CODE/badge.json",
        "check_address": f"{SITE}/check/CODE",
        "image_address": f"{SITE}/check/CODE/badge.svg",
        "holder_name": "Ada Okafor",
        "holder_email": "ada@example.org",
        "salt": "a-grain",
        "achievement": f"{SITE}/issuer.json#needling-1",
        "title": "Needling knowledge",
        "description": "The holder passed a written quiz.",
        "criteria": "Each quiz passed within 24 months.",
        "clinic": f"{SITE}/issuer.json#riverbend",
        "clinic_name": "Riverbend",
        "valid_from": badge.first_moment(date(2026, 1, 1), "America/Denver"),
        "valid_until": badge.last_moment(date(2028, 1, 1), "America/Denver"),
        "awarded_at": MADE,
        "status": status.status_entries(7, list_address),
    }
    return badge.BadgeFacts(**usual | changes)


def list_address(purpose: status.Purpose, number: int) -> str:
    return f"{SITE}/status/{purpose}s/{number}"


def signed(document: dict) -> dict:
    return proof.sign(document, PAIR, method=METHOD, created=MADE)


def signed_list(purpose: status.Purpose, *stopped: int, moment: datetime = JUNE) -> dict:
    return signed(status.status_list(US, list_address(purpose, 1), purpose, stopped, moment))


@cache
def a_badge() -> str:
    return json.dumps(signed(badge.credential(make_facts())))


def key_of(method: str) -> str | None:
    return KEY if method == METHOD else None


def read(*names: str) -> dict:
    return json.loads(INTEROP.joinpath(*names).read_text(encoding="utf-8"))


def accepted_by_openbadgeslib(fetch, document) -> None:
    """Issuer, signature, days and status; the lists are checked as what they are, signed documents."""
    credential = OB3LdpVerifier.for_issuer_did(US.id).verify(document, download=fetch)
    check_credential_status(credential, fetch)


def accepted_by_us(fetch, document, moment=JUNE) -> None:
    methods = json.loads(fetch("/.well-known/did.json"))["verificationMethod"]
    keys = {method["id"]: method["publicKeyMultibase"] for method in methods}
    check(json.loads(document), key_of=keys.get, list_at=lambda at: json.loads(fetch(at)), moment=moment)


def address_of(certificate, end="json") -> str:
    return f"/check/{certificate.code}/badge.{end}"

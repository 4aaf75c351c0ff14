"""What the installation says of itself: its DID, the keys that it signs with, its profile.

A did:web is read at its host over HTTPS: https://w3c-ccg.github.io/did-method-web/
"""

from collections.abc import Iterable
from urllib.parse import quote, urlsplit

from trainer.credentials.badges.rules.badge import Issuer, profile

VOCABULARIES = ["https://www.w3.org/ns/did/v1", "https://w3id.org/security/multikey/v1"]
PROFILE_VOCABULARIES = [
    "https://www.w3.org/ns/credentials/v2",
    "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json",
]


def did_of(address: str) -> str:
    """The did:web of an installation, by the address people reach it at.

    https://a.example is did:web:a.example, https://a.example:8443/trainer is did:web:a.example%3A8443:trainer.
    """
    parts = urlsplit(address)
    path = [quote(part, safe="") for part in parts.path.split("/") if part]
    return ":".join(["did", "web", quote(parts.netloc, safe=""), *path])


def method_of(did: str, key: str) -> str:
    """The name of a key, as a proof gives it."""
    return f"{did}#{key}"


def did_document(issuer: Issuer, keys: Iterable[str]) -> dict:
    """Every key that ever signed, so that what an earlier one signed can still be checked; the newest first."""
    methods = [
        {
            "id": method_of(issuer.id, key),
            "type": "Multikey",
            "controller": issuer.id,
            "publicKeyMultibase": key,
        }
        for key in keys
    ]
    return {
        "@context": VOCABULARIES,
        "id": issuer.id,
        "alsoKnownAs": [f"{issuer.address}issuer.json"],
        "verificationMethod": methods,
        "assertionMethod": [method["id"] for method in methods],
    }


def issuer_profile(issuer: Issuer) -> dict:
    return {"@context": PROFILE_VOCABULARIES, **profile(issuer)}

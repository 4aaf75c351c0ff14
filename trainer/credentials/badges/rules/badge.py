"""A certificate in the words of Open Badges 3.0 (https://www.imsglobal.org/spec/ob/v3p0)."""

import re
from dataclasses import dataclass
from datetime import date, datetime, time
from hashlib import sha256
from typing import Any
from zoneinfo import ZoneInfo

VOCABULARIES = [
    "https://www.w3.org/ns/credentials/v2",
    "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json",
]
# Control characters and their like, but for tabs and line ends: verifiers do not agree how to put them in statements.
UNWRITABLE = re.compile("[\0-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")


@dataclass(frozen=True)
class Issuer:
    """Who vouches. `id` is the DID, `address` the front page."""

    id: str
    name: str
    address: str


@dataclass(frozen=True)
class BadgeFacts:
    """What one certificate says, with whole addresses. `renews` is the check page of the certificate before it."""

    issuer: Issuer
    address: str  # of the badge itself
    check_address: str
    image_address: str | None
    holder_name: str
    holder_email: str
    salt: str  # so that the hash of an e-mail address cannot be looked up in a list
    achievement: str  # an address that stands for the credential in this version
    title: str
    description: str
    criteria: str
    clinic: str  # an address that stands for the clinic
    clinic_name: str
    valid_from: datetime
    valid_until: datetime
    awarded_at: datetime
    status: tuple[dict, ...] = ()  # where to look whether it was stopped
    renews: str | None = None


def first_moment(day: date, time_zone: str) -> datetime:
    return datetime.combine(day, time.min, tzinfo=ZoneInfo(time_zone))


def last_moment(day: date, time_zone: str) -> datetime:
    """The last day counts as a whole."""
    return datetime.combine(day, time(23, 59, 59), tzinfo=ZoneInfo(time_zone))


def written(moment: datetime) -> str:
    """With the difference to UTC that holds at that moment where the clinic is, whole seconds."""
    return moment.replace(microsecond=0).isoformat().replace("+00:00", "Z")


def identity_hash(identity: str, salt: str) -> str:
    """'sha256$...': the hash of the identity with the salt appended (Open Badges 3.0, IdentityHash)."""
    return "sha256$" + sha256((identity + salt).encode()).hexdigest()


def credential(facts: BadgeFacts) -> dict:
    """The whole credential, not yet signed."""
    document = {
        "@context": VOCABULARIES,
        "id": facts.address,
        "type": ["VerifiableCredential", "OpenBadgeCredential"],
        "name": facts.title,
        "issuer": profile(facts.issuer),
        "validFrom": written(facts.valid_from),
        "validUntil": written(facts.valid_until),
        "awardedDate": written(facts.awarded_at),
        "credentialSubject": subject(facts),
        "evidence": evidence(facts),
    }
    if facts.status:
        document["credentialStatus"] = list(facts.status)
    if facts.image_address:
        document["image"] = picture(facts.image_address)
    return writable(document)


def writable(value: Any) -> Any:
    """The same with a space for every character that cannot be signed."""
    if isinstance(value, dict):
        return {name: writable(inner) for name, inner in value.items()}
    if isinstance(value, list):
        return [writable(inner) for inner in value]
    return UNWRITABLE.sub(" ", value) if isinstance(value, str) else value


def profile(issuer: Issuer) -> dict:
    return {"id": issuer.id, "type": ["Profile"], "name": issuer.name, "url": issuer.address}


def subject(facts: BadgeFacts) -> dict:
    achievement = {
        "id": facts.achievement,
        "type": ["Achievement"],
        "achievementType": "Certificate",
        "name": facts.title,
        "description": facts.description,
        "criteria": {"narrative": facts.criteria},
        "inLanguage": "en",
    }
    if facts.image_address:
        achievement["image"] = picture(facts.image_address)  # which is the one that wallets show
    return {
        "type": ["AchievementSubject"],
        "identifier": [
            {
                "type": "IdentityObject",
                "hashed": True,
                "identityHash": identity_hash(facts.holder_email, facts.salt),
                "identityType": "emailAddress",
                "salt": facts.salt,
            },
            {"type": "IdentityObject", "hashed": False, "identityHash": facts.holder_name, "identityType": "name"},
        ],
        "source": {"id": facts.clinic, "type": ["Profile"], "name": facts.clinic_name},
        "achievement": achievement,
    }


def picture(address: str) -> dict:
    return {"id": address, "type": "Image"}


def evidence(facts: BadgeFacts) -> list[dict]:
    found = [
        {
            "id": facts.check_address,
            "type": ["Evidence"],
            "name": "Check page",
            "narrative": "Says how the certificate stands today.",
        }
    ]
    if facts.renews:
        found.append(
            {
                "id": facts.renews,
                "type": ["Evidence"],
                "name": "Earlier certificate",
                "narrative": "This certificate renews the one that is checked there.",
            }
        )
    return found

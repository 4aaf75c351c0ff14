"""An earlier certificate is verified at its issuer, or is not confirmed there: a line of the ledger, as all else."""

from dataclasses import dataclass

from trainer.credentials import rules
from trainer.credentials.actions import Occasion, issue
from trainer.credentials.actions.ledger import enter, require_another, require_past, tell
from trainer.credentials.actions.stops import require_not_voided
from trainer.credentials.models import Certificate, CredentialVersion, Entry
from trainer.credentials.provenance import queries
from trainer.db import db


@dataclass(frozen=True)
class Looked:
    """What was looked at, what stood there, and the SHA-256 of a document that was seen."""

    source: str
    found: str
    confirmed: bool
    same_scope: bool = False
    digest: str | None = None


def verify(occasion: Occasion, imported: Entry, looked: Looked) -> Entry:
    """What was held back until then counts from now on, from its own first day: as known before, it did not."""
    require_another(occasion, "verify a certificate of")
    require_past(occasion)
    require_not_voided(imported)
    entry = enter(
        occasion,
        "verification",
        queries.SUBJECT,
        good=looked.confirmed,
        refers_to_id=imported.id,
        details={
            "title": imported.details.get("credential", ""),
            "issuer": imported.details.get("issuer"),
            "source": looked.source,
            "found": looked.found,
            "same_scope": looked.confirmed and looked.same_scope,
            "digest": looked.digest,
        },
    )
    tell(
        occasion,
        "import.verified" if looked.confirmed else "import.not_confirmed",
        credential=imported.details.get("credential", "a credential"),
        issuer=imported.details.get("issuer") or "an issuer not named",
        source=looked.source,
        found=looked.found,
    )
    if is_held_back(imported) and queries.of_entry(imported).is_verified:
        release(occasion, imported, entry)
    return entry


def is_held_back(imported: Entry) -> bool:
    """Whether it was imported to count only once verified, and has not been."""
    return "counts_as" in imported.details and not queries.was_issued(imported)


def release(occasion: Occasion, imported: Entry, verification: Entry) -> Certificate:
    version = db.session.get_one(CredentialVersion, imported.details["counts_as"])
    assert imported.until_on is not None
    lines = tuple(
        rules.Entry(one.id, one.kind, one.subject, one.from_on, one.recorded_at) for one in (imported, verification)
    )
    earned = rules.Earned(imported.from_on, imported.until_on, lines)
    return issue(imported.person, occasion.clinic, version, earned, by=occasion.by)

"""Whether a badge holds today: signed by its issuer, within its days, not stopped. For ours and for others'."""

from collections.abc import Callable
from datetime import datetime

from trainer.credentials.badges.proof import KeyOf, NotGenuine, verify
from trainer.credentials.badges.rules.status import is_set

ListAt = Callable[[str], dict]  # address -> status list credential


def check(document: dict, *, key_of: KeyOf, list_at: ListAt, moment: datetime) -> None:
    """Says nothing where all is well; else NotGenuine with the reason."""
    if not {"VerifiableCredential", "OpenBadgeCredential"} <= set(as_list(document.get("type"))):
        raise NotGenuine("It is not an Open Badge.")
    check_issuer_and_days(document, key_of, moment)
    for entry in as_list(document.get("credentialStatus")):
        check_status(entry, issuer_of(document), key_of, list_at, moment)


def check_issuer_and_days(document: dict, key_of: KeyOf, moment: datetime) -> None:
    proof = verify(document, key_of)
    if str(proof["verificationMethod"]).partition("#")[0] != issuer_of(document):
        raise NotGenuine("It was not signed by the issuer that it names.")
    if "validFrom" in document and moment < moment_in(document["validFrom"]):
        raise NotGenuine(f"It is valid from {document['validFrom']}.")
    if "validUntil" in document and moment > moment_in(document["validUntil"]):
        raise NotGenuine(f"It was valid until {document['validUntil']}.")


def check_status(entry: dict, issuer: str | None, key_of: KeyOf, list_at: ListAt, moment: datetime) -> None:
    listed = list_at(str(entry.get("statusListCredential")))
    check_issuer_and_days(listed, key_of, moment)
    subject = listed.get("credentialSubject", {})
    if issuer_of(listed) != issuer or subject.get("statusPurpose") != entry.get("statusPurpose"):
        raise NotGenuine("Its list of stopped badges is another one.")
    try:
        index = int(str(entry.get("statusListIndex")))
        stopped = is_set(subject["encodedList"], index)
    except (ValueError, KeyError):
        raise NotGenuine("Its list of stopped badges cannot be read.") from None
    if stopped:
        raise NotGenuine(f"It was stopped: {entry['statusPurpose']}.")


def issuer_of(document: dict) -> str | None:
    issuer = document.get("issuer")
    return issuer.get("id") if isinstance(issuer, dict) else issuer


def moment_in(text: object) -> datetime:
    try:
        moment = datetime.fromisoformat(str(text))
    except ValueError:
        raise NotGenuine(f"{text} is not a moment.") from None
    if moment.tzinfo is None:
        raise NotGenuine(f"{text} does not say in which time zone.")
    return moment


def as_list(value: object) -> list:
    return value if isinstance(value, list) else [] if value is None else [value]

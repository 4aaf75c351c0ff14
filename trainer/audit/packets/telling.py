"""What a packet says, in sentences, for whoever checks it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from trainer.audit.packets import correcting, cuts
from trainer.audit.packets.deciding import Certificate
from trainer.audit.packets.marking import Sitting, verdict
from trainer.audit.packets.reading import Content, Record, day
from trainer.audit.packets.rules import Finding
from trainer.credentials.rules import KINDS


@dataclass
class Told:
    certificate: list[str] = field(default_factory=list)
    attempts: list[str] = field(default_factory=list)
    evidence: list[str] = field(default_factory=list)
    decided_again: bool = False
    compared: int = 0  # batches that are the same in a copy kept elsewhere


def tell(told: Told, record: Record, manifest: Mapping[str, Any]) -> Iterator[Finding]:
    """Fills `told`; it finds nothing wrong by itself."""
    row = record.certificate
    policy = record.row("credential_version", row["credential_version_id"])
    told.certificate += [
        f"Certificate {row['code']}: {policy['title']}, version {policy['number']}",
        f"{row['holder_name']}, {record.context['clinic']['name']}, {row['valid_from']} to {row['valid_until']}",
        *of_issue(Certificate(record), manifest),
    ]
    told.decided_again = not Certificate(record).by_hand
    for attempt in record.all("attempt").values():
        told.attempts += [of_sitting(Sitting(record, attempt)), *correcting.told(Sitting(record, attempt))]
    for entry_id in sorted(Certificate(record).rests_on):
        told.evidence.append(of_entry(record.row("entry", entry_id)))
    yield from ()


def of_issue(certificate: Certificate, manifest: Mapping[str, Any]) -> Iterator[str]:
    record, row = certificate.record, certificate.record.certificate
    if "corrects_id" in row:
        yield f"Issued in the place of certificate {record.row('certificate', row['corrects_id'])['code']}"
    for entry in certificate.imported:
        details = entry["details"]
        yield (
            f"It is {certificate.provenance(entry).words}: {details.get('file')}, line {details.get('line')}, "
            f"SHA-256 of that file {details.get('digest')}; there is no attempt to mark and nothing to decide again"
        )
    if certificate.by_hand and not certificate.imported:
        by = record.context["actors"].get(str(row.get("by_id")), "somebody")
        yield f"Its days were set by {by}, not computed; so they are not decided again"
    if "renews_id" in row:
        before = record.row("certificate", row["renews_id"])
        yield f"It renews {before['code']}, which has a packet of its own"
    if not certificate.rests_on:
        yield "It rests on no entry of the ledger: there is nothing to mark or to decide again"
    on = day(manifest["as_of"])
    worth = "worth nothing (voided, revoked or suspended)" if certificate.stopped(on) else "neither voided nor stopped"
    yield f"By what the packet holds, on {on} it was {worth}; the holder stood as {certificate.standing(on).state}"


def of_sitting(sitting: Sitting) -> str:
    result, module = sitting.marked(), sitting.module
    authors = "" if cuts.decision_on(sitting) else f". The module says of it: {sitting.quiz.cut_basis.rstrip('.')}"
    return (
        f"Attempt {sitting.row['id']}: {module['title']}, version {module['number']}, seed {sitting.row['seed']}, "
        f"{len(sitting.answers)} receipts; {result.total.right:g} of {result.total.out_of} right, "
        f"{result.total.needed} needed ({sitting.quiz.cut_percent} percent): {verdict(result.passed)}. "
        f"The cut is {cuts.in_words(sitting)}{authors}"
    )


def of_entry(entry: Content) -> str:
    said = f"Entry {entry['id']}: {KINDS[entry['kind']]} {entry['subject']}, {entry['from_on']}"
    return ", ".join([said, *in_detail(entry, entry["details"])])


def in_detail(entry: Content, details: Content) -> Iterator[str]:
    match entry["kind"]:
        case "module":
            evidence = entry.get("evidence") or "none"
            yield f"evidence: {evidence}" + ("" if evidence.startswith("attempt ") else " (not an attempt)")
        case "practical":
            observer = details.get("observer") or {}
            held = [f"certificate {one['certificate']} of {one['credential']}" for one in observer.get("holds", [])]
            yield "passed" if entry["good"] else "not passed"
            yield f"observed by {observer.get('name')} ({', '.join([str(observer.get('profession')), *held])})"
        case "license":
            yield "in good standing" if entry["good"] else "not in good standing"
            yield f"number {details.get('number')}, looked up at {details.get('source')}"
        case "training":
            yield f"{entry['minutes'] / 60:g} hours by {details.get('provider')}"
        case "verification":
            yield "confirmed" if entry["good"] else "not confirmed"
            yield f"looked at: {details.get('source')}; {details.get('found')}"
        case "document":
            yield f"issued by {details.get('issuer')}, SHA-256 of the file: {details.get('digest') or 'none kept'}"

"""A packet is checked by itself: nothing of it was changed, and what it shows leads to what it says. No database."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial
from hashlib import sha256
from typing import Any

from trainer import clock
from trainer.audit.packets import correcting, cuts, deciding, marking, rules
from trainer.audit.packets.reading import Record, moment
from trainer.audit.packets.rules import Finding, NotAPacket
from trainer.audit.packets.telling import Told, tell
from trainer.trail.heads import Head
from trainer.trail.rules import digest

SEALS = "seals"
LONGEST = 300  # letters of what a finding quotes
UNREADABLE = (ArithmeticError, AttributeError, LookupError, RecursionError, TypeError, ValueError)
Batches = dict[str, Mapping[str, Any]]


@dataclass
class Report:
    sha256: str
    findings: list[Finding] = field(default_factory=list)
    batches: list[Head] = field(default_factory=list)
    told: Told = field(default_factory=Told)

    @property
    def is_sound(self) -> bool:
        return not self.findings


def verify(data: bytes, heads: Iterable[tuple[str, Head]] = ()) -> Report:
    """`heads` are seals that were kept elsewhere, each with where it stands."""
    report = Report(sha256(data).hexdigest())
    try:
        unpacked = rules.unpack(data)
        report.findings += unpacked.findings
        verify_members(report, unpacked.members, heads)
    except NotAPacket as problem:
        report.findings.append(problem.finding)
    return report


def verify_members(report: Report, members: dict[str, bytes], heads: Iterable[tuple[str, Head]]) -> None:
    if rules.MANIFEST not in members:
        raise NotAPacket("it is not there", rules.MANIFEST)
    manifest = rules.read(rules.MANIFEST, members[rules.MANIFEST])
    if not isinstance(manifest, dict) or manifest.get("format") != rules.FORMAT:
        raise NotAPacket(f"it is not of the form “{rules.FORMAT}”", rules.MANIFEST, "format")
    report.findings += carefully(rules.MANIFEST, lambda: rules.compare(members, manifest))
    rows, batches, context = read_members(report, members)
    report.findings += carefully(SEALS, lambda: check_seals(report, rows, batches))
    report.findings += carefully(SEALS, lambda: check_heads(report, batches, heads))
    tables: dict[str, dict[int, Any]] = {}
    for (table, row_id), row in rows.items():
        tables.setdefault(table, {})[int(row_id)] = row
    record = Record(tables, context)
    report.findings += carefully("context.json", lambda: check_names(record, manifest))
    report.findings += carefully(rules.MANIFEST, lambda: check_clocks(record, manifest, batches))
    for row in record.all("attempt").values():
        sitting = marking.Sitting(record, row)
        report.findings += carefully(sitting.member, partial(marking.examine, sitting))
        report.findings += carefully(sitting.member, partial(correcting.examine, sitting))
        report.findings += carefully(sitting.member, partial(cuts.examine_sitting, sitting))
    report.findings += carefully("cut_report", lambda: cuts.examine(record))
    report.findings += carefully("certificate", lambda: deciding.examine(deciding.Certificate(record)))
    report.findings += carefully("context.json", lambda: tell(report.told, record, manifest))


def carefully(member: str, check: Callable[[], Iterator[Finding]]) -> list[Finding]:
    """What a check finds; where a packet is made so that it cannot even be looked at, that is the finding."""
    found: list[Finding] = []
    try:
        for finding in check():
            found.append(finding)
    except UNREADABLE as problem:
        says = str(problem) if type(problem) is LookupError else f"{type(problem).__name__}: {problem}"
        found.append(Finding(member, "", f"it cannot be understood: {says}"[:LONGEST]))
    return found


def read_members(report: Report, members: Mapping[str, bytes]) -> tuple[dict, Batches, dict]:
    """Rows by table and id, seals by member, and the context; what cannot be read is named and left out."""
    rows: dict[tuple[str, str], Any] = {}
    batches: Batches = {}
    context: dict = {}
    for name, content in members.items():
        table, _, last = name.partition("/")
        if not name.endswith(".json") or name == rules.MANIFEST:
            continue
        try:
            document = rules.read(name, content)
        except NotAPacket as problem:
            report.findings.append(problem.finding)
            continue
        row_id = last.removesuffix(".json")
        if not isinstance(document, dict):
            report.findings.append(Finding(name, "", "it is not what it should be"))
        elif table == SEALS:
            batches[name] = document
        elif name == "context.json":
            context = document
        elif document.get("id") != (int(row_id) if row_id.isascii() and row_id.isdigit() else None):
            report.findings.append(Finding(name, "id", "its number is not that of its name"))
        else:
            rows[table, row_id] = document
    return rows, batches, context


def check_seals(report: Report, rows: Mapping[tuple[str, str], Any], batches: Batches) -> Iterator[Finding]:
    digests = {row: digest(content) for row, content in rows.items()}
    names = {row: f"{row[0]}/{row[1]}.json" for row in rows}
    unread = any(one.member.startswith(SEALS) for one in report.findings)
    yield from rules.check(digests, names, batches, is_whole=not unread)


def check_heads(report: Report, batches: Batches, heads: Iterable[tuple[str, Head]]) -> Iterator[Finding]:
    elsewhere = {head.number: (where, head) for where, head in heads}
    for member, batch in sorted(batches.items()):
        mine = Head.parse(f"{batch['number']} {batch['sealed_at']} {batch['hash']}")
        report.batches.append(mine)
        if mine.number in elsewhere:
            where, other = elsewhere[mine.number]
            if other != mine:
                yield Finding(member, "hash", f"batch {mine.number} is another one in {where}: {other.hash}")
            else:
                report.told.compared += 1


def check_names(record: Record, manifest: Mapping[str, Any]) -> Iterator[Finding]:
    """What no seal covers agrees at least with what is sealed."""
    certificate = record.certificate
    if manifest["certificate"] != certificate["code"]:
        yield Finding(rules.MANIFEST, "certificate", f"it is about another certificate than {certificate['code']}")
    if certificate["person_id"] not in {one["id"] for one in record.context["holder"]}:
        yield Finding("context.json", "holder", "the certificate is somebody else's")
    if certificate["clinic_id"] != record.context["clinic"]["id"]:
        yield Finding("context.json", "clinic", "the certificate is another clinic's")


def check_clocks(record: Record, manifest: Mapping[str, Any], batches: Batches) -> Iterator[Finding]:
    """The packet was put together after what it shows was recorded and sealed, on the day that it says."""
    known_at = moment(manifest["as_known_at"])
    if clock.on_day(known_at, record.time_zone).isoformat() != manifest["as_of"]:
        yield Finding(rules.MANIFEST, "as_of", f"it is not the day of {manifest['as_known_at']} at the clinic")
    for member, batch in batches.items():
        if moment(batch["sealed_at"]) > known_at:
            yield Finding(member, "sealed_at", "it was sealed after the packet was put together")
    head, last = manifest["head"], max(batches.values(), key=lambda one: one["number"])
    if head["number"] < last["number"] or (head["number"] == last["number"] and head["hash"] != last["hash"]):
        yield Finding(rules.MANIFEST, "head", "it is not the last batch, or another one of its number")
    Head.parse(f"{head['number']} {head['sealed_at']} {head['hash']}")

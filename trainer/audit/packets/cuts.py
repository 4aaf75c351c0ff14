"""What the cut of a sitting rests on, by the packet: the study that was followed before it was handed in, or none."""

from collections.abc import Iterator

from trainer.audit.packets.marking import Sitting
from trainer.audit.packets.reading import Content, Record, moment
from trainer.audit.packets.rules import Finding
from trainer.insight.studies.rules import same_proportions
from trainer.trail.rules import digest


def decision_on(sitting: Sitting) -> Content | None:
    """The newest decision of before it was handed in, on a study of its module that set just this cut."""
    record, slug = sitting.record, sitting.record.context["modules"].get(str(sitting.row["module_id"]))
    found = [
        one
        for one in record.all("cut_decision").values()
        if moment(one["decided_at"]) <= moment(sitting.row["submitted_at"])
        and report_of(record, one)["document"]["module"]["slug"] == slug
    ]
    newest = max(found, key=lambda one: one["id"], default=None)
    return newest if newest and newest["percent"] == sitting.quiz.cut_percent else None


def report_of(record: Record, decision: Content) -> Content:
    return record.row("cut_report", decision["report_id"])


def in_words(sitting: Sitting) -> str:
    decision = decision_on(sitting)
    if decision is None:
        return "provisional, as no study of it was followed then"
    report = report_of(sitting.record, decision)
    error = f", standard error {report['error']:.1f}" if "error" in report else ""
    return (
        f"set by study {report['study_id']}, in which {report['panelists']} panelists put it at "
        f"{report['percent']:.1f} percent{error}; report SHA-256 {report['content_hash']}"
    )


def examine(record: Record) -> Iterator[Finding]:
    """A report is what its hash says, and what its row says of it."""
    for number, report in sorted(record.all("cut_report").items()):
        member, document = f"cut_report/{number}.json", report["document"]
        if digest(document) != report["content_hash"]:
            yield Finding(member, "content_hash", "the document has another hash")
        if document["found"]["second_round"]["percent"] != report["percent"]:
            yield Finding(member, "percent", "the document says another cut")
        if document["domain"] != report["domain"]:
            yield Finding(member, "domain", "the document was held on other items")


def examine_sitting(sitting: Sitting) -> Iterator[Finding]:
    decision = decision_on(sitting)
    if decision is not None:
        domain = report_of(sitting.record, decision)["domain"]
        if not same_proportions(domain["blueprint"], sitting.module["document"]["blueprint"]):
            yield sitting.finding("module_version_id", "the study of its cut is about another blueprint")

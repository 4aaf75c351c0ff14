"""What was marked again after corrections, by what was approved and in that order; and what the ledger says of it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from trainer import clock
from trainer.audit.packets.marking import Sitting, differences, verdict
from trainer.audit.packets.reading import Content, Record, moment
from trainer.audit.packets.rules import Finding
from trainer.insight.corrections.marking import Fix, Question, mark_again
from trainer.quizzes.rules import Result


@dataclass(frozen=True)
class Again:
    """One time: its row, and what marking the attempt again gives."""

    row: Content
    result: Result | None

    @property
    def member(self) -> str:
        return f"regrading/{self.row['id']}.json"


def chain(sitting: Sitting) -> list[Again]:
    """Each time that the attempt was marked again, oldest first."""
    record, rows = sitting.record, sitting.record.all("regrading").values()
    mine = sorted((one for one in rows if one["attempt_id"] == sitting.row["id"]), key=lambda one: one["id"])
    given = sitting.given
    questions = [
        Question(question["item"], sitting.item(question["item"]), given.get(number))
        for number, question in enumerate(sitting.row["form"], 1)
    ]
    return [Again(one, mark_again(questions, sitting.cut, fixes(sitting, record, one["decision_id"]))) for one in mine]


def fixes(sitting: Sitting, record: Record, decision_id: int) -> dict[int, Fix]:
    """What had been approved where it was sat, up to a decision; of several about one item the last holds."""
    found: dict[int, Fix] = {}
    for number, decision in sorted(record.all("correction_decision").items()):
        if number <= decision_id and decision["approves"] and decision.get("clinic_id") == sitting.row.get("clinic_id"):
            correction = record.row("correction", decision["correction_id"])
            if correction["remedy"] != "retest":
                for item in correction["correction_item"]:
                    found[item["item_version_id"]] = Fix(correction["remedy"], item.get("document"))
    return found


def examine(sitting: Sitting) -> Iterator[Finding]:
    again, stands = chain(sitting), sitting.row["passed"]
    for one in again:
        yield from examine_decision(sitting, one)
        if one.result is None:
            yield Finding(one.member, "result", "what is left of the form says nothing")
            continue
        yield from differences(one.member, one.result.as_document(), one.row["result"])
        if one.row["before"]["passed"] != stands:
            yield Finding(one.member, "before", f"it was {verdict(stands)} until then")
        stands = stands or one.result.passed  # a pass that was given stays
        if one.row["passed"] != stands:
            yield Finding(one.member, "passed", f"by the policy it stands as {verdict(stands)}")
    yield from examine_entry(sitting, again)


def examine_decision(sitting: Sitting, one: Again) -> Iterator[Finding]:
    decision = sitting.record.row("correction_decision", one.row["decision_id"])
    if not decision["approves"] or decision["correction_id"] != one.row["correction_id"]:
        yield Finding(one.member, "decision_id", "the correction was not approved by it")
    if decision.get("clinic_id") != sitting.row.get("clinic_id"):
        yield Finding(one.member, "decision_id", "another clinic decided")
    if moment(decision["decided_at"]) > moment(one.row["recorded_at"]):
        yield Finding(one.member, "recorded_at", "it was marked again before that was approved")


def stood(sitting: Sitting, again: Sequence[Again], known_at: datetime) -> tuple[bool, int | None]:
    """Whether it was a pass by what stood at a moment, and with how many percent."""
    by_then = [one for one in again if moment(one.row["recorded_at"]) <= known_at]
    if not by_then:
        result = sitting.marked()
        return result.passed, result.percent
    last = by_then[-1]
    return last.row["passed"], last.result.percent if last.result else None


def examine_entry(sitting: Sitting, again: list[Again]) -> Iterator[Finding]:
    """What the ledger says of the attempt is what came of it, by what stood when that was recorded."""
    row, record = sitting.row, sitting.record
    for entry in record.all("entry").values():
        if entry.get("evidence") == f"attempt {row['id']}":
            passed, percent = stood(sitting, again, moment(entry["recorded_at"]))
            handed_in = clock.on_day(moment(row["submitted_at"]), record.time_zone).isoformat()
            facts: list[tuple[str, Any, Any]] = [
                ("person_id", entry["person_id"], row["person_id"]),
                ("subject", entry["subject"], record.context["modules"].get(str(row["module_id"]))),
                ("details version", entry["details"].get("version"), sitting.module["number"]),
                ("good", entry["good"], passed),
            ]
            if entry.get("percent") is not None:
                facts.append(("percent", entry["percent"], percent))
            if entry.get("clinic_id") == record.context["clinic"]["id"]:
                facts.append(("from_on", entry["from_on"], handed_in))
            for place, said, was in facts:
                if said != was:
                    yield Finding(f"entry/{entry['id']}.json", place, f"it says {said}, the attempt says {was}")


def told(sitting: Sitting) -> Iterator[str]:
    """In sentences, for whoever checks the packet."""
    record = sitting.record
    for one in chain(sitting):
        correction = record.row("correction", one.row["correction_id"])
        decision = record.row("correction_decision", one.row["decision_id"])
        by = record.context["actors"].get(str(decision["decided_by_id"]), "somebody")
        total = one.row["result"]["total"]
        kept = "; the pass that was given stays" if one.row["passed"] and not one.row["result"]["passed"] else ""
        yield (
            f"Attempt {sitting.row['id']} was marked again under correction {correction['id']} "
            f"({correction['remedy']}: {correction['reason'].rstrip('.')}), approved by {by} on "
            f"{clock.on_day(moment(decision['decided_at']), record.time_zone)}: {total['right']:g} of "
            f"{total['out_of']} right, {total['needed']} needed: {verdict(one.row['result']['passed'])}{kept}"
        )

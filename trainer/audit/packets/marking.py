"""Every attempt of a packet is marked again: its own items, its own answers, its own cut."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from trainer.audit.packets.reading import Content, Record, moment
from trainer.audit.packets.rules import Finding
from trainer.banks.content import Item, Objective, QuizPolicy, item_of
from trainer.banks.kinds import kind_of
from trainer.quizzes.actions import GRACE
from trainer.quizzes.rules import Cut, Marked, Result, mark


@dataclass(frozen=True)
class Sitting:
    """One attempt of the packet: the record around it, its row, and the name of its member."""

    record: Record
    row: Content

    @property
    def member(self) -> str:
        return f"attempt/{self.row['id']}.json"

    @property
    def module(self) -> Content:
        return self.record.row("module_version", self.row["module_version_id"])

    @property
    def quiz(self) -> QuizPolicy:
        return QuizPolicy.model_validate(self.module["document"]["quiz"])

    @property
    def cut(self) -> Cut:
        objectives = [Objective.model_validate(one) for one in self.module["document"]["objectives"]]
        safety = tuple(one.id for one in objectives if one.safety_critical)
        return Cut(self.quiz.cut_percent, self.quiz.safety_critical_percent, safety)

    @property
    def answers(self) -> list[Content]:
        return sorted(self.row.get("answer", []), key=lambda one: one["receipt"])

    @property
    def given(self) -> dict[int, str]:
        """What stands for each question: the last receipt counts, and an empty one takes back."""
        last = {answer["number"]: answer["given"] for answer in self.answers}
        return {number: given for number, given in last.items() if given}

    def marked(self) -> Result:
        given = self.given
        return mark([self.question(number, given.get(number)) for number in self.numbers], self.cut)

    @property
    def numbers(self) -> range:
        return range(1, len(self.row["form"]) + 1)

    def question(self, number: int, given: str | None) -> Marked:
        item = self.item(self.row["form"][number - 1]["item"])
        score = kind_of(item).score(item, given) if given is not None else 0.0
        return Marked(item.objective, score, given is None)

    def item(self, version_id: int) -> Item:
        return item_of(self.record.row("item_version", version_id)["document"])

    def finding(self, place: str, says: str) -> Finding:
        return Finding(self.member, place, says)


def examine(sitting: Sitting) -> Iterator[Finding]:
    yield from examine_adoption(sitting)
    yield from examine_form(sitting)
    yield from examine_receipts(sitting)
    result, recorded = sitting.marked(), sitting.row["result"]
    yield from differences(sitting.member, result.as_document(), recorded)
    if sitting.row["passed"] != result.passed:
        yield sitting.finding("passed", f"marked again it is {verdict(result.passed)}")


def differences(member: str, found: dict[str, Any], recorded: Content) -> Iterator[Finding]:
    for name in ("total", "objectives", "blanks", "passed"):
        if found[name] != recorded.get(name):
            yield Finding(member, f"result {name}", f"marked again {found[name]}, recorded {recorded.get(name)}")


def examine_form(sitting: Sitting) -> Iterator[Finding]:
    """Each question is an item of that version of the module, its parts shown in some order, all of them."""
    there = {one["item_version_id"] for one in sitting.module["module_version_item"]}
    for number, question in enumerate(sitting.row["form"], start=1):
        item = sitting.item(question["item"])
        if question["item"] not in there:
            yield sitting.finding(f"question {number}", f"item version {question['item']} is not of this module")
        if item.use != "scored":
            yield sitting.finding(f"question {number}", "the item is for practice, not for a quiz")
        if sorted(question["order"]) != sorted(kind_of(item).in_bank(item)):
            yield sitting.finding(f"question {number}", "the parts that were shown are not those of the item")
    yield from examine_blueprint(sitting)
    items = [question["item"] for question in sitting.row["form"]]
    if len(items) != len(set(items)):
        yield sitting.finding("form", "an item is asked twice")


def examine_blueprint(sitting: Sitting) -> Iterator[Finding]:
    """As many items of each objective and level as the module says."""
    wanted = {
        (objective, level): count
        for objective, levels in sitting.module["document"]["blueprint"].items()
        for level, count in levels.items()
        if count
    }
    items = [sitting.item(question["item"]) for question in sitting.row["form"]]
    asked = Counter((item.objective, item.level) for item in items)
    for cell in sorted({*wanted, *asked}):
        if asked[cell] != wanted.get(cell, 0):
            yield sitting.finding("form", f"{asked[cell]} items of {' '.join(cell)}, not {wanted.get(cell, 0)}")


def examine_adoption(sitting: Sitting) -> Iterator[Finding]:
    """The clinic had adopted this version of the module before; without that it is practice, which earns nothing."""
    if "adoption_id" not in sitting.row:
        yield sitting.finding("adoption_id", "it was practice, which earns nothing")
        return
    adoption = sitting.record.row("adoption", sitting.row["adoption_id"])
    if adoption["module_version_id"] != sitting.row["module_version_id"]:
        yield sitting.finding("adoption_id", "another version of the module was adopted")
    if adoption["clinic_id"] != sitting.row.get("clinic_id"):
        yield sitting.finding("adoption_id", "another clinic adopted the module")
    if moment(adoption["recorded_at"]) > moment(sitting.row["started_at"]):
        yield sitting.finding("adoption_id", "the module was adopted only after the attempt began")


def examine_receipts(sitting: Sitting) -> Iterator[Finding]:
    """Receipts count up from 1, for questions that were asked, within the time."""
    started, deadline = moment(sitting.row["started_at"]), moment(sitting.row["deadline_at"])
    for place, answer in enumerate(sitting.answers, start=1):
        if answer["receipt"] != place:
            yield sitting.finding(f"answer {place}", f"its receipt is {answer['receipt']}: one is missing")
        if answer["number"] not in sitting.numbers:
            yield sitting.finding(f"answer {place}", f"there is no question {answer['number']}")
        if not started <= moment(answer["received_at"]) <= deadline + GRACE:
            yield sitting.finding(f"answer {place}", "it was received outside the time of the attempt")


def verdict(passed: bool) -> str:
    return "passed" if passed else "not passed"

"""What a response earns: the conditions of an item carried out, not guessed at from their looks."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import combinations

from trainer.banks.formats.numbers import number_of
from trainer.banks.formats.questions import CannotRead
from trainer.banks.formats.trees import Node

Given = Mapping[str, Sequence[str]]  # the values by the response's ident
COMPARISONS = {"vargt", "vargte", "varlt", "varlte"}
KNOWN = {"and", "or", "not", "varequal", "other", "unanswered", "var_extension", "varextension", *COMPARISONS}
TRUTH = {"": "0", "false": "0", "true": "1"}
FEW = 10  # answers of which every selection is tried
TRIED = 500_000  # conditions that are looked at for that


@dataclass
class Outcome:
    score: float = 0.0
    shown: list[str] = field(default_factory=list)  # feedback, by its ident


@dataclass
class Scorer:
    """The conditions of one item. `is_known` is false where one of them is of a kind that is not carried out here."""

    conditions: list[Node]
    most: float = 0.0
    is_known: bool = True
    starting: float = 0.0
    feedback: list[Node] = field(default_factory=list)
    variable: str = "score"  # the one that is the score; others only count
    by_feedback: bool = False  # no condition gives marks: those that say “correct” are the right ones

    @staticmethod
    def of(item: Node) -> "Scorer":
        processing = item.first("resprocessing")
        conditions = list(processing.within("respcondition")) if processing else []
        variables = list(processing.within("decvar")) if processing else []
        first = variables[0] if variables else None
        most, start = (number_of(first.get(name)) if first else None for name in ("maxvalue", "defaultval"))
        tests = [node for one in conditions if (inside := one.first("conditionvar")) for node in below(inside)]
        is_known = all(node.name in KNOWN for node in tests)
        made = Scorer(conditions, most or 0.0, is_known, start or 0.0, list(item.within("itemfeedback")))
        made.variable = score_variable(variables, conditions)
        for one in conditions:
            require_numbers(change for change in one.all("setvar") if name_of(change) in {made.variable, ""})
        made.by_feedback = not made.rewarding
        del made.rewarding  # it was found without the feedback
        return made

    def outcome(self, given: Given) -> Outcome:
        """A condition without a word about going on does not end the matter: blanks are scored one by one."""
        found, is_met = Outcome(self.starting), False
        folded = {name: frozenset(value.strip().casefold() for value in values) for name, values in given.items()}
        for condition, test, wanted in self.tests:
            if wanted and not any(value in folded.get(name, ()) for name, value in wanted):
                continue
            if not meets_all(test, given, is_met):
                continue
            is_met = True
            found.score = self.after(condition, found.score)
            found.shown += [node.get("linkrefid") for node in condition.within("displayfeedback")]
            if condition.get("continue").lower() == "no" and not self.by_feedback:
                break
        return found

    def after(self, condition: Node, score: float) -> float:
        """The score when the condition was met."""
        for change in condition.all("setvar"):
            if name_of(change) in {self.variable, ""}:
                score = changed(score, change, self.most)
        if self.by_feedback and says_correct(condition):
            score += 1.0
        return score

    def score(self, given: Given) -> float:
        return self.outcome(given).score

    @cached_property
    def tests(self) -> list[tuple[Node, Node, list[tuple[str, str]]]]:
        """Each condition with its test, and the values of which it needs at least one; none where it needs none."""
        found = [(one, one.first("conditionvar")) for one in self.conditions]
        return [(one, test, needed(test)) for one, test in found if test is not None and test.nodes]

    @cached_property
    def rewarding(self) -> list[Node]:
        """The conditions that give marks."""
        return [one for one in self.conditions if self.after(one, 0.0) > 0]


def needed(test: Node) -> list[tuple[str, str]]:
    """Response and value, in small letters, of a test that asks for just that or for one of several."""
    found: list[tuple[str, str]] = []
    for node in test.nodes if test.name == "or" or len(test.nodes) == 1 else test.nodes[:1]:
        if node.name == "varequal":
            found.append((node.get("respident"), node.words.strip().casefold()))
        elif node.name in {"and", "or"} and node.nodes and (inner := needed(node)):
            found += inner
        else:
            return []
    return found


def require_numbers(changes: Iterable[Node]) -> None:
    """What is damaged must not count as no marks."""
    for change in changes:
        if marks(change, 1.0) is None:
            raise CannotRead(f"“{change.words.strip()[:30]}” is no number of marks.")


def score_variable(variables: Sequence[Node], conditions: Sequence[Node]) -> str:
    """The first that is declared, where it is ever set; else one that does not count what is wrong."""
    names = [node.get("varname").lower() for node in variables]
    changed_ = {name_of(change) for one in conditions for change in one.all("setvar")} - {""}
    for name in [*names, "score", "que_score", *sorted(changed_)]:
        if name in changed_ and "incorrect" not in name:
            return name
    return "score"


def name_of(change: Node) -> str:
    return (change.get("varname") or change.get("variablename")).lower()


def says_correct(condition: Node) -> bool:
    """Sakai writes no marks there, or marks of 0."""
    names = [node.get("linkrefid").lower() for node in condition.within("displayfeedback")]
    return not any(marks(change, 1.0) for change in condition.all("setvar")) and "correct" in names


def below(node: Node) -> list[Node]:
    return [one for child in node.nodes for one in [child, *below(child)]]


def marks(change: Node, most: float) -> float | None:
    """Respondus says whether it is correct, Blackboard that it is the most there is."""
    said = change.words.strip().lower()
    if said.endswith("max"):
        return most or 1.0
    return number_of(TRUTH.get(said, said))


def changed(score: float, change: Node, most: float) -> float:
    value = marks(change, most) or 0.0
    action = change.get("action", "Set").lower()
    if action == "add":
        return score + value
    if action == "subtract":
        return score - value
    if action == "multiply":
        return score * value
    if action == "divide":
        return score / value if value else score
    return value


def meets_all(test: Node, given: Given, is_met: bool) -> bool:
    return all(meets(node, given, is_met) for node in test.nodes)


def meets(node: Node, given: Given, is_met: bool) -> bool:
    """Whether one test holds. `is_met`: an earlier condition did, which `other` leaves aside."""
    if node.name == "and":
        return meets_all(node, given, is_met)
    if node.name == "or":
        return any(meets(child, given, is_met) for child in node.nodes)
    if node.name == "not":
        return not meets_all(node, given, is_met)
    if node.name == "other":
        return not is_met
    values = given.get(node.get("respident"), ())
    if node.name == "unanswered":
        return not values
    if node.name in COMPARISONS:
        return any(compares(node, value) for value in values)
    return node.name == "varequal" and any(is_equal(node, value) for value in values)


def is_equal(node: Node, value: str) -> bool:
    wanted = node.words.strip()
    if node.get("case", "No").lower() == "no":
        return wanted.casefold() == value.strip().casefold()
    return wanted == value.strip()


def compares(node: Node, value: str) -> bool:
    limit, number = number_of(node.words), number_of(value)
    if limit is None or number is None:
        return False
    return {
        "vargt": number > limit,
        "vargte": number >= limit,
        "varlt": number < limit,
        "varlte": number <= limit,
    }[node.name]


def named(condition: Node, respident: str) -> list[str]:
    """The values that a condition asks for, without those that it forbids."""
    found: list[str] = []
    for child in condition.nodes:
        if child.name == "varequal" and child.get("respident") == respident:
            found.append(child.words.strip())
        elif child.name not in {"not", "setvar", "displayfeedback"}:
            found += named(child, respident)
    return list(dict.fromkeys(found))


def best_selection(scorer: Scorer, respident: str, idents: Sequence[str]) -> tuple[str, ...]:
    """The selection that earns most, the smallest of these; () when none earns anything. Raises CannotRead for two."""
    asked = [tuple(named(condition, respident)) for condition in scorer.rewarding]
    sure = [one for one in [*asked, tuple(dict.fromkeys(ident for some in asked for ident in some))] if one]
    are_few = len(idents) <= FEW and len(scorer.conditions) << len(idents) <= TRIED
    sizes = range(1, len(idents) + 1 if are_few else 2)
    candidates = [*sure, *(pick for size in sizes for pick in combinations(idents, size))]
    scored = [(scorer.score({respident: pick}), -len(pick), pick) for pick in candidates if set(pick) <= set(idents)]
    if not scored:
        return ()
    score, size, pick = max(scored, key=lambda row: row[:2])
    if score > 0 and any(row[:2] == (score, size) and set(row[2]) != set(pick) for row in scored):
        raise CannotRead("Different selections earn the whole mark, so that nobody can tell which is right.")
    return pick if score > 0 else ()

"""Response processing carried out: what an item's own file says that a response earns."""

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

from trainer.banks.formats.qti2.declarations import Declaration, Declared, Value
from trainer.banks.formats.qti2.expressions import Unknown, value_of
from trainer.banks.formats.trees import Node

SCORE = "SCORE"
SETTING = ("setoutcomevalue", "lookupoutcomevalue")
TEMPLATES = {"match_correct", "map_response", "cc2_match", "cc2_match_basic", "cc2_map_response"}


class Ended(Exception):
    """exitResponse."""


@dataclass
class State:
    declared: Declared
    values: dict[str, Value] = field(default_factory=dict)

    def response(self, name: str) -> Declaration:
        if name not in self.declared.responses:
            raise Unknown(f"Its scoring asks for {name}, which is not declared.")
        return self.declared.responses[name]

    def value(self, name: str) -> Value:
        if name in self.values or name in self.declared.responses:
            return self.values.get(name)
        if name not in self.declared.outcomes and name != SCORE:
            raise Unknown(f"Its scoring depends on {name}, which is not declared in it.")
        return self.default(name)

    def is_ordered(self, node: Node) -> bool:
        """Whether the expression gives values in an order that counts."""
        named = {**self.declared.outcomes, **self.declared.responses}.get(node.get("identifier"))
        return node.name == "ordered" or (named is not None and named.cardinality == "ordered")

    def default(self, name: str) -> Value:
        known = {**self.declared.outcomes, **self.declared.responses}
        return known[name].default if name in known else None


def template_of(item: Node) -> str:
    """The name of the standard rule that an item refers to, "" where it has rules of its own or none."""
    found = item.first("responseprocessing")
    address = (found.get("template") or found.get("templatelocation")) if found else ""
    return address.rpartition("/")[2].removesuffix(".xml").lower()


def has_rules(item: Node) -> bool:
    """Whether the file says at all what a response earns."""
    found = item.first("responseprocessing")
    if template_of(item):
        return True
    return found is not None and any(node.get("identifier") == SCORE for node in found.within(*SETTING))


def outcomes(item: Node, declared: Declared, given: Mapping[str, Any]) -> dict[str, Value]:
    """Every outcome after the response. Raises Unknown."""
    if declared.is_made_anew:
        raise Unknown("It is made anew for each person.")
    state = State(declared, {name: one.value(given.get(name)) for name, one in declared.responses.items()})
    processing = item.first("responseprocessing")
    template = template_of(item)
    if template:
        by_template(template, state)
    elif processing is not None:
        with suppress(Ended):
            carry_out(processing.nodes, state)
    return {name: state.value(name) for name in {*declared.outcomes, SCORE}}


def by_template(template: str, state: State) -> None:
    if template not in TEMPLATES or len(state.declared.responses) != 1:
        raise Unknown(f"The scoring rule “{template}” is not known here.")
    if template.startswith("cc2") and state.default("MAXSCORE") not in (None, 0, 1):
        raise Unknown("Some give one mark for a right answer by its scoring rule, some the most it declares.")
    (response,) = state.declared.responses.values()
    value = state.values.get(response.name)
    if "map" in template:
        if response.mapping is None:
            raise Unknown("Its scoring uses a mapping that is not there.")
        state.values[SCORE] = response.mapping.value(value)
    else:
        state.values[SCORE] = float(is_correct(value, response))


def is_correct(value: Value, response: Declaration) -> bool:
    right = response.right
    if value in (None, []) or right is None:
        return False
    if isinstance(value, list) and response.cardinality == "multiple":
        return sorted(map(str, value)) == sorted(map(str, right))
    return bool(value == right)


def carry_out(nodes: list[Node], state: State) -> None:
    for node in nodes:
        if node.name == "responsecondition":
            condition(node, state)
        elif node.name == "setoutcomevalue":
            state.values[node.get("identifier")] = value_of(node.nodes[0], state) if node.nodes else None
        elif node.name == "lookupoutcomevalue":
            state.values[node.get("identifier")] = looked_up(node, state)
        elif node.name == "responseprocessingfragment":
            carry_out(node.nodes, state)
        elif node.name == "exitresponse":
            raise Ended
        else:
            raise Unknown(f"“{node.name}” in its scoring is not known here.")


def looked_up(node: Node, state: State) -> Value:
    declaration = state.declared.outcomes.get(node.get("identifier"))
    if declaration is None or declaration.table is None or not node.nodes:
        raise Unknown("Its scoring uses a table that is not there.")
    return declaration.table.value(value_of(node.nodes[0], state))


def condition(node: Node, state: State) -> None:
    """The first branch whose test holds. A test without a value does not."""
    for branch in node.nodes:
        if branch.name == "responseelse":
            carry_out(branch.nodes, state)
            return
        if branch.nodes and value_of(branch.nodes[0], state) is True:
            carry_out(branch.nodes[1:], state)
            return


def score(item: Node, declared: Declared, given: Mapping[str, Any]) -> float:
    found = outcomes(item, declared, given).get(SCORE)
    return float(found) if isinstance(found, int | float) else 0.0

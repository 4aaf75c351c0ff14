"""The questions that a model makes, for who is writing it: also those that something stands in the way of."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

from pydantic import ValidationError

from trainer.banks.authoring.modeling.renaming import PLACE
from trainer.banks.authoring.modeling.sheets import mapping, tidy
from trainer.banks.content import Item, ItemModel
from trainer.banks.generation import Proof, Variant, as_item, prove, published, variants
from trainer.banks.generation.references import broken

NOT_YET = "not-yet"
UNSAID = {  # what is not yet written; a learner sees nothing of it but the stem
    **dict.fromkeys(("id", "title", "objective", "passage"), NOT_YET),
    "facts": [NOT_YET],
    "level": "recall",
    "stem": "…",
}
UNSAID_OPTIONS = {"from": "own", "key": "…", "why_key": "…", "count": 3}
STAND_INS = ("key", "option")  # for the table that the options come from
FEW = 60  # as many are published
COUNTS = {"3", "4", "5"}  # options that a question may have


@dataclass(frozen=True)
class Variants:
    """`is_sound`: they are what would be published. Else they are the first that can be made at all."""

    made: Sequence[Variant]
    is_sound: bool
    proof: Proof

    def item(self, number: int) -> Item:
        return as_item(self.made[number])


def variants_in(document: Mapping[str, Any]) -> Variants | None:
    """None while it cannot be made into a question at all."""
    try:
        model = ItemModel.model_validate(with_dots(document))
    except (ValidationError, TypeError, ValueError):
        return None
    proof = prove(model)
    if sound := published(model, proof=proof):
        return Variants(sound, True, proof)
    return None if broken(model) else Variants(list(islice(variants(model), FEW)), False, proof)


def with_dots(document: Mapping[str, Any]) -> dict[str, Any]:
    """The document with an ellipsis wherever a learner would read something that is not there yet."""
    said = tidy(document)
    options = {**UNSAID_OPTIONS, **said.get("options", {})}
    few = int(options["count"]) - 1 if str(options["count"]) in COUNTS else 2
    named = [*PLACE.finditer(str([said, options]))]
    cells = {(options["from"] if one["table"] in STAND_INS else one["table"], one["cell"]) for one in named}
    tables = {
        name: [{cell: "…" for table, cell in cells if table == name} | row for row in rows]
        for name, rows in mapping(said.get("tables")).items()
    }
    if options["from"] == "own" and (first := next(iter(said.get("cross", ())), None)) in tables:
        tables[first] = [with_wrong(row, few) for row in tables[first]]
    off = [{"reason": NOT_YET, "by": NOT_YET, **one} for one in said.get("off", ()) if isinstance(one, Mapping)]
    return {**UNSAID, **said, "options": options, "tables": tables, "off": off}


def with_wrong(row: Mapping[str, Any], few: int) -> dict[str, Any]:
    """The row with as many wrong options as are asked for, and a place for each."""
    wrong = [{"text": "…", "why": "…", **one} for one in row.get("wrong", ())]
    wrong += [{"text": f"… ({number})", "why": "…"} for number in range(len(wrong) + 1, few + 1)]
    return {**row, "wrong": wrong}

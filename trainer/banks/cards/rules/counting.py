"""What somebody looks for, and how many items there would be with another choice. Values in, answers out."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

BY_HAND, MODELS = "by hand", "models"
ALL, ANY_ALERT = "all", "any"
COUNTED = ("module", "objective", "level", "kind", "use", "made", "cites", "state", "alert", "safety_critical")
NEVER, LATELY, LONG_AGO = "never", "lately", "long ago"
LATELY_IS = timedelta(days=90)
LONG_AGO_IS = timedelta(days=365)
Range = tuple[float | None, float | None]


@dataclass(frozen=True)
class Wanted:
    """Which items somebody looks for; "" and None ask nothing. Facility is a share, from 0 to 1."""

    words: str = ""
    module: str = ""
    objective: str = ""
    level: str = ""
    kind: str = ""
    use: str = ""
    made: str = ""  # BY_HAND, MODELS, or "model " and its id
    cites: str = ""
    state: str = ""  # "": whatever is in the bank; one of STATES; ALL
    alert: str = ""  # ANY_ALERT, or one of them
    safety_critical: bool = False
    facility: Range = (None, None)
    discrimination: Range = (None, None)
    asked: str = ""
    sort: str = ""  # "": as in the bank

    @property
    def model(self) -> str:
        """The one model whose variants are asked for, or ""."""
        return self.made.removeprefix("model ") if self.made.startswith("model ") else ""

    @property
    def asks_uncounted(self) -> bool:
        """Whether some items are in no heap, since they do not say or have what is asked."""
        return bool(self.words or self.asked or {*self.facility, *self.discrimination} != {None})

    @property
    def is_in_lines(self) -> bool:
        """Whether the variants of a model stand together in one line."""
        return not self.model and not self.sort


@dataclass(frozen=True)
class Heap:
    """So many items that are alike in everything that is counted."""

    module_id: int
    objective: str
    objective_title: str
    level: str
    kind: str
    use: str
    model: str
    model_title: str
    sources: str
    state: str
    alert: str | None
    safety_critical: bool
    is_in_bank: bool
    items: int

    def values(self, name: str) -> Sequence[str | int | bool]:
        """Under which choices of a condition it falls."""
        if name == "made":
            return (MODELS, f"model {self.model}") if self.model else (BY_HAND,)
        if name == "cites":
            return self.sources.split()
        if name == "alert":
            return (ANY_ALERT, self.alert) if self.alert else ()
        if name == "state":
            return ("", self.state, ALL) if self.is_in_bank else (self.state, ALL)
        return (self.module_id if name == "module" else getattr(self, name),)


@dataclass(frozen=True)
class Counted:
    """What the items come to: how many fit, in how many lines, and how many would with another choice."""

    items: int
    lines: int
    choices: dict[str, Counter]
    objectives: dict[str, str]  # their titles
    models: dict[str, str]


def counted(heaps: Sequence[Heap], wanted: Wanted, module_id: int | None = None) -> Counted:
    """For each condition its choices are counted among the items that fit all the other conditions."""
    set_to = {name: getattr(wanted, name) for name in COUNTED if getattr(wanted, name)}
    set_to |= {"state": wanted.state} | ({"module": module_id} if wanted.module else {})
    choices: dict[str, Counter] = {name: Counter() for name in COUNTED}
    items, single, models = 0, 0, set()
    for heap in heaps:
        missed = [name for name, value in set_to.items() if value not in heap.values(name)]
        for name in missed or COUNTED if len(missed) < 2 else ():
            choices[name].update(dict.fromkeys(heap.values(name), heap.items))
        if not missed:
            items += heap.items
            if heap.model and heap.is_in_bank:
                models.add((heap.module_id, heap.model))
            else:
                single += heap.items
    return Counted(
        items,
        single + len(models) if wanted.is_in_lines else items,
        choices,
        {heap.objective: heap.objective_title for heap in heaps if heap.module_id == module_id},
        {heap.model: heap.model_title for heap in heaps if heap.model and heap.module_id == module_id},
    )


def since(asked: str, now: datetime) -> datetime | None:
    """The moment that divides those asked lately, or not for long, from the others."""
    return {LATELY: now - LATELY_IS, LONG_AGO: now - LONG_AGO_IS}.get(asked)

from collections import Counter
from collections.abc import Sequence

from wtforms import BooleanField, FloatField, SearchField, SelectField
from wtforms.validators import NumberRange, Optional

from trainer.banks.cards import rules
from trainer.banks.cards.rules import Counted, Wanted
from trainer.banks.content import LEVELS, SHAPES, Module
from trainer.banks.models import ModuleVersion
from trainer.web.forms import Form

SORTS = {
    "": "As in the bank",
    "facility": "Facility, hardest first",
    "facility-": "Facility, easiest first",
    "discrimination": "Discrimination, weakest first",
    "discrimination-": "Discrimination, strongest first",
    "takers-": "Takers, most first",
    "takers": "Takers, fewest first",
    "asked-": "Last asked, latest first",
    "asked": "Last asked, longest ago first",
    "published-": "Published, latest first",
    "published": "Published, longest ago first",
    "number-": "Versions, most first",
    "slug": "Name",
}
STATES = {
    "": "In the bank",
    rules.LIVE: "Live",
    rules.STALE: "Stale",
    rules.RETIRED: "Retired",
    rules.ALL: "All, with what has left the bank",
}
ASKED = {
    "": "Whenever",
    rules.LATELY: "In the last 90 days",
    rules.LONG_AGO: "Longer than a year ago",
    rules.NEVER: "Never",
}


PERCENT = NumberRange(0, 100, "Write a number from 0 to 100")
CORRELATION = NumberRange(-1, 1, "Write a number from -1 to 1, as in 0.2")
NO_NUMBER = "This is not a number, so it was left out. Write one, as in 0.2 or 60"
HALF_FACILITY, HALF_DISCRIMINATION = 0.5, 0.005  # of the last digit that the list shows of each


class MeasureField(FloatField):
    """A number as people type it: 60 %, 0,2 or −0.1."""

    def process_formdata(self, valuelist):
        typed = "".join((valuelist or [""])[0].split()).replace(",", ".").replace("−", "-").removesuffix("%")
        try:
            self.data = float(typed) if typed else None
        except ValueError:
            self.data = None
            raise ValueError(NO_NUMBER) from None


def listed(words: Sequence[str]) -> list[tuple[str, str]]:
    return [(word, word.capitalize()) for word in words]


class CardFilter(Form):
    """Which items are listed, and how. Lives in the address, so it has no token; what is not a choice is ignored.

    A number that cannot be read is left out too, and stays in its field with what is wrong about it.
    """

    class Meta:
        csrf = False

    q = SearchField("Words in the item")
    module = SelectField("Module")
    objective = SelectField("Objective")
    level = SelectField("Level", choices=[("", "All levels"), *listed(LEVELS)])
    kind = SelectField("Kind", choices=[("", "All kinds"), *listed(list(SHAPES))])
    state = SelectField("State", choices=list(STATES.items()))
    source = SelectField("Made by")
    use = SelectField("Use", choices=[("", "All uses"), *listed(["scored", "practice", "retired"])])
    cites = SelectField("Source")
    alert = SelectField("Alert")
    asked = SelectField("Last asked", choices=list(ASKED.items()))
    facility_from = MeasureField("Facility from, %", [Optional(), PERCENT])
    facility_to = MeasureField("Facility to, %", [Optional(), PERCENT])
    discrimination_from = MeasureField("Discrimination from", [Optional(), CORRELATION])
    discrimination_to = MeasureField("Discrimination to", [Optional(), CORRELATION])
    safety_critical = BooleanField("Safety-critical only")
    sort = SelectField("Sort by", choices=list(SORTS.items()))

    NUMBERS = ("facility_from", "facility_to", "discrimination_from", "discrimination_to")
    CHOICES = ("module", "objective", "level", "kind", "state", "source", "use", "cites", "alert", "asked")
    MORE = ("source", "use", "cites", "alert", "asked")  # under “More conditions”
    OPEN = {"alert", "cites", "objective", "source"}  # their choices are what is there

    def __init__(self, asked, modules: Sequence[ModuleVersion] = (), of: Module | None = None):
        """The items of all these modules, or of the one module that the page is about."""
        super().__init__(asked)
        self.modules = {version.module.slug: version for version in modules}
        self.of = of
        self.module.choices = [("", "All modules"), *((slug, one.title) for slug, one in self.modules.items())]
        self.objective.choices, self.source.choices, self.cites.choices = self.choices_of(of)
        self.alert.choices = [("", "With or without"), (rules.ANY_ALERT, "Any alert")]
        for name in (*self.CHOICES, "sort"):
            field = self[name]
            known = dict(field.choices)
            if field.data not in known and (name not in self.OPEN or (of is not None and name != "alert")):
                field.data = ""
        for name in self.NUMBERS:
            if not self[name].validate(self):
                self[name].data, self[name].errors = None, self[name].errors[:1]

    def choices_of(self, of: Module | None) -> list[list[tuple[str, str]]]:
        made = [("", "Items and models"), (rules.BY_HAND, "Written by hand"), (rules.MODELS, "Item models")]
        if of is None:
            return [[("", "All objectives")], made, [("", "All sources")]]
        return [
            [("", "All objectives"), *((one.id, one.short) for one in of.objectives)],
            [
                *(made if of.models else made[:2]),
                *((f"model {one.id}", f"Variants: {one.title}") for one in of.models),
            ],
            [("", "All sources"), *((one.id, one.id) for one in of.sources)],
        ]

    @property
    def module_id(self) -> int | None:
        chosen = self.modules.get(self.module.data or "")
        return chosen.module_id if chosen else None

    @property
    def wanted(self) -> Wanted:
        return Wanted(
            words=self.q.data or "",
            module=self.module.data or "",
            objective=self.objective.data or "",
            level=self.level.data or "",
            kind=self.kind.data or "",
            use=self.use.data or "",
            made=self.source.data or "",
            cites=self.cites.data or "",
            state=self.state.data or "",
            alert=self.alert.data or "",
            safety_critical=bool(self.safety_critical.data),
            facility=self.between("facility", HALF_FACILITY, 100),
            discrimination=self.between("discrimination", HALF_DISCRIMINATION, 1),
            asked=self.asked.data or "",
            sort=self.sort.data or "",
        )

    def between(self, name: str, half: float, whole: int) -> tuple[float | None, float | None]:
        """What is listed with the very number that was asked for is within, though rounding took it there."""
        least, most = self[f"{name}_from"].data, self[f"{name}_to"].data
        return None if least is None else (least - half) / whole, None if most is None else (most + half) / whole

    def tell(self, found: Counted) -> None:
        """Each choice says how many items it would leave, beside all the other conditions."""
        self.alert.choices += listed(sorted(one for one in found.choices["alert"] if one != rules.ANY_ALERT))
        if self.of is None:
            self.objective.choices += sorted(found.objectives.items(), key=lambda pair: pair[::-1])
            named = sorted(found.models.items(), key=lambda pair: pair[::-1])
            self.source.choices += [(f"model {model}", f"Variants: {title}") for model, title in named]
            self.cites.choices += [(one, one) for one in sorted(found.choices["cites"], key=str.casefold)]
        for name in self.CHOICES[:-1]:
            field, counts = self[name], self.counts_of(name, found)
            if field.data and field.data not in dict(field.choices):
                field.choices += [(field.data, field.data)]
            field.choices = [
                (value, f"{label} ({counts[value]})" if value or name == "state" else label)
                for value, label in field.choices
            ]

    def counts_of(self, name: str, found: Counted) -> Counter:
        counts = found.choices["made" if name == "source" else name]
        if name != "module":
            return counts
        return Counter({slug: counts[version.module_id] for slug, version in self.modules.items()})

    @property
    def is_set(self) -> bool:
        return any(self.in_address(name) for name in ("q", "safety_critical", *self.CHOICES, *self.NUMBERS))

    @property
    def sets_more(self) -> bool:
        """Whether one of the conditions is set that are folded away."""
        is_wrong = any(self[name].errors for name in self.NUMBERS)
        return is_wrong or any(self.in_address(name) for name in ("safety_critical", *self.MORE, *self.NUMBERS))

    def in_address(self, name: str) -> str:
        data = self[name].data
        if name in self.NUMBERS:
            return "" if data is None else f"{data:g}"
        return "y" if data is True else data or ""

    def with_other(self, **changes: str) -> dict[str, str]:
        """This list in an address, with something else asked for."""
        names = ("q", "safety_critical", "sort", *self.CHOICES, *self.NUMBERS)
        return {name: value for name, value in ({n: self.in_address(n) for n in names} | changes).items() if value}

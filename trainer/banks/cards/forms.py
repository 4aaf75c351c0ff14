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


def listed(words: Sequence[str]) -> list[tuple[str, str]]:
    return [(word, word.capitalize()) for word in words]


class CardFilter(Form):
    """Which items are listed, and how. Lives in the address, so it has no token; what is not a choice is ignored."""

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
    facility_from = FloatField("Facility from, %", [Optional(), NumberRange(0, 100)])
    facility_to = FloatField("Facility to, %", [Optional(), NumberRange(0, 100)])
    discrimination_from = FloatField("Discrimination from", [Optional(), NumberRange(-1, 1)])
    discrimination_to = FloatField("Discrimination to", [Optional(), NumberRange(-1, 1)])
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
                self[name].data, self[name].raw_data, self[name].errors = None, None, []

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
        least, most = self.facility_from.data, self.facility_to.data
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
            facility=(None if least is None else least / 100, None if most is None else most / 100),
            discrimination=(self.discrimination_from.data, self.discrimination_to.data),
            asked=self.asked.data or "",
            sort=self.sort.data or "",
        )

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
        return any(self.in_address(name) for name in ("safety_critical", *self.MORE, *self.NUMBERS))

    def in_address(self, name: str) -> str:
        data = self[name].data
        if name in self.NUMBERS:
            return "" if data is None else f"{data:g}"
        return "y" if data is True else data or ""

    def with_other(self, **changes: str) -> dict[str, str]:
        """This list in an address, with something else asked for."""
        names = ("q", "safety_critical", "sort", *self.CHOICES, *self.NUMBERS)
        return {name: value for name, value in ({n: self.in_address(n) for n in names} | changes).items() if value}

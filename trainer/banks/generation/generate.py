"""From a model to its variants, each an item like any other: the same ones on every machine, in the same order."""

from collections.abc import Iterator
from dataclasses import dataclass

from trainer.banks.content import Level, Made, Option, SingleBestAnswer
from trainer.banks.content.models import ItemModel
from trainer.banks.generation.compiling import ReadyModel, ready
from trainer.banks.generation.distractors import Candidate, Chosen, choose, shuffled
from trainer.banks.generation.pools import NoOptions, key_and_pool
from trainer.banks.generation.references import broken
from trainer.banks.generation.spaces import Combination, chance_of, combinations, number_of_combinations
from trainer.banks.generation.templates import Template, filled


@dataclass(frozen=True, slots=True)
class Choice:
    """An option. `row` is its id in the options' table; without a table, its number under `wrong`, or “key”."""

    text: str
    key: bool
    why: str
    row: str


@dataclass(frozen=True, slots=True)
class Variant:
    """One question. `name` is the id without the model's; `decision` are the rows that make it another question."""

    id: str
    name: str
    model: str
    rows: dict[str, str]  # row id by crossed table
    numbers: tuple[int, ...]  # the same, as places in the tables
    decision: tuple[str, ...]
    values: dict[str, str]  # what stands in the stem's placeholders, by table.cell
    stem: str
    options: tuple[Choice, ...]
    objective: str
    level: Level
    safety_critical: bool
    use: str
    passage: str | None
    facts: tuple[str, ...]
    fixed_order: bool

    @property
    def key(self) -> Choice:
        return next(option for option in self.options if option.key)

    @property
    def distractors(self) -> list[Choice]:
        return [option for option in self.options if not option.key]


def count(model: ItemModel) -> int:
    """How many variants there are, without making them. With `sets` above 1, at most so many."""
    return number_of_combinations(sound(model)) * model.options.sets


def variants(model: ItemModel) -> Iterator[Variant]:
    """The whole space, also those switched off; combinations without enough options are left out."""
    made = sound(model)
    for rows in combinations(made):
        yield from (variant for variant in variants_of(made, rows) if isinstance(variant, Variant))


def sound(model: ItemModel) -> ReadyModel:
    if findings := broken(model):
        raise ValueError(f"{model.id}: {findings[0].message}")
    return ready(model)


def as_item(variant: Variant) -> SingleBestAnswer:
    """The variant as the bank keeps it, with the rows it was made of. Only for one that is proven."""
    return SingleBestAnswer(
        id=variant.id,
        kind="single best answer",
        objective=variant.objective,
        level=variant.level,
        safety_critical=variant.safety_critical,
        use=variant.use,
        passage=variant.passage or "",
        facts=variant.facts,
        stem=variant.stem,
        options=tuple(Option(text=option.text, key=option.key, why=option.why) for option in variant.options),
        fixed_order=variant.fixed_order,
        made=Made(model=variant.model, rows=variant.rows),
    )


def variants_of(made: ReadyModel, rows: Combination) -> Iterator[Variant | NoOptions]:
    """The variants of one combination: one for each set of distractors; or why there is none."""
    options, base = made.model.options, "-".join([row.id for row in rows])
    cells = {table: row.cells for table, row in zip(made.model.cross, rows, strict=True)}
    stem = filled(made.stem, cells)
    found = key_and_pool(made, rows, cells)
    if isinstance(found, NoOptions):
        yield found
        return
    taken: set[frozenset[str]] = set()
    for number in range(1, options.sets + 1):
        name = base if number == 1 else f"{base}-{number}"
        chance = chance_of(made.model.id, name)
        chosen = choose(found.key, found.pool, options.count - 1, found.fits, stem, chance, taken)
        if chosen is None:
            if number == 1:
                yield found.none_together(base)
            return
        taken.add(frozenset([one.id for one in chosen]))
        order = in_order(made, (found.key, *chosen), chance)
        yield assembled(made, rows, cells, name, stem, found.key, order)


def in_order(made: ReadyModel, options: Chosen, chance) -> Chosen:
    if made.model.options.order == "shuffled":
        return tuple(shuffled(options, chance))
    return tuple(sorted(options, key=lambda option: option.number))


def assembled(
    made: ReadyModel, rows: Combination, cells: dict, name: str, stem: str, key: Candidate, options: Chosen
) -> Variant:
    model, key_row = made.model, key.row
    facts = [*model.facts, *(fact for row in rows for fact in row.facts), *(key_row.facts if key_row else ())]
    passages = [row.passage for row in (*rows, *([key_row] if key_row else [])) if row.passage]
    if key_row:
        cells = {**cells, "key": key_row.cells}
    return Variant(
        id=f"{model.id}-{name}",
        name=name,
        model=model.id,
        rows={table: row.id for table, row in zip(model.cross, rows, strict=True)},
        numbers=tuple([row.number for row in rows]),
        decision=tuple([rows[table].id for table in made.deciding]),
        values=values_in(made.stem, cells),
        stem=stem,
        options=tuple([choice(made, rows, cells, option, option is key) for option in options]),
        objective=model.objective,
        level=model.level,
        safety_critical=model.safety_critical,
        use=model.use,
        passage=passages[0] if passages else model.passage,
        facts=tuple(dict.fromkeys(facts)),
        fixed_order=model.options.order == "as listed",
    )


def choice(made: ReadyModel, rows: Combination, cells: dict, option: Candidate, is_key: bool) -> Choice:
    if option.row is None:
        why = made.why_key if is_key else rows[0].wrong[int(option.id)][1]
        return Choice(option.text, is_key, filled(why, cells), option.id)
    cells = {**cells, "option": option.row.cells}
    if is_key:
        return Choice(option.text, True, filled(made.why_key, cells), option.id)
    reasons = [row.because[option.id] for row in rows if option.id in row.because][:1]
    why = " ".join([filled(reason, cells) for reason in [*reasons, made.why_wrong] if reason])
    return Choice(option.text, False, why, option.id)


def values_in(stem: str | Template, cells: dict) -> dict[str, str]:
    if isinstance(stem, str):
        return {}
    return {f"{place.table}.{place.cell}": filled(cells[place.table][place.cell], cells) for place in stem.places}

"""Who may stand beside a key: the rows of the options' table that no rule keeps away, and who kept away the others."""

from collections.abc import Callable
from dataclasses import dataclass

from trainer.banks.generation.compiling import ReadyModel, ReadyRow
from trainer.banks.generation.distractors import Candidate, Fits
from trainer.banks.generation.spaces import Combination
from trainer.banks.generation.templates import filled


@dataclass(frozen=True, slots=True)
class NoOptions:
    """Why a combination gives no variant."""

    name: str
    numbers: tuple[int, ...]
    rule: str
    message: str
    mend: str


@dataclass(slots=True)
class Pool:
    """`lost` says for each rule how many rows it kept away from the key."""

    numbers: tuple[int, ...]
    key: Candidate
    pool: list[Candidate]
    fits: Fits
    lost: dict[str, int]
    wanted: int

    def too_few(self, name: str) -> NoOptions:
        left = len(self.pool)
        message = (
            f"Variant {name} needs {self.wanted} wrong options beside “{self.key.text}”; {left} are left{self.losses}."
        )
        return NoOptions(name, self.numbers, "no-options", message, "Add rows, or loosen the rule that takes most.")

    def none_together(self, name: str) -> NoOptions:
        message = (
            f"Variant {name}: of the {len(self.pool)} wrong options left beside “{self.key.text}” no {self.wanted} may "
            f"stand together (clashes, not_with, differ, or equal texts){self.losses}."
        )
        return NoOptions(name, self.numbers, "no-options", message, "Add rows, or loosen those rules.")

    @property
    def losses(self) -> str:
        lost = ", ".join(f"{number} by {rule}" for rule, number in self.lost.items() if number)
        return f" (taken away: {lost})" if lost else ""


def key_and_pool(made: ReadyModel, rows: Combination, cells: dict) -> Pool | NoOptions:
    """The key of a combination and all that may be offered beside it."""
    wanted, numbers = made.model.options.count - 1, tuple([row.number for row in rows])
    name = "-".join([row.id for row in rows])
    if made.own:
        found = own_pool(made, rows, cells, numbers, wanted)
    else:
        key = filled(made.key, cells)
        if key not in made.pool:
            return NoOptions(
                name,
                numbers,
                "unknown-key",
                f"Variant {name} has the key “{key}”, which is no row of the table {made.model.options.source}.",
                f"Use one of: {', '.join(made.pool)}.",
            )
        never = frozenset().union(*[row.not_with for row in rows])
        found = table_pool(made, key, never, cells, numbers, wanted)
    return found if len(found.pool) >= wanted else found.too_few(name)


def own_pool(made: ReadyModel, rows: Combination, cells: dict, numbers: tuple[int, ...], wanted: int) -> Pool:
    key = Candidate("key", filled(made.key, cells), 0)
    wrong = [Candidate(str(n), filled(text, cells), n + 1) for n, (text, _) in enumerate(rows[0].wrong)]
    for number, option in enumerate(sorted([key, *wrong], key=by_number_or_text)):
        option.number = number
    pool = [option for option in wrong if option.gist != key.gist]
    return Pool(numbers, key, pool, say_different_things, {"texts equal to the key": len(wrong) - len(pool)}, wanted)


def by_number_or_text(option: Candidate) -> tuple[float, str]:
    """Options of a case have no order of their own: numbers go up, other texts by the alphabet."""
    digits = option.text.replace(",", "").lstrip("<>≥≤about ").split(" ")[0].rstrip("%")
    try:
        return float(digits), option.text
    except ValueError:
        return 0.0, option.text


def say_different_things(one: Candidate, other: Candidate) -> bool:
    return one.gist != other.gist


def table_pool(
    made: ReadyModel, key_id: str, never: frozenset[str], cells: dict, numbers: tuple[int, ...], wanted: int
) -> Pool:
    """Found once for each key and each `not_with` when the options read the same in every variant."""
    known = made.pools.get((key_id, never)) if made.texts_stand else None
    if known:
        return Pool(numbers, known.key, known.pool, known.fits, known.lost, wanted)
    in_all = {**cells, "key": made.pool[key_id].cells}
    options = [
        Candidate(row.id, filled(made.text, {**in_all, "option": row.cells}), row.number, row)
        for row in made.pool.values()
    ]
    key = next(option for option in options if option.id == key_id)
    pool, lost = [option for option in options if option is not key], {}
    for name, keeps in keepers(made, key, never):
        left = [option for option in pool if keeps(option)]
        pool, lost[name] = left, len(pool) - len(left)
    found = Pool(numbers, key, pool, fitting(made), lost, wanted)
    if made.texts_stand:
        made.pools[key_id, never] = found
    return found


def keepers(made: ReadyModel, key: Candidate, never: frozenset[str]) -> list[tuple[str, Callable[[Candidate], bool]]]:
    """The rules that an option beside the key must keep, by the names that authors know them by."""
    same, differ = made.model.options.same, made.model.options.differ
    return [
        ("not_with", lambda option: option.id not in never),
        ("clashes", lambda option: (key.id, option.id) not in made.clashes),
        ("same", lambda option: all(cell_of(option, cell) == cell_of(key, cell) for cell in same)),
        ("differ", lambda option: all(cell_of(option, cell) != cell_of(key, cell) for cell in differ)),
        ("texts equal to the key", lambda option: option.gist != key.gist),
    ]


def fitting(made: ReadyModel) -> Fits:
    differ, clashes = made.model.options.differ, made.clashes

    def fits(one: Candidate, other: Candidate) -> bool:
        return (
            one.gist != other.gist
            and (one.id, other.id) not in clashes
            and all(cell_of(one, cell) != cell_of(other, cell) for cell in differ)
        )

    return fits


def cell_of(option: Candidate, cell: str) -> str:
    row: ReadyRow | None = option.row
    return str(row.raw[cell]) if row else ""

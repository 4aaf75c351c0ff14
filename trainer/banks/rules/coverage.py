"""What a bank covers, and how many forms it can give that share no item. Plain values in, an answer out."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from trainer.banks.rules.drawing import Blueprint, Candidate, Cell, Shortfall, cells_of, draw

MOST_FORMS = 99  # nobody plans further ahead


@dataclass(frozen=True)
class Cover:
    """One objective at one level: how many items a form draws, how many there are, and how many can meet on a form.

    Variants of one item model count as one on a form, so `together` may be less than `there`.
    """

    drawn: int
    there: int
    together: int

    @property
    def is_short(self) -> bool:
        return self.together < self.drawn

    @property
    def is_thin(self) -> bool:
        """Not enough for a retake that shares no item with the first form."""
        return self.there < 2 * self.drawn


def coverage(
    objectives: Iterable[str], levels: Sequence[str], blueprint: Blueprint, candidates: Sequence[Candidate]
) -> dict[str, dict[str, Cover]]:
    """For each objective and level; `candidates` are the scored items."""
    there: Counter[Cell] = Counter(one.cell for one in candidates)
    together = meeting(candidates)
    return {
        objective: {
            level: Cover(
                drawn=blueprint.get(objective, {}).get(level, 0),
                there=there[objective, level],
                together=together[objective, level],
            )
            for level in levels
        }
        for objective in objectives
    }


def meeting(candidates: Iterable[Candidate]) -> Counter[Cell]:
    """By cell, how many can be on one form: of a model one."""
    models = {one.family: one.cell for one in candidates if one.family and not one.case}
    return Counter([*models.values(), *(one.cell for one in candidates if one.case or not one.family)])


def gaps(blueprint: Blueprint, candidates: Sequence[Candidate]) -> list[Shortfall]:
    """Every cell of the blueprint that the bank cannot fill by itself; empty when a form can be drawn."""
    together = meeting(candidates)
    wanted = cells_of(blueprint).items()
    short = [Shortfall(*cell, number, together[cell]) for cell, number in wanted if together[cell] < number]
    if not short and any(one.case for one in candidates):
        try:
            draw(list(enough_for(1, candidates, blueprint)), blueprint, {}, 0)
        except Shortfall as shortfall:
            short.append(shortfall)
    return short


def forms_apart(candidates: Sequence[Candidate], blueprint: Blueprint, most: int = MOST_FORMS) -> int:
    """The largest number of forms found that share no item, at most `most`.

    For a cell without cases it is known: a set of forms exists just when the models and items, each counted once a
    form, suffice for all of them. Cells that cases reach into are filled together, by drawing: each form takes first
    what is there most often (the model with most variants left), so that single items last.
    """
    cells = cells_of(blueprint)
    candidates = without_long_cases(candidates, cells)
    with_cases = {one.cell for one in candidates if one.case}
    for cell in cells.keys() - with_cases:
        most = most_forms([one for one in candidates if one.cell == cell], cells[cell], most)
    if not with_cases:
        return most if cells else 0
    reached = {
        objective: {level: number for level, number in row.items() if (objective, level) in with_cases}
        for objective, row in blueprint.items()
    }
    return forms_drawn([one for one in candidates if one.case or one.cell in with_cases], reached, most)


def without_long_cases(candidates: Sequence[Candidate], cells: Mapping[Cell, int]) -> list[Candidate]:
    """A case with more items of a cell than a form asks is on none."""
    needs: dict[str, Counter[Cell]] = {}
    for one in candidates:
        if one.case:
            needs.setdefault(one.case, Counter())[one.cell] += 1
    long = {case for case, cell in needs.items() if any(number > cells.get(at, 0) for at, number in cell.items())}
    return [one for one in candidates if one.case not in long]


def most_forms(candidates: Iterable[Candidate], wanted: int, most: int) -> int:
    """Of one cell without cases."""
    models = Counter(one.family for one in candidates)
    single = models.pop(None, 0)
    enough = (n for n in range(most, 0, -1) if single + sum(min(n, many) for many in models.values()) >= n * wanted)
    return next(enough, 0)


def forms_drawn(candidates: Sequence[Candidate], blueprint: Blueprint, most: int) -> int:
    left = {candidate.item: candidate for candidate in enough_for(most, candidates, blueprint)}
    for number in range(most):
        try:
            drawn = draw(list(left.values()), blueprint, rarity(left), number)
        except Shortfall:
            return number
        for item in drawn:
            del left[item]
    return most


def enough_for(forms: int, candidates: Iterable[Candidate], blueprint: Blueprint) -> Iterator[Candidate]:
    """So many that more of the same would not make more forms: of a model one a form, of a cell what it draws.

    In a bank of thousands the rest is left aside, or each form would go through all of it.
    """
    cells, taken = cells_of(blueprint), Counter[object]()
    for one in candidates:
        alike, most = (one.family, forms) if one.family else (one.cell, forms * cells.get(one.cell, 0))
        if one.case or taken[alike] < most:
            taken[alike] += not one.case
            yield one


def rarity(left: Mapping[int, Candidate]) -> dict[str, int]:
    """By slug, a number that is smaller the more of its kind are left: what `draw` takes as met least often."""
    families: dict[str, int] = {}
    for candidate in left.values():
        if candidate.family:
            families[candidate.family] = families.get(candidate.family, 0) + 1
    most = max(families.values(), default=0) + 2
    return {
        candidate.slug: most - families[candidate.family] if candidate.family else most - (2 if candidate.case else 1)
        for candidate in left.values()
    }

"""A blueprint that a bank can meet, with items to spare for another attempt."""

from collections.abc import Iterable, Mapping

from trainer.banks.content import LEVELS

Cell = tuple[str, str]  # objective, level

MOST = 20  # items on a form


def proposed_blueprint(items: Iterable[Cell], objectives: Iterable[str], most: int = MOST) -> dict[str, dict[str, int]]:
    """How many items of each objective and level a form draws, at most `most`; one cell is given for each scored item.

    Half of a cell, so that a second form can share nothing with the first. A single item is drawn only where its
    objective has no other: else the objective would not be asked about at all.
    """
    there: dict[Cell, int] = {}
    for cell in items:
        there[cell] = there.get(cell, 0) + 1
    order = list(objectives)
    cells = sorted(there, key=lambda cell: (order.index(cell[0]), LEVELS.index(cell[1])))
    drawn = {cell: there[cell] // 2 for cell in cells}
    for objective in order:
        own = [cell for cell in cells if cell[0] == objective]
        if own and not any(drawn[cell] for cell in own):
            drawn[own[0]] = 1
    lower(drawn, most)
    rows = {objective: {level: drawn[of, level] for of, level in cells if of == objective} for objective in order}
    return {
        objective: {level: number for level, number in row.items() if number} for objective, row in rows.items() if row
    }


def lower(drawn: dict[Cell, int], most: int) -> None:
    """Take from the largest cell first; no objective loses its last item while another has two."""
    while sum(drawn.values()) > most:
        totals = totals_of(drawn)
        fullest = max(drawn, key=lambda cell: (drawn[cell] > 0, totals[cell[0]] > 1, drawn[cell], totals[cell[0]]))
        drawn[fullest] -= 1


def totals_of(drawn: Mapping[Cell, int]) -> dict[str, int]:
    totals: dict[str, int] = {}
    for (objective, _), number in drawn.items():
        totals[objective] = totals.get(objective, 0) + number
    return totals

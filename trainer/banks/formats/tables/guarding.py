"""A mark before what a spreadsheet would take for a formula, and off again."""

from trainer.banks.formats.numbers import number_of
from trainer.cells import safe_cell

MARK = "'"


def guarded(cell: str) -> str:
    """A number stays one."""
    return MARK + cell if is_formula(cell) else doubled(cell)


def doubled(cell: str) -> str:
    """A text that has such a mark of its own gets another, so that it comes back as it was."""
    return MARK + cell if unguarded(cell) != cell else cell


def unguarded(cell: str) -> str:
    return cell[1:] if cell.startswith(MARK) and is_formula(cell.lstrip(MARK)) else cell


def is_formula(cell: str) -> bool:
    return safe_cell(cell) != cell and number_of(cell) is None

"""Cells of the CSV files that go out."""

FORMULA = (
    "=",
    "+",
    "-",
    "@",
    "\t",
    "\r",
    "\n",
    "＝",
    "＋",
    "－",
    "＠",
)  # also as wide letters, which some programs take alike


def safe_cell(value: object) -> str:
    """A cell that no spreadsheet takes for a formula, whatever space it begins with."""
    text = "" if value is None else str(value)
    return f"'{text}" if text.startswith(FORMULA) or text.lstrip().startswith(FORMULA) else text

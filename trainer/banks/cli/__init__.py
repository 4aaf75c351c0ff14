"""`flask --app wsgi banks ...`"""

from trainer.banks.cards.cli import cards
from trainer.banks.cli.checking import check, confirm, load
from trainer.banks.cli.deciding import decide
from trainer.banks.cli.drafting import draft, new
from trainer.banks.cli.exporting import export
from trainer.banks.cli.group import banks
from trainer.banks.cli.importing import import_
from trainer.banks.cli.template import template
from trainer.banks.cli.writing import write

__all__ = [
    "banks",
    "cards",
    "check",
    "confirm",
    "decide",
    "draft",
    "export",
    "import_",
    "load",
    "new",
    "template",
    "write",
]

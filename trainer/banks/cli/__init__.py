"""`flask --app wsgi banks ...`"""

from trainer.banks.cli.checking import check, confirm, load
from trainer.banks.cli.deciding import decide
from trainer.banks.cli.drafting import draft, new
from trainer.banks.cli.group import banks

__all__ = ["banks", "check", "confirm", "decide", "draft", "load", "new"]

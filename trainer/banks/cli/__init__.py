"""`flask --app wsgi banks ...`"""

from trainer.banks.cli import checking, deciding, drafting
from trainer.banks.cli.group import banks

__all__ = ["banks", "checking", "deciding", "drafting"]

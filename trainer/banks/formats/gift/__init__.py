"""GIFT, Moodle's plain text format. https://docs.moodle.org/en/GIFT_format"""

from trainer.banks.formats.gift.reading import read
from trainer.banks.formats.gift.writing import write

__all__ = ["read", "write"]

"""QTI 1.2 as Canvas, Blackboard and Common Cartridge write it. https://www.imsglobal.org/question/qtiv1p2/"""

from trainer.banks.formats.qti1.reading import read
from trainer.banks.formats.qti1.writing import write, write_package

__all__ = ["read", "write", "write_package"]

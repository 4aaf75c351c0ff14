"""QTI 2.1, 2.2 and 3.0: items. https://www.imsglobal.org/question/

An item's scoring is carried out as its file has it, and compared with that of the kind of item it becomes here: where
the two could differ, the question says so and `marked` gives no score.
"""

from trainer.banks.formats.qti2.marking import Unsupported, marked
from trainer.banks.formats.qti2.reading import Imported, imported, read
from trainer.banks.formats.qti2.writing import write, write_3

__all__ = ["Imported", "Unsupported", "imported", "marked", "read", "write", "write_3"]

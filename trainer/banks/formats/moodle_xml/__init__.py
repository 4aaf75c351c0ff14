"""Moodle XML, Moodle's full export. https://docs.moodle.org/en/Moodle_XML_format"""

from trainer.banks.formats.moodle_xml.reading import read
from trainer.banks.formats.moodle_xml.writing import write

__all__ = ["read", "write"]

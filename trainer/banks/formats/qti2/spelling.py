"""An item of QTI 2 in the spelling of QTI 3: the same words with hyphens, and “qti-” before those that are not HTML."""

import re

from lxml import etree

from trainer.banks.formats.markup import TAGS

SPACE = "http://www.imsglobal.org/xsd/imsqtiasi_v3p0"
RULES = "https://purl.imsglobal.org/spec/qti/v3p0/rptemplates"
UPPER = re.compile(r"(?<=[a-z])([A-Z])")


def hyphened(name: str) -> str:
    return UPPER.sub(lambda found: f"-{found[1].lower()}", name)


def in_version_3(data: bytes) -> bytes:
    old = etree.fromstring(data, etree.XMLParser(remove_comments=True, remove_pis=True))
    made: bytes = etree.tostring(spelled(old, None), xml_declaration=True, encoding="UTF-8")
    return made


def spelled(old: "etree._Element", parent: "etree._Element | None") -> "etree._Element":
    name = etree.QName(old).localname
    tag = f"{{{SPACE}}}{name if name in TAGS else f'qti-{hyphened(name)}'}"
    new = etree.Element(tag, nsmap={None: SPACE}) if parent is None else etree.SubElement(parent, tag)
    for key, value in old.attrib.items():
        is_rule = key == "template"
        new.set(hyphened(key), f"{RULES}/{value.rpartition('/')[2]}.xml" if is_rule else value)
    new.text, new.tail = old.text, old.tail
    for child in old:
        spelled(child, new)
    return new

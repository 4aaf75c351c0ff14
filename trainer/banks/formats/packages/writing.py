"""A content package: its parts, and a manifest that names them."""

import io
import zipfile
from collections.abc import Iterable
from dataclasses import dataclass

from lxml import etree
from lxml.builder import ElementMaker

FIXED = (2020, 1, 1, 0, 0, 0)  # the same questions make the same file
VERSIONS = {
    "12": ("IMS Content", "1.1.3", "imsqti_xmlv1p2", "http://www.imsglobal.org/xsd/imscp_v1p1"),
    "21": ("IMS Content", "1.1", "imsqti_item_xmlv2p1", "http://www.imsglobal.org/xsd/imscp_v1p1"),
    "30": ("QTI Package", "3.0.0", "imsqti_item_xmlv3p0", "http://www.imsglobal.org/xsd/qti/qtiv3p0/imscp_v1p1"),
}


@dataclass(frozen=True)
class Part:
    name: str
    path: str
    data: bytes


def package(parts: Iterable[Part], version: str) -> bytes:
    rows, file = list(parts), io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        add(archive, "imsmanifest.xml", manifest(rows, version))
        for part in rows:
            add(archive, part.path, part.data)
    return file.getvalue()


def add(archive: zipfile.ZipFile, path: str, data: bytes) -> None:
    info = zipfile.ZipInfo(path, FIXED)
    info.compress_type = zipfile.ZIP_DEFLATED
    info.external_attr = 0o644 << 16
    archive.writestr(info, data)


def manifest(parts: list[Part], version: str) -> bytes:
    schema, number, type_, space = VERSIONS[version]
    made = ElementMaker(namespace=space, nsmap={None: space})
    resources = made.resources()
    for part in parts:
        resources.append(made.resource(made.file(href=part.path), identifier=part.name, type=type_, href=part.path))
    about = made.metadata(made.schema(schema), made.schemaversion(number))
    root = made.manifest(about, made.organizations(), resources, identifier="questions")
    etree.indent(root)
    data: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8")
    return data + b"\n"


def zipped_12(data: bytes) -> bytes:
    """One file of QTI 1.2, as Canvas, Blackboard and others take it."""
    return package([Part("questions", "questions/questions.xml", data)], "12")

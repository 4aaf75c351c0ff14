"""Texts and drafts as JSON and back, for what is kept in a database."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict
from typing import Any

from trainer.banks import lint
from trainer.banks.drafting import Draft, Option
from trainer.banks.drafting.draft import as_json
from trainer.banks.drafting.reading.source import Passage, Section, Source

WITH_OPTIONS = ("single best answer", "multiple response")  # other kinds have options only to be shown


def source_document(source: Source) -> dict[str, Any]:
    return asdict(source)


def source_of(document: Mapping[str, Any]) -> Source:
    return Source(document["title"], tuple(section_of(section) for section in document["sections"]))


def section_of(document: Mapping[str, Any]) -> Section:
    return Section(
        **{**document, "path": tuple(document["path"]), "passages": tuple(map(passage_of, document["passages"]))}
    )


def passage_of(document: Mapping[str, Any]) -> Passage:
    rows = tuple(tuple(row) for row in document["rows"])
    return Passage(**{**document, "items": tuple(document["items"]), "rows": rows})


def as_documents(drafts: Iterable[Draft]) -> list[dict[str, Any]]:
    return as_json(drafts)


def drafts_of(documents: Iterable[Mapping[str, Any]]) -> list[Draft]:
    return [draft_of(document) for document in documents]


def draft_of(document: Mapping[str, Any]) -> Draft:
    fields = {name: value for name, value in document.items() if name != "key"}  # the key follows from the rest
    findings = [{**finding, "place": tuple(finding["place"])} for finding in document["findings"]]
    return Draft(
        **{
            **fields,
            "options": tuple(Option(**option) for option in document["options"] if document["kind"] in WITH_OPTIONS),
            "marks": tuple((start, end) for start, end in document["marks"]),
            "findings": tuple(lint.Finding(**finding) for finding in findings),
        }
    )

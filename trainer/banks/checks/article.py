"""Passages and pictures of material.md."""

from collections.abc import Iterator

from trainer.banks.checks.parts import Parts
from trainer.banks.content import SLUG_MEND, is_slug
from trainer.banks.material import CITATION_MEND, looks_like_citation
from trainer.reading import Fault


def passages_are_named(parts: Parts) -> Iterator[Fault]:
    assert parts.material is not None
    for line in parts.material.unnamed:
        yield Fault(
            parts.material_file,
            line,
            "passage-id",
            "This paragraph, list, table or figure has no id.",
            "Write {#an-id} on the line above it, with an empty line before that.",
        )
    for passage in parts.material.passages:
        if not is_slug(passage.id):
            message = f"The passage id {passage.id[:90]} is not a slug."
            yield Fault(parts.material_file, passage.line, "slug", message, SLUG_MEND)


def passages_lead_somewhere(parts: Parts) -> Iterator[Fault]:
    """To facts and to sources that are there."""
    assert parts.material is not None
    facts, sources = parts.known_facts, parts.known_sources
    for passage in parts.material.passages:
        place = (parts.material_file, passage.line)
        if broken := looks_like_citation(passage.text):
            message = f"Passage {passage.id} has a citation that cannot be read: {broken}"
            yield Fault(*place, "unknown-source", message, CITATION_MEND)
        for fact in passage.facts:
            if facts is not None and fact not in facts:
                message = f"Passage {passage.id} teaches {fact}, which facts.yaml does not have."
                yield Fault(*place, "unknown-fact", message, "Add the fact, or correct its id.")
        for source in passage.sources:
            if sources is not None and source not in sources:
                message = f"Passage {passage.id} cites {source}, which module.yaml does not have."
                yield Fault(*place, "unknown-source", message, "Add the source, or correct its id.")


def pictures_are_whole(parts: Parts) -> Iterator[Fault]:
    assert parts.material is not None
    for passage in parts.material.passages:
        if not (picture := passage.picture):
            continue
        place = (parts.material_file, passage.line)
        if picture.file not in parts.figures and picture.file not in parts.unread_figures:
            yield Fault(*place, "figure-missing", f"There is no drawing {picture.file}.", "Add it in figures/.")
        if not picture.alternative:
            yield Fault(
                *place,
                "figure-alt",
                f"The figure {passage.id} has no text alternative.",
                "Say between the square brackets what a reader who cannot see it needs to know.",
            )
        if not picture.caption:
            yield Fault(
                *place,
                "figure-caption",
                f"The figure {passage.id} has no caption.",
                'Add one in quotes: (file.svg "...").',
            )

from collections.abc import Iterable
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from trainer.banks.checks.notes import Note
from trainer.banks.content import Case, Fact, Head, Item, ItemModel
from trainer.banks.generation.balance import Balance
from trainer.banks.generation.proof import Proof
from trainer.banks.material import Material
from trainer.banks.rules import Candidate
from trainer.reading import Document, Fault, Path_


@dataclass(frozen=True, order=True)
class Waived:
    """A finding that somebody lets stand: where, which, and who says why."""

    file: str
    line: int
    item: str
    rule: str
    finding: str
    reason: str
    by: str


@dataclass(frozen=True)
class ModelRow:
    """An item model, what was proven of it, and where it stands."""

    model: ItemModel
    proof: Proof
    document: Document
    path: Path_


@dataclass(frozen=True)
class DraftRow:
    """A proposed question, what is noted about it, and where it stands."""

    item: Item
    note: Note
    document: Document
    path: Path_

    @property
    def is_accepted(self) -> bool:
        return self.note.decision is not None and self.note.decision.accepted

    @property
    def is_open(self) -> bool:
        return self.note.decision is None


def candidates(items: Iterable[Item]) -> list[Candidate]:
    """The scored ones as a form may draw them, by their place among all."""
    return [
        Candidate(
            place,
            item.id,
            item.objective,
            item.level,
            family=item.made.model if item.made else None,
            case=item.case,
            place=place,
        )
        for place, item in enumerate(items)
        if item.use == "scored"
    ]


class Parts:
    """The files of one module folder as far as they could be read."""

    def __init__(self, head: Head | None, head_file: Document):
        self.head, self.head_file = head, head_file
        self.facts: list[tuple[Fact, Document, Path_]] = []
        self.waived: list[Waived] = []
        self.models: list[ModelRow] = []
        self.balance = Balance()
        self.cases: list[tuple[Case, Document, Path_]] = []
        self.items: list[tuple[Item, Document, Path_]] = []
        self.drafts: list[DraftRow] = []  # all of them; those that were accepted are among the items as well
        self.facts_are_whole = self.items_are_whole = True  # False: a part could not be read, so nobody should count
        self.material: Material | None = None
        self.material_file = ""
        self.figures: dict[str, str] = {}
        self.unread_figures: set[str] = set()
        self.known: AbstractSet[str] = frozenset()  # items that by themselves were found sound before, as they are

    @property
    def candidates(self) -> list[Candidate]:
        """The scored items as a form may draw them, by their place in the bank."""
        return candidates(item for item, _, _ in self.items)

    @property
    def known_facts(self) -> set[str] | None:
        """None when facts.yaml could not be read as a whole: then nothing that names a fact is at fault."""
        return {fact.id for fact, _, _ in self.facts} if self.facts_are_whole else None

    @property
    def known_sources(self) -> set[str] | None:
        return {source.id for source in self.head.sources} if self.head else None


def at(document: Document, path: Path_, rule: str, message: str, mend: str, source: str = "") -> Fault:
    return Fault(document.file, document.line(path), rule, message, mend, source)

"""What an item rests on: its passage, facts and sources. When one of them changes, somebody has to look at it again."""

import json
from hashlib import sha256

from trainer.banks.content import Item, Module
from trainer.banks.material import Material


def fingerprint(module: Module, material: Material, item: Item) -> str:
    """SHA-256 of everything that the item rests on, as far as it decides whether the item is right.

    The days on which a source was checked and a fact is to be reviewed are left out: looking again and finding the same
    changes nothing.
    """
    return hash_of(dict(parts(module, material, item)))


class Grounds:
    """The fingerprints of one module: of thousands of items those that rest on the same are worked out once."""

    def __init__(self, module: Module, material: Material):
        self.module, self.material = module, material
        self.known: dict[tuple[str, str | None, tuple[str, ...]], str] = {}

    def of(self, item: Item) -> str:
        key = (item.passage, item.figure, item.facts)
        if key not in self.known:
            self.known[key] = fingerprint(self.module, self.material, item)
        return self.known[key]


def parts(module: Module, material: Material, item: Item) -> list[tuple[str, str]]:
    """What the item rests on, piece by piece: (what it is called, how it reads)."""
    passage = material.passage(item.passage)
    found = [(f"Passage {item.passage}", passage.text if passage else "")]
    if passage and passage.picture:
        found.append((f"Figure {passage.picture.file}", module.figures.get(passage.picture.file, "")))
    if item.figure:
        found.append((f"Figure {item.figure}", module.figures.get(item.figure, "")))
    facts = [fact for fact in module.facts if fact.id in item.facts]
    for fact in facts:
        qualifier = f" ({fact.qualifier})" if fact.qualifier else ""
        found.append((f"Fact {fact.id}", f"{fact.says}{qualifier} [{fact.use}; {', '.join(fact.sources)}]"))
    named = {source for fact in facts for source in fact.sources}
    for source in module.sources:
        if source.id in named:
            found.append((f"Source {source.id}", f"{source.citation} {source.link or ''} {source.evidence}"))
    return found


def hash_of(document: object) -> str:
    """SHA-256 over the document in one canonical spelling."""
    return sha256(json.dumps(document, sort_keys=True, ensure_ascii=False).encode()).hexdigest()

"""What stands in the way of publishing a part, beside the field it is about: the same checks as those of the files."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from trainer.banks import checks, figures
from trainer.banks.authoring import modeling
from trainer.banks.authoring.modeling import sheets
from trainer.banks.authoring.parts import items_of
from trainer.banks.authoring.setting import Setting
from trainer.banks.checks.article import passages_are_named, passages_lead_somewhere, pictures_are_whole
from trainer.banks.checks.bank import item_is_sound
from trainer.banks.checks.models import models_are_proven
from trainer.banks.checks.writing import item_is_well_written
from trainer.banks.content import SHAPES, Case, Fact, Item, ItemModel, Objective, QuizPolicy, Source, Value, Words
from trainer.banks.drafts.forms.edit import IN_A_FORM
from trainer.banks.generation.proof import prove
from trainer.banks.lint import RULES
from trainer.reading import Document, Fault, Path_, shaped

EMPTY = ("is missing.", "it is empty.")
IN_MODELS_TOO = (("objective",), ("level",), ("passage",), ("facts",), ("safety_critical",))
USER = re.compile(r" \((?:tables|options|stem|same): ?[^)]*\)\.$")  # who names it: where it is said already
WRITTEN = re.compile(r"`([a-z]+):`")  # a field as a file has it
README = "; question_banks/README.md shows an example"
ECHO = "has none that can be read"
NOT_CHOSEN = {"objective": "not-chosen", "level": "recall", "passage": "not-chosen", "facts": ["NOT-CHOSEN"]}


@dataclass(frozen=True)
class Found:
    """`place` is a way into the document, as in ("options", 2, "why"); `line` is one of its text, or 0."""

    place: tuple[str | int, ...]
    line: int
    rule: str
    message: str
    mend: str
    source: str = ""

    @property
    def is_about_writing(self) -> bool:
        """A matter of good writing, which can be let stand with a reason."""
        return self.rule in RULES


@dataclass
class Places(Document):
    """A document without lines: in their place come the places themselves, by number."""

    places: list[Path_] = field(default_factory=list)

    def line(self, path: Path_) -> int:
        self.places.append(path)
        return len(self.places) - 1


class About(Value):
    title: Words
    summary: Words
    review_by: date
    objectives: tuple[Objective, ...]
    sources: tuple[Source, ...]


class Facts(Value):
    facts: tuple[Fact, ...]


def findings(kind: str, document: Mapping[str, Any], setting: Setting) -> list[Found]:
    """Everything, in the order of the checks; what concerns several parts at once shows only when publishing."""
    places = Places("here")
    faults = list(LOOKS[kind](dict(document), setting, places))
    seen = dict.fromkeys(as_found(fault, places) for fault in [*places.faults, *faults])
    return [in_a_form(one, str(document.get("id", ""))) for one in seen if not is_echo(one, seen)]


def is_echo(found: Found, others: Iterable[Found]) -> bool:
    """Whether a list is too short only because none of its entries could be read, which is said of them."""
    depth = len(found.place)
    return ECHO in found.message and any(one.place[:depth] == found.place and len(one.place) > depth for one in others)


def as_found(fault: Fault, places: Places) -> Found:
    at = places.places[fault.line] if fault.file == places.file and fault.line < len(places.places) else ()
    line = fault.line if fault.file != places.file else 0
    return Found(tuple(at), line, fault.rule, fault.message, fault.mend, fault.source)


def in_a_form(found: Found, name: str) -> Found:
    """As it is said beside a field, where everybody sees which item is meant. `name`: of the item or model."""
    if found.message.startswith(f"Item {name}-"):  # a variant of a model: most of its places are not the model's
        place = found.place if found.place[:1] in IN_MODELS_TOO else ()
        return replace(found, place=place, message=found.message.replace(f"Item {name}-", "Question ", 1))
    if found.place and found.rule.startswith("unknown-"):
        found = replace(found, message=USER.sub(".", found.message))
    if found.place == ("cross",) and found.rule == "shape":
        return replace(found, message="No table makes questions yet.", mend="Say of each table what it is for.")
    if found.rule == "shape" and found.message.endswith(EMPTY) and not found.line:
        return replace(found, message="Fill this in.", mend="")
    if found.rule in IN_A_FORM and found.place[-1:] != ("match",):
        to_why = found.rule == "no-rationale" and found.place[-1:] != ("why",)
        place = (*found.place, "why") if to_why else found.place
        return replace(found, place=place, message=f"{IN_A_FORM[found.rule]}.", mend="")
    message = found.message.removeprefix(f"Item {name}: ").removeprefix(f"Model {name}: ")
    message = re.sub(rf"^Model {re.escape(name)} ([\w-]+): ", r"Question \1: ", message)
    message = message.replace(f"Item {name} ", "The item ") if name else message
    return beside_its_field(replace(found, message=message))


def beside_its_field(found: Found) -> Found:
    """Without the name that the field has in a file, and without what only somebody with the files can do."""
    named = f"“{'.'.join(map(str, found.place))}”"
    found = found if found.line else replace(found, mend=WRITTEN.sub(r"“\1”", found.mend))
    if not found.message.startswith(named):
        return found
    rest = found.message.removeprefix(named).replace("is not a slug", "cannot be a name")
    said = rest.removeprefix(": ") if rest.startswith(":") else f"This{rest}"
    return replace(found, message=said[:1].upper() + said[1:], mend=found.mend.replace(README, ""))


def of_item(document: dict, setting: Setting, places: Places) -> Iterator[Fault]:
    shape = SHAPES.get(document.get("kind", ""))
    if shape is None:
        return
    if (item := shaped(shape, document, places)) is None:
        yield from of_words_alone(shape, document, setting, places)
        return
    item = setting.placed(item).item
    parts = setting.checked_parts(Document("about"), Document("facts"))
    yield from item_is_sound(parts, item, places, ())
    yield from item_is_well_written(parts, item, places, ())
    if item.case and item.case not in setting.cases:
        message = f"There is no case {item.case}."
        yield Fault(places.file, places.line(("case",)), "unknown-case", message, "Add the case, or choose another.")


def of_words_alone(shape: type[Item], document: dict, setting: Setting, places: Places) -> Iterator[Fault]:
    """How it is written, while it is still to be chosen what it serves and rests on."""
    item = shaped(shape, NOT_CHOSEN | {name: said for name, said in document.items() if said}, Places("aside"))
    if item is not None:
        yield from item_is_well_written(setting.checked_parts(Document("about"), Document("facts")), item, places, ())


def of_about(document: dict, setting: Setting, places: Places) -> Iterator[Fault]:
    shaped(About, document, places)
    yield from own(checks.ids_are_single(setting.checked_parts(places, Document("facts"))), places)


def of_facts(document: dict, setting: Setting, places: Places) -> Iterator[Fault]:
    shaped(Facts, document, places)
    parts = setting.checked_parts(Document("about"), places)
    yield from own(checks.facts_are_sound(parts), places)
    yield from own(checks.ids_are_single(parts), places)


def of_policy(document: dict, _setting: Setting, places: Places) -> Iterator[Fault]:
    shaped(QuizPolicy, document, places)
    yield from ()


def of_case(document: dict, _setting: Setting, places: Places) -> Iterator[Fault]:
    shaped(Case, document, places)
    yield from ()


def of_blueprint(document: dict, setting: Setting, places: Places) -> Iterator[Fault]:
    """Whether the items suffice is shown in the grid itself."""
    known = {one.id: one for one in setting.objectives}
    drawn = {name: [row] if not isinstance(row, dict) else list(row.values()) for name, row in document.items()}
    for name, row in drawn.items():
        if name not in known:
            message = f"The blueprint draws from {name}, and there is no such objective."
            yield Fault(places.file, places.line((name, "recall")), "blueprint", message, "Empty this row.")
        if not all(isinstance(number, int) and 0 <= number <= 200 for number in row):
            message = f"The row of {name} has something else than numbers from 0 to 200."
            yield Fault(places.file, places.line((name, "recall")), "blueprint", message, "Correct it.")
    if not any(number for row in drawn.values() for number in row):
        message = "The blueprint draws nothing."
        yield Fault(places.file, places.line(()), "blueprint", message, "Draw at least one item.")
    for name, objective in known.items():
        if objective.safety_critical and not any(drawn.get(name, ())):
            message = f"The safety-critical objective {objective.short} is not drawn at all."
            yield Fault(places.file, places.line((name, "recall")), "blueprint", message, "Draw an item of it.")


def gaps(document: Mapping[str, Any], there: Mapping[tuple[str, str], int]) -> list[Found]:
    """Cells of the blueprint that ask for more than there is."""
    found = []
    for objective, row in document.items():
        for level, number in row.items() if isinstance(row, dict) else ():
            has = there.get((objective, level), 0)
            if isinstance(number, int) and number > has:
                message = f"A quiz draws {number}, and there {'is' if has == 1 else 'are'} {has}."
                mend = f"Write {number - has} more, or draw fewer."
                found.append(Found((objective, level), 0, "blueprint", message, mend))
    return found


def of_material(_document: dict, setting: Setting, _places: Places) -> Iterator[Fault]:
    parts = setting.checked_parts(Document("about"), Document("facts"))
    yield from passages_are_named(parts)
    yield from passages_lead_somewhere(parts)
    yield from pictures_are_whole(parts)
    yield from own(checks.ids_are_single(parts), Document(parts.material_file))


def of_figure(document: dict, _setting: Setting, _places: Places) -> Iterator[Fault]:
    text = str(document.get("text", ""))
    for line, message, mend in figures.flaws(text):
        yield Fault("drawing", line, "figure-unsafe", message, mend)
    if len(text.encode()) > figures.LARGEST:
        message = f"The drawing has more than {figures.LARGEST // 1000} kB."
        yield Fault("drawing", 1, "too-large", message, "Draw it with fewer points.")


def of_model(document: dict, setting: Setting, places: Places) -> Iterator[Fault]:
    if modeling.UNREAD in document:
        text = modeling.read(modeling.text_of(document))
        if not isinstance(text.value, dict):
            text.fault("shape", "This is not an item model yet.", "Begin with `id:` and `title:`.", 1)
        yield from text.faults
    elif (model := shaped(ItemModel, sheets.spoken(document), places)) is not None:
        proof = prove(model)
        parts = setting.checked_parts(Document("about"), Document("facts"))
        parts.models = [checks.ModelRow(model, proof, places, ())]
        parts.items = [(item, places, ()) for item in items_of(model, proof)]
        yield from models_are_proven(parts)


LOOKS: dict[str, Callable[[dict, Setting, Places], Iterator[Fault]]] = {
    "about": of_about,
    "policy": of_policy,
    "blueprint": of_blueprint,
    "facts": of_facts,
    "material": of_material,
    "figure": of_figure,
    "case": of_case,
    "item": of_item,
    "model": of_model,
}


def own(faults: Iterable[Fault], document: Document) -> Iterator[Fault]:
    """Those that are about this document."""
    return (fault for fault in faults if fault.file == document.file)

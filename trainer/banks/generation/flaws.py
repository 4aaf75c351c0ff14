"""What is wrong with one variant, looked at as a learner would see it: not trusting how it was made."""

from collections.abc import Iterator
from math import ceil, floor
from statistics import median

from trainer.banks.content import is_slug
from trainer.banks.content.models import OWN, ItemModel
from trainer.banks.generation.distractors import LONGEST, SHORTEST, echoes, in_band
from trainer.banks.generation.findings import Finding
from trainer.banks.generation.generate import Choice, Variant
from trainer.banks.generation.grammar import flaws_of, lead_in_flaws
from trainer.banks.generation.wording import gist
from trainer.banks.lint.wording import quoted, written
from trainer.reading import Path_


def flaws(model: ItemModel, variant: Variant) -> Iterator[Finding]:
    yield from wording(model, variant)
    wrong_keys = list(keys(model, variant))
    yield from wrong_keys
    yield from pairs(model, variant)
    if not wrong_keys:
        yield from cues(model, variant)
    yield from bindings(model, variant)


def row_place(model: ItemModel, variant: Variant) -> Path_:
    """The row of the first crossed table: what most of a variant comes from."""
    return ("tables", model.cross[0], variant.numbers[0])


def option_place(model: ItemModel, variant: Variant, option: Choice) -> Path_:
    if model.options.source == OWN:
        place = row_place(model, variant)
        return place if option.key else (*place, "wrong", int(option.row))
    rows = model.tables[model.options.source]
    return ("tables", model.options.source, next(n for n, row in enumerate(rows) if row.id == option.row))


def wording(model: ItemModel, variant: Variant) -> Iterator[Finding]:
    for rule, message, mend, word in (
        *flaws_of(variant.stem),
        *lead_in_flaws(variant.stem, [option.text for option in variant.options]),
    ):
        yield Finding(rule, cell_with(word, model, variant), f"In the stem: {message}", mend, variant.name)
    if variant.stem[:1].islower():
        message = f"The stem begins with a small letter: “{variant.stem[:30]}…”."
        yield Finding("capital", ("stem",), message, "Write {table.cell^} for a capital.", variant.name)
    for option in variant.options:
        for what, text in (("the option", option.text), ("the reason", option.why)):
            for rule, message, mend, _ in flaws_of(text):
                place = option_place(model, variant, option)
                yield Finding(rule, place, f"In {what} “{text[:40]}”: {message}", mend, variant.name)


def cell_with(word: str, model: ItemModel, variant: Variant) -> Path_:
    """The cell of the variant's rows that brings the word in, or the stem."""
    for table, number in zip(model.cross, variant.numbers, strict=True):
        for name, value in model.tables[table][number].cells.items():
            if word and word in str(value).split():
                return ("tables", table, number, name)
    return ("stem",)


def keys(model: ItemModel, variant: Variant) -> Iterator[Finding]:
    number = sum(option.key for option in variant.options)
    if number != 1 or len(variant.options) != model.options.count:
        message = f"{number} keys among {len(variant.options)} options; it should be one among {model.options.count}."
        yield Finding("one-key", row_place(model, variant), message, "Look at the key of this row.", variant.name)


def pairs(model: ItemModel, variant: Variant) -> Iterator[Finding]:
    """No two options that say the same, that clash, or that the case rules out."""
    seen: dict[str, Choice] = {}
    for option in variant.options:
        if other := seen.get(option_gist := gist(option.text)):
            how = "equal" if other.text.casefold() == option.text.casefold() else "nearly equal"
            message = f"Two options are {how}: “{other.text}” and “{option.text}”."
            place = option_place(model, variant, option)
            yield Finding("equal-options", place, message, "Say what sets them apart, or drop one.", variant.name)
        seen[option_gist] = option
    if model.options.source == OWN:
        return
    offered = {option.row for option in variant.options}
    for number, group in enumerate(model.clashes):
        if len(both := sorted(offered.intersection(group))) > 1:
            message = f"{both[0]} and {both[1]} clash and stand in one item."
            yield Finding("clash", ("clashes", number), message, "Another key or another clash.", variant.name)
    for table, number in zip(model.cross, variant.numbers, strict=True):
        never = [name for name in model.tables[table][number].not_with if name in offered]
        if never:
            place = ("tables", table, number, "not_with")
            message = f"{never[0]} is offered although not_with rules it out."
            yield Finding("clash", place, message, "A key cannot be ruled out by its own case.", variant.name)


def cues(model: ItemModel, variant: Variant) -> Iterator[Finding]:
    """What gives the key away: its length, a word that the stem says too."""
    key, others = variant.key.text, [option.text for option in variant.options if not option.key]
    if not in_band(key, others):
        lengths = ", ".join(str(len(text)) for text in others)
        message = (
            f"The key “{key}” has {len(key)} characters, the distractors {lengths}; "
            f"with these it should have {from_to(others)}."
        )
        mend = "Write key and distractors of about the same length, or add rows of its length."
        yield Finding("key-length", key_place(model, variant), message, mend, variant.name)
    if words := echoes(key, variant.stem, others):
        message = f"The stem and the key “{key}” share {quoted(written(key, words))}, which no distractor has."
        mend = "Reword one of them, or let a distractor say it too."
        yield Finding("word-cue", key_place(model, variant), message, mend, variant.name)


def from_to(distractors: list[str]) -> str:
    middle = median(map(len, distractors))
    return f"{ceil(SHORTEST * middle)} to {floor(LONGEST * middle)}"


def key_place(model: ItemModel, variant: Variant) -> Path_:
    return option_place(model, variant, variant.key)


def bindings(model: ItemModel, variant: Variant) -> Iterator[Finding]:
    """What ties it to the material, and its id."""
    if not variant.facts:
        message = f"Variant {variant.name} rests on no fact."
        yield Finding("no-facts", row_place(model, variant), message, "Add facts to the row.", variant.name)
    if not variant.passage:
        message = f"Variant {variant.name} has no passage."
        yield Finding("no-passage", row_place(model, variant), message, "Name one, for all or here.", variant.name)
    if not is_slug(variant.id):
        message = f"The id {variant.id} is too long."
        yield Finding("slug", row_place(model, variant), message, "Give model or rows shorter ids.", variant.name)

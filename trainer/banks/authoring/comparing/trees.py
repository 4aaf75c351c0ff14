"""How two documents differ, place by place. Entries with an id are found again wherever they stand."""

import json
from collections.abc import Iterator, Mapping, Sequence
from difflib import SequenceMatcher
from typing import Any

from trainer.banks.authoring.comparing.labels import Place, label_of
from trainer.banks.rules import Difference

NONE = object()
Pair = tuple[Place, Any, Any]  # where, what it said before, what it says now; NONE where it is not there


def differences(before: Any, after: Any) -> list[Difference]:
    """In the order in which the newer one is read."""
    return [Difference(label_of(place), as_text(old), as_text(new)) for place, old, new in changed(before, after, ())]


def changed(before: Any, after: Any, place: Place) -> Iterator[Pair]:
    if isinstance(before, Mapping) and isinstance(after, Mapping):
        for name in {**after, **before}:
            yield from changed(before.get(name, NONE), after.get(name, NONE), (*place, str(name)))
    elif is_list_of_entries(before) and is_list_of_entries(after):
        yield from changed_entries(before, after, place)
    elif any(is_list_of_entries(side) or isinstance(side, Mapping) for side in (before, after)):
        yield from opened(before, after, place)
    elif before != after or type(before) is not type(after):
        yield place, before, after


def opened(before: Any, after: Any, place: Place) -> Iterator[Pair]:
    """Something with parts that came or went: part by part, so that each has its label."""
    old, new = parts(before), parts(after)
    if not isinstance(old, dict) or not isinstance(new, dict):
        yield place, before, after
        return
    for name in {**new, **old}:
        yield from changed(old.get(name, NONE), new.get(name, NONE), (*place, name))


def parts(value: Any) -> Any:
    if value is NONE or value == []:
        return {}
    if isinstance(value, Mapping):
        return {str(name): part for name, part in value.items()}
    if is_list_of_entries(value):
        return dict(named(value) if have_ids(value) else enumerate(value))
    return value


def is_list_of_entries(value: Any) -> bool:
    return isinstance(value, list) and bool(value) and all(isinstance(entry, Mapping) for entry in value)


def have_ids(entries: Sequence[Mapping]) -> bool:
    ids = [entry.get("id") for entry in entries]
    return all(isinstance(one, str) for one in ids) and len(set(ids)) == len(ids)


def named(entries: Sequence[Mapping]) -> list[tuple[str, Mapping]]:
    return [(f"#{entry['id']}", {name: said for name, said in entry.items() if name != "id"}) for entry in entries]


def changed_entries(before: list, after: list, place: Place) -> Iterator[Pair]:
    if have_ids(before) and have_ids(after):
        yield from changed(dict(named(before)), dict(named(after)), place)
        ids_before, ids_after = ([entry["id"] for entry in side] for side in (before, after))
        stayed, now = [one for one in ids_before if one in ids_after], [one for one in ids_after if one in ids_before]
        if stayed != now:
            yield (*place, "order"), stayed, now
        return
    for old, new in aligned(before, after):
        at = new if new is not None else old
        old_entry, new_entry = NONE if old is None else before[old], NONE if new is None else after[new]
        yield from changed(old_entry, new_entry, (*place, at or 0))


def aligned(before: list, after: list) -> Iterator[tuple[int | None, int | None]]:
    """Which entry became which, by their numbers: one that reads the same is the same, and holds the rest in place."""
    old, new = [reads_as(entry) for entry in before], [reads_as(entry) for entry in after]
    for _, old_from, old_to, new_from, new_to in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        for step in range(max(old_to - old_from, new_to - new_from)):
            yield (
                old_from + step if old_from + step < old_to else None,
                new_from + step if new_from + step < new_to else None,
            )


def reads_as(entry: Mapping) -> str:
    return str(entry.get("text") or json.dumps(entry, sort_keys=True, ensure_ascii=False, default=str))


def as_text(value: Any) -> str:
    if value is NONE or value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list):
        return ", ".join(map(as_text, value))
    if isinstance(value, Mapping):
        return "; ".join(f"{name}: {as_text(said)}" for name, said in value.items())
    return str(value)

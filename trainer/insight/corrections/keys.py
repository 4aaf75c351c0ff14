"""Another key for an item: the fields that ask for it, of every kind, and the document that comes of them.

Everything but the key stays as it was asked, so that each answer can be marked by it.
"""

import copy
from collections.abc import Mapping
from typing import Any

from wtforms import DecimalField, Field, RadioField, SelectField, SelectMultipleField, TextAreaField
from wtforms.validators import Optional
from wtforms.widgets import CheckboxInput, ListWidget

Document = Mapping[str, Any]


class Checkboxes(SelectMultipleField):
    widget = ListWidget(prefix_label=False)
    option_widget = CheckboxInput()


def fields_for(document: Document) -> dict[str, Field]:
    """By name, with the key as it is now; nothing is required, since only one of the remedies asks for a key."""
    match document["kind"]:
        case "single best answer" | "multiple response":
            return {"key": marked("Right options", [(one["text"], one.get("key")) for one in document["options"]])}
        case "hotspot":
            return {"key": marked("Right regions", [(one["where"], one.get("key")) for one in document["regions"]])}
        case "true or false":
            now = "true" if document["answer"] else "false"
            choices = [("true", "True"), ("false", "False")]
            return {"key": RadioField("The statement is", choices=choices, default=now, validators=[Optional()])}
        case "matching" | "extended matching":
            return {
                f"part_{number}": chosen(f"Right for “{one['text']}”", document["choices"], one["match"])
                for number, one in enumerate(document["prompts"])
            }
        case "ordering":
            places = [str(place + 1) for place in range(len(document["steps"]))]
            return {
                f"part_{number}": chosen(f"Place of “{step}”", places, str(number + 1))
                for number, step in enumerate(document["steps"])
            }
        case "numeric":
            return {
                "value": number_field(f"Right value, in {document['unit']}", document["value"]),
                "tolerance": number_field("May be off by, either way", document.get("tolerance", 0)),
            }
        case "short text":
            return {"accepted": typed("Accepted answers, one on a line", document["accepted"])}
    return {
        f"part_{number}": chosen(f"Right in gap {gap['id']}", gap["choices"], gap["key"])
        if gap.get("choices")
        else typed(f"Accepted in gap {gap['id']}, one on a line", gap["accepted"])
        for number, gap in enumerate(document["gaps"])
    }


def marked(label: str, parts: list[tuple[str, Any]]) -> Field:
    choices = [(str(number), text) for number, (text, _) in enumerate(parts)]
    now = [str(number) for number, (_, is_key) in enumerate(parts) if is_key]
    return Checkboxes(label, choices=choices, default=now, validators=[Optional()])


def chosen(label: str, choices: list[str], now: str) -> Field:
    return SelectField(label, choices=[(one, one) for one in choices], default=now, validators=[Optional()])


def number_field(label: str, now: float) -> Field:
    return DecimalField(label, places=None, default=now, validators=[Optional()])


def typed(label: str, now: list[str]) -> Field:
    return TextAreaField(label, default="\n".join(now), validators=[Optional()])


def rekeyed(document: Document, fields: Mapping[str, Any]) -> tuple[dict, str]:
    """The document with the key that the fields hold, and what is wrong with that key (empty: nothing)."""
    new = copy.deepcopy(dict(document))
    match document["kind"]:
        case "single best answer" | "multiple response" | "hotspot":
            parts = new["regions"] if document["kind"] == "hotspot" else new["options"]
            for number, one in enumerate(parts):
                one["key"] = str(number) in (fields["key"] or ())
            return new, "" if any(one["key"] for one in parts) else "Choose at least one that is right."
        case "true or false":
            new["answer"] = fields["key"] == "true"
        case "matching" | "extended matching":
            for number, one in enumerate(new["prompts"]):
                one["match"] = fields[f"part_{number}"]
        case "ordering":
            places = [int(fields[f"part_{number}"]) for number in range(len(new["steps"]))]
            if sorted(places) != list(range(1, len(places) + 1)):
                return new, "Give each step a place of its own."
            new["steps"] = [step for _, step in sorted(zip(places, new["steps"], strict=True))]
        case "numeric":
            if fields["value"] is None or fields["tolerance"] is None or fields["tolerance"] < 0:
                return new, "Enter the right value, and by how much an answer may be off."
            new["value"], new["tolerance"] = float(fields["value"]), float(fields["tolerance"])
        case "short text":
            new["accepted"] = lines(fields["accepted"])
            return new, "" if new["accepted"] else "Enter at least one accepted answer."
        case "cloze":
            for number, gap in enumerate(new["gaps"]):
                said = fields[f"part_{number}"]
                gap |= {"key": said} if gap.get("choices") else {"accepted": lines(said)}
                if not (gap.get("key") or gap["accepted"]):
                    return new, f"Enter at least one accepted answer for gap {gap['id']}."
    return new, ""


def lines(text: str | None) -> list[str]:
    return [line.strip() for line in (text or "").splitlines() if line.strip()]


def spread(new: Document, other: Document) -> dict:
    """Another version with the key of the first: the same parts, perhaps in another order or other words around."""
    made = copy.deepcopy(dict(other))
    match new["kind"]:
        case "single best answer" | "multiple response":
            keys = {one["text"] for one in new["options"] if one.get("key")}
            for one in made["options"]:
                one["key"] = one["text"] in keys
        case "hotspot":
            keys = {one["id"] for one in new["regions"] if one.get("key")}
            for one in made["regions"]:
                one["key"] = one["id"] in keys
        case "matching" | "extended matching":
            right = {one["text"]: one["match"] for one in new["prompts"]}
            for one in made["prompts"]:
                one["match"] = right[one["text"]]
        case "cloze":
            gaps = {one["id"]: one for one in new["gaps"]}
            for one in made["gaps"]:
                one |= {name: gaps[one["id"]][name] for name in ("key", "accepted") if name in gaps[one["id"]]}
        case _:
            made |= {name: new[name] for name in ("answer", "steps", "value", "tolerance", "accepted") if name in new}
    return made

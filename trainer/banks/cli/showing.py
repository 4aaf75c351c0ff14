"""A proposed question on a terminal: its place in the text with the words of the key marked, and what is right."""

import textwrap
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import click

from trainer.banks import lint
from trainer.banks.drafting.draft import marks

WIDTH = 100


def shown(
    item: Mapping[str, Any], quote: str, spans: Sequence[tuple[int, int]], findings: Iterable[lint.Finding] = ()
) -> str:
    about = [item["kind"], *(item[name] for name in ("objective", "level") if name in item)]
    lines = [click.style(" · ".join(about), dim=True), *folded(marked(quote, spans), "  | "), ""]
    lines += folded(item["stem"], "  ")
    lines += [line for answer in answers(item) for line in answer]
    lines += [
        click.style(line, fg="yellow")
        for finding in findings
        for line in folded(f"{finding.rule}: {finding.message} {finding.mend}", "  ! ")
    ]
    return "\n".join(lines)


def marked(quote: str, spans: Sequence[tuple[int, int]]) -> str:
    """In square brackets, so that it shows without color too."""
    out, at = "", 0
    for start, end in spans:
        out += quote[at:start] + click.style(f"[{quote[start:end]}]", bold=True)
        at = end
    return out + quote[at:]


def marks_of(item: Mapping[str, Any], quote: str) -> Sequence[tuple[int, int]]:
    """Where the words of what is right stand in the quote."""
    right = [option["text"] for option in item.get("options", ()) if option.get("key")]
    right += [prompt["match"] for prompt in item.get("prompts", ())]
    right += [*item.get("steps", ()), *item.get("accepted", ())]
    right += [f"{item['value']:g}"] if "value" in item else []
    return marks(quote, right)


def answers(item: Mapping[str, Any]) -> list[list[str]]:
    """What can be chosen or is expected, with its reason; what is right begins with an asterisk."""
    rows = [(option.get("key", False), option["text"], option.get("why", "")) for option in item.get("options", ())]
    if "answer" in item:
        rows += [(item["answer"], "True", item["why_true"]), (not item["answer"], "False", item["why_false"])]
    rows += [
        (True, f"{prompt['text']} → {prompt['match']}", prompt.get("why", "")) for prompt in item.get("prompts", ())
    ]
    rows += [(True, f"{number}. {step}", "") for number, step in enumerate(item.get("steps", ()), 1)]
    if "value" in item:
        rows += [(True, f"{item['value']:g} {item['unit']}", item.get("why", ""))]
    rows += [(True, text, item.get("why", "")) for text in item.get("accepted", ())]
    rows += [(True, item["text"], "")] if "gaps" in item else []
    return [
        [
            *folded(text, "  * " if is_right else "  - "),
            *(click.style(line, dim=True) for line in folded(why, "      ")),
        ]
        for is_right, text, why in rows
    ]


def folded(text: str, mark: str) -> list[str]:
    lines = [line for part in text.splitlines() for line in textwrap.wrap(part, WIDTH - len(mark)) or [""]]
    blank = mark if mark.strip() == "|" else " " * len(mark)
    return [(blank if number else mark) + line for number, line in enumerate(lines)]

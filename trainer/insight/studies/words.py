"""What a report says in sentences, on paper and on its page."""

from typing import Any

from trainer.insight.studies.rules.agreement import SEVERE, WIDE
from trainer.insight.studies.rules.ties import ties_in_words
from trainer.web.pages import count

Document = dict[str, Any]

METHOD = (
    "Modified Angoff: each panelist says of each item how many of a hundred borderline practitioners would answer it "
    "right. A first round blind, before the key; the spread shown, with what real takers did; a second round."
)
LIMITS = (
    "The cut is that of the domain which the blueprint describes: each item weighs as much as a form asks of its "
    "objective and level, however many of them the bank has. An item model counts as one item.",
    "The standard error holds panelists and items together; another panel of the same sort would mostly land within "
    "two of them; where there are only three panelists, who show little of how panelists differ, within four. It does "
    "not hold the error of the quiz itself.",
    "It is about the share of all items. The bar of the safety-critical objectives is a rule of the policy, which no "
    "panel was asked about here.",
    "Sources: Angoff 1971; Cizek and Bunch, Standard Setting, 2007; Brennan, Generalizability Theory, 2001; Cochran, "
    "Sampling Techniques, 1977; Shrout and Fleiss 1979; Beuk 1984; Hofstee 1983.",
)


def verdict(document: Document) -> str:
    found = document["found"]["second_round"]
    return f"{found['panelists']} panelists put the cut at {percent_and_error(found)} of all items."


def percent_and_error(found: Document) -> str:
    error = f" with a standard error of {found['error']:.1f} points" if found["error"] is not None else ""
    return f"{found['percent']:.1f}%{error}"


def round_in_words(name: str, found: Document) -> str:
    spread = f"; the panelists' cuts have a standard deviation of {found['spread']:.1f}" if found["spread"] else ""
    of_items = found["error_items"]
    parts = (
        f" ({found['error_panelists']:.1f} over panelists, {of_items:.1f} over items)"
        if found["error"] is not None and of_items is not None
        else " (of how far it hangs on the choice of items too few ratings say anything)"
    )
    return f"{name}: {percent_and_error(found)}{parts}{spread}."


def taking_part(document: Document) -> str:
    """How many went through the second round: its questions are what ends it. Panelists go by their numbers."""
    silent = [one["panelist"] for one in document["panel"] if one["panelist"] not in document["opinions"]]
    everybody = len(document["panel"])
    if not silent:
        return f"All {everybody} panelists went through the second round to its end."
    who = f"panelist {silent[0]}" if len(silent) == 1 else f"panelists {', '.join(silent)}"
    return (
        f"{everybody - len(silent)} of {everybody} panelists went through the second round to its end, not {who}: of "
        "them the ratings of the first round count where they said nothing more, and no answers about the whole."
    )


def reliability(found: Document) -> str:
    """Agreement of the panel, and where the ratings differ, in variance components."""
    agreed, parts = found["agreement"], found["components"]
    said = f"A rating lies {agreed['deviation']:.1f} points from its item's mean on average."
    if agreed["single"] is not None:
        said += (
            f" Intraclass correlation, absolute agreement: {agreed['single']:.2f} of one panelist, "
            f"{agreed['panel']:.2f} of the panel's mean."
        )
    if parts:
        said += (
            f" Variance of panelists {parts['panelists']:.1f}, of items {parts['items']:.1f}, "
            f"of what is left {parts['left']:.1f}."
        )
    return said


def compromise_in_words(document: Document) -> list[str]:
    found, lines = document["found"], []
    if found["scores"]:
        lines.append(f"Compared with the scores of {count(found['scores'], 'person', 'people')}, first attempts only.")
    for name, asked in (
        ("Beuk", "the cut and the pass rate that the panel expects"),
        ("Hofstee", "the lowest and highest cut and failure rate that it accepts"),
    ):
        one = found[name.lower()]
        if one["cut"] is None:
            lines.append(f"{name}, from {asked}: no answer. {one['why']}")
        else:
            lines.append(f"{name}, from {asked}: {one['cut']:.1f}%, where {one['failing']:.0f}% would not pass.")
    return lines


def tied(panelist: Document) -> str:
    """Reports from before this was recorded say nothing of it."""
    if "ties" not in panelist:
        return "Not recorded"
    return ties_in_words(panelist["ties"]).capitalize() or "Nothing known"


def in_points(value: float | None) -> str:
    return "–" if value is None else f"{value:+.1f}"


def wide_in_words() -> str:
    return f"Wide: a standard deviation of {WIDE} points or more. Stands out: {SEVERE} points or more from the others."

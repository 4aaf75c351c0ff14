"""The report of a study on paper. It says nothing that the frozen document does not."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any

from trainer.credentials.documents.tables import widths
from trainer.credentials.documents.typesetting import pdf
from trainer.insight.studies.words import (
    LIMITS,
    METHOD,
    compromise_in_words,
    in_points,
    reliability,
    round_in_words,
    taking_part,
    tied,
    verdict,
)
from trainer.web.pages import count

Document = dict[str, Any]


def report_pdf(document: Document, content_hash: str, *, made_at: datetime) -> bytes:
    module = document["module"]
    title = f"Study {document['study']} of the cut score: {module['title']}"
    values = {
        "paper": "a4",
        "title": title,
        "description": f"{title}. {verdict(document)}",
        "verdict": verdict(document),
        "facts": [list(one) for one in facts(document, content_hash)],
        "sections": list(sections(document)),
        "note": (
            "Nobody is named here, and no item is shown. This report was frozen when the study was closed; the "
            f"document that it was made of has the SHA-256 {content_hash}."
        ),
    }
    return pdf("cut_study", values, made_at=made_at)


def facts(document: Document, content_hash: str) -> Iterator[tuple[str, str]]:
    module, moments, chosen = document["module"], document["moments"], document["chosen"]
    yield "Module", f"{module['title']}, version {module['version']}"
    yield "Purpose", document["purpose"]
    yield "Borderline practitioner", document["borderline"]
    yield "Method", METHOD
    how = "all of them" if chosen["size"] is None else f"a sample by the blueprint, seed {chosen['seed']}"
    yield "Items", f"{chosen['rated']} rated of {chosen['there']} that a form can draw: {how}"
    yield "Held", f"{moments['convened'][:10]} to {moments['closed'][:10]}"
    yield "Panel", f"{len(document['panel'])} of {document['invited']} who were invited rated every item"
    yield "Hash", content_hash


def sections(document: Document) -> Iterator[dict[str, Any]]:
    found = document["found"]
    yield section(
        "What came of it",
        [
            round_in_words("First round, blind", found["first_round"]),
            round_in_words("Second round, after the spread was shown", found["second_round"]),
            taking_part(document),
            reliability(found["second_round"]),
        ],
    )
    yield section("Beuk and Hofstee", compromise_in_words(document))
    yield section("The panel", [], PANEL, [panelist_row(one) for one in document["panel"]])
    yield section(
        "Rater severity",
        ["Points above or below the mean of the others, and what the second round changed."],
        SEVERITY,
        [severity_row(one) for one in found["panelists"]],
    )
    passing = [[f"{one['knows']}%", share(one["once"]), share(one["within"])] for one in document["passing"]]
    yield section(
        f"Who passes at {document['standard']['percent']}%",
        [
            f"The chance to pass a form of {count(module_length(document), 'item')}, the safety-critical objectives "
            f"included; guessing is not part of it. Within {count(document['standard']['attempts'], 'attempt')} means "
            "at least one pass in all that are allowed, with nothing learned in between."
        ],
        ["Truly knows", "Passes one attempt", f"Within {count(document['standard']['attempts'], 'attempt')}"],
        passing,
    )
    yield section("The items", [], ITEMS, [item_row(*pair) for pair in pairs(document)])
    yield section("What it rests on, and what it does not say", LIMITS)


PANEL = ("Panelist", "Qualification as stated", "Conflict of interest as declared", "Tied to the quiz")
SEVERITY = ("Panelist", "Own cut", "Against the others", "Cut without them", "Ratings changed", "Cut moved by")
ITEMS = ("Item", "Objective", "Level", "First", "Second", "Lowest", "Highest", "Deviation", "Right in fact")


def section(
    title: str, lines: Sequence[str], columns: Sequence[str] = (), rows: Sequence[Sequence[str]] = ()
) -> dict[str, Any]:
    return {
        "title": title,
        "lines": list(lines),
        "columns": list(columns),
        "widths": widths(columns, rows) if rows else [],
        "rows": [list(row) for row in rows],
    }


def module_length(document: Document) -> int:
    return document["module"]["length"]


def share(chance: float) -> str:
    return f"{100 * chance:.1f}%"


def panelist_row(one: Document) -> list[str]:
    return [one["panelist"], one["qualification"], one["interest"] or "None", tied(one)]


def severity_row(one: Document) -> list[str]:
    return [
        one["panelist"],
        f"{one['cut']:.1f}%",
        in_points(one["by"]) + (", stands out" if one["stands_out"] else ""),
        "–" if one["without"] is None else f"{one['without']:.1f}%",
        str(one["changed"]),
        in_points(one["moved"]),
    ]


def pairs(document: Document) -> Iterator[tuple[Document, Document]]:
    """Each item with what the panel made of it."""
    return zip(document["items"], document["found"]["items"], strict=True)


def item_row(item: Document, found: Document) -> list[str]:
    deviation = "–" if found["deviation"] is None else f"{found['deviation']:.1f}"
    return [
        f"{item['item']} {item['version']}",
        item["objective"],
        item["level"],
        f"{found['before']:.1f}",
        f"{found['mean']:.1f}",
        f"{found['lowest']:g}",
        f"{found['highest']:g}",
        deviation + (", wide" if found["is_wide"] else ""),
        f"{item['facility']:.0f}% of {item['takers']}" if item["facility"] is not None else "–",
    ]

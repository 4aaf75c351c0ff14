"""The words that stand in a file beside what counts: where a license was looked up, who observed, who taught."""

import json
from collections.abc import Mapping

from trainer.credentials.content.requirements import PracticalObserved
from trainer.demo.rules import Piece

SOURCE = "Register of the state board (invented)"
GOOD, BAD = "Active, nothing on record (invented)", "On probation, practice restricted (invented)"
PROVIDER = "Marrow Hill Seminars (invented)"
CARD, CARD_ISSUER = "CPR and AED card", "Heartbridge Training (invented)"
REMARKS = {True: "Calm and exact. (invented)", False: "To be practiced and observed again. (invented)"}

KEPT: dict[tuple, str] = {}  # a checklist is long, and few stand in many files


def details_of(piece: Piece, person_id: int, practicals: Mapping[str, PracticalObserved], observer: dict) -> str:
    """What goes beside the entry, as the actions write it."""
    match piece.kind:
        case "license":
            number, found = number_of(person_id), GOOD if piece.good else BAD
            return json.dumps({"number": number, "source": SOURCE, "found": found})
        case "training":
            return json.dumps({"provider": PROVIDER})
        case "document":
            return json.dumps({"title": CARD, "issuer": CARD_ISSUER, "digest": None})
    practical = practicals[piece.subject]
    key = (piece.subject, practical.checklist, piece.missed, *map(str, observer.values()))
    if key not in KEPT:
        KEPT[key] = json.dumps(observed(practical, piece.missed, observer))
    return KEPT[key]


def observed(practical: PracticalObserved, missed: int, observer: dict) -> dict:
    return {
        "title": practical.title,
        "checklist": list(practical.checklist),
        "missed": list(practical.checklist[4 : 4 + missed]),
        "remarks": REMARKS[not missed],
        "observer": observer,
    }


def number_of(person_id: int) -> str:
    return f"INV.{person_id:07d}"


def told(piece: Piece, person_id: int, practicals: Mapping[str, PracticalObserved]) -> tuple[str, dict[str, str]]:
    """The line of the trail: its name, and what it says."""
    match piece.kind:
        case "license":
            verdict = "in good standing" if piece.good else "not in good standing"
            about = f"{piece.subject} {number_of(person_id)}"
            return "license.checked", {"license": about, "verdict": verdict, "source": SOURCE}
        case "training":
            hours = f"{(piece.minutes or 0) / 60:g}"
            return "training.recorded", {"topic": piece.subject, "hours": hours, "provider": PROVIDER}
        case "document":
            until = piece.until_on.isoformat() if piece.until_on else "no last day"
            return "document.accepted", {"document": CARD, "issuer": CARD_ISSUER, "until": until}
    verdict = "passed" if piece.good else "not passed"
    return "practical.observed", {"practical": practicals[piece.subject].title, "verdict": verdict}

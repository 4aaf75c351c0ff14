"""All that comes of a panel's ratings and answers, as a document of plain numbers, to the fourth place."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from trainer.insight.studies.rules.agreement import Agreement, agreement, severities, spreads
from trainer.insight.studies.rules.compromise import Compromise, Opinion, beuk, hofstee
from trainer.insight.studies.rules.cuts import Rated, Ratings, cut_score


@dataclass(frozen=True)
class Panel:
    """What a panel gave. Panelists are named "1", "2", "3" ...; `second` has every rating that counts at the end."""

    rated: Sequence[Rated]
    first: Ratings
    second: Ratings
    opinions: Mapping[str, Opinion]
    scores: Sequence[float]  # of real takers, in percent


def findings(panel: Panel) -> dict[str, Any]:
    opinions = list(panel.opinions.values())
    return rounded(
        {
            "first_round": round_of(panel, panel.first),
            "second_round": round_of(panel, panel.second),
            "panelists": [
                asdict(one) | {"stands_out": one.stands_out}
                for one in severities(panel.rated, panel.first, panel.second)
            ],
            "items": [
                asdict(last) | {"is_wide": last.is_wide, "before": before.mean, "deviation_before": before.deviation}
                for before, last in zip(
                    spreads(panel.rated, panel.first), spreads(panel.rated, panel.second), strict=True
                )
            ],
            "beuk": told(beuk(opinions, panel.scores)),
            "hofstee": told(hofstee(opinions, panel.scores)),
            "scores": len(panel.scores),
        }
    )


def round_of(panel: Panel, ratings: Ratings) -> dict[str, Any]:
    agreed: Agreement = agreement(panel.rated, ratings)
    return asdict(cut_score(panel.rated, ratings)) | {"agreement": asdict(agreed)}


def told(found: Compromise) -> dict[str, Any]:
    return asdict(found)


def rounded(value: Any) -> Any:
    """Every number to the fourth place, so that the same ratings give the same bytes on any machine."""
    if isinstance(value, float):
        return round(value, 4) + 0.0
    if isinstance(value, Mapping):
        return {name: rounded(one) for name, one in value.items()}
    return [rounded(one) for one in value] if isinstance(value, list | tuple) else value

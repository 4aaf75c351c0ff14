"""What a study of a cut score decides and computes. Plain values in, an answer out."""

from trainer.insight.studies.rules.agreement import (
    Agreement,
    ItemSpread,
    Severity,
    agreement,
    severities,
    spread_of,
    spreads,
)
from trainer.insight.studies.rules.compromise import Compromise, Opinion, beuk, hofstee
from trainer.insight.studies.rules.cuts import CutScore, Rated, cut_score, cuts_by_panelist
from trainer.insight.studies.rules.findings import Panel, findings
from trainer.insight.studies.rules.holding import HOLDS_FROM, Basis, covered_share, same_proportions
from trainer.insight.studies.rules.sampling import Unit, chosen, fewest_items, units_of
from trainer.insight.studies.rules.stages import FEWEST_PANELISTS, Invited, Progress, Stage

__all__ = [
    "FEWEST_PANELISTS",
    "HOLDS_FROM",
    "Agreement",
    "Basis",
    "Compromise",
    "CutScore",
    "Invited",
    "ItemSpread",
    "Opinion",
    "Panel",
    "Progress",
    "Rated",
    "Severity",
    "Stage",
    "Unit",
    "agreement",
    "beuk",
    "chosen",
    "covered_share",
    "cut_score",
    "cuts_by_panelist",
    "fewest_items",
    "findings",
    "hofstee",
    "same_proportions",
    "severities",
    "spread_of",
    "spreads",
    "units_of",
]

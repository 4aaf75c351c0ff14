"""What the pages of a manuscript show."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from trainer.banks.authoring import rules
from trainer.banks.authoring.findings import Found, findings
from trainer.banks.authoring.models import Manuscript
from trainer.banks.authoring.parts import KINDS, SINGLE
from trainer.banks.authoring.setting import Setting, shortened
from trainer.banks.authoring.standings import Standing
from trainer.web.paging import Page, part_of

CALLED = {
    "about": "About the module",
    "policy": "Quiz policy",
    "blueprint": "Blueprint",
    "facts": "Facts",
    "material": "Article",
    "figure": "Figures",
    "case": "Cases",
    "item": "Questions",
    "model": "Item models",
}
ONE = {"figure": "figure", "case": "case", "item": "question", "model": "item model"}
SLOW = "model"  # proving all of its variants takes too long for a list


@dataclass
class ManuscriptPage:
    """`shown` are the parts of the kind and state that the address asks for, a page of them."""

    manuscript: Manuscript
    setting: Setting
    single: list[Standing]
    kind: str
    state: str
    kinds: dict[str, int]
    states: dict[str, int]
    waiting: dict[str, int]
    publishable: int
    shown: Page
    documents: Mapping[int, Mapping[str, Any]] = field(default_factory=dict)

    @classmethod
    def of(
        cls, manuscript: Manuscript, standings: Sequence[Standing], setting: Setting, kind: str, state: str
    ) -> "ManuscriptPage":
        kind = kind if kind in ONE else "item"
        state = state if state in rules.STATES else ""
        of_kind = [one for one in standings if one.kind == kind]
        return cls(
            manuscript=manuscript,
            setting=setting,
            single=[one for one in standings if one.kind in SINGLE],
            kind=kind,
            state=state,
            kinds={name: sum(one.kind == name for one in standings) for name in KINDS if name in ONE},
            states=Counter(one.state for one in of_kind),
            waiting=Counter(one.state for one in standings),
            publishable=sum(one.is_new for one in standings),
            shown=part_of([one for one in of_kind if state in {"", one.state}]),
        )

    @property
    def total(self) -> int:
        return sum(self.states.values())

    def title(self, one: Standing) -> str:
        document = self.documents[one.version_id]
        text = document.get({"item": "stem", "case": "text"}.get(one.kind, "title"))
        return shortened(str(text or one.slug), 160)

    def meta(self, one: Standing) -> str:
        document = self.documents[one.version_id]
        said = [one.slug, document.get("kind"), document.get("level"), document.get("objective")]
        return ", ".join(str(part) for part in said if part)

    def findings(self, one: Standing) -> list[Found]:
        if one.kind == SLOW or one.state == rules.RETIRED:
            return []
        return findings(one.kind, self.documents[one.version_id], self.setting)

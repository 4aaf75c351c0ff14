"""What the page of one part under review shows."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from random import Random

from trainer.banks import figures
from trainer.banks.authoring import comparing
from trainer.banks.authoring.findings import Found
from trainer.banks.authoring.models import PartVersion, Remark, RemarkAnswer
from trainer.banks.authoring.reviewing import rules
from trainer.banks.authoring.reviewing.context import SHOWN_VARIANTS, Variants, item_in, placed, safe_drawing
from trainer.banks.authoring.reviewing.findings import findings_of
from trainer.banks.authoring.reviewing.queries import History, Version
from trainer.banks.authoring.rules import APPROVED
from trainer.banks.authoring.setting import Setting
from trainer.banks.content import Fact, Item
from trainer.banks.material import Passage
from trainer.banks.published import PublishedItem
from trainer.banks.rules import Difference
from trainer.people.models import Person


@dataclass(frozen=True)
class Sheet:
    """`documents` are what this version and the one before that it is compared with say, by the version's id."""

    person: Person
    history: History
    version: Version
    documents: dict[int, dict]
    setting: Setting
    queue: Sequence[int]
    remarks: Sequence[tuple[Remark, RemarkAnswer | None]]

    @property
    def row(self) -> PartVersion:
        return self.version.row

    @property
    def kind(self) -> str:
        return self.row.part.kind

    @property
    def name(self) -> str:
        kind = comparing.called(self.kind)
        return kind if self.row.part.slug == self.kind else f"{kind} {self.row.part.slug}"

    @property
    def document(self) -> dict:
        return self.documents[self.row.id]

    @cached_property
    def state(self) -> str:
        return self.history.states()[self.row.number - 1]

    @property
    def is_newest(self) -> bool:
        return self.version is self.history.newest

    @property
    def before(self) -> Version | None:
        return self.history.judged_before(self.row.number)

    @property
    def sent_back(self) -> Version | None:
        """The last version before this that was sent back, unless one was approved since."""
        since = self.before.row.number if self.before else 0
        between = [one for one in self.history.versions if since <= one.row.number < self.row.number]
        return next((one for one in reversed(between) if one.verdicts and not one.verdicts[-1].approves), None)

    @property
    def differences(self) -> list[Difference] | None:
        """From the last approved version, else the last that was sent back; None where there was none."""
        if self.before is None:
            return None
        return comparing.compared(self.kind, self.documents[self.before.row.id], self.document)

    def why_not(self, approves: bool) -> str:
        if not self.is_newest:
            return "There is a newer version of this part. Look at that one."
        return rules.why_not(self.person.id, self.history.authored, self.state, approves)

    @cached_property
    def authors(self) -> set[int]:
        """Whose words the newest version has, who cannot review it."""
        return rules.authors_to_judge(self.history.authored)

    @property
    def waits_for_others(self) -> bool:
        return self.is_newest and self.state in rules.OPEN_TO_VERDICTS[:2] and self.person.id in self.authors

    @property
    def is_approved(self) -> bool:
        return self.state == APPROVED

    @property
    def neighbors(self) -> tuple[int | None, int | None, int | None]:
        return rules.place_in(self.queue, self.row.id)

    @cached_property
    def item(self) -> Item | None:
        return item_in(self.document) if self.kind == "item" else None

    @cached_property
    def shown(self) -> PublishedItem | None:
        return placed(self.item, self.setting) if self.item else None

    @cached_property
    def order(self) -> list[int]:
        """As one learner might see it."""
        assert self.shown is not None
        return self.shown.kind.order(self.item, Random(self.row.id))  # noqa: S311  # an order, no secret

    @property
    def passage(self) -> Passage | None:
        return self.setting.material.passage(self.item.passage) if self.item else None

    @property
    def passage_drawing(self) -> str:
        """The picture of the passage, named by its text alternative."""
        picture = self.passage.picture if self.passage else None
        text = safe_drawing(self.setting.figures.get(picture.file)) if picture else None
        return figures.named(text, picture.alternative) if picture and text else ""

    @property
    def drawing(self) -> str:
        """The figure under review; empty where it would not be safe to show."""
        text = safe_drawing(str(self.document.get("text", ""))) if self.kind == "figure" else None
        return figures.named(text, self.row.part.slug) if text else ""

    @property
    def facts(self) -> list[Fact]:
        return [fact for fact in self.setting.facts if self.item and fact.id in self.item.facts]

    @cached_property
    def findings(self) -> list[Found]:
        """Just what the check before publishing would say of this part."""
        return findings_of(self.row, self.document, self.setting)

    @property
    def is_stopped(self) -> bool:
        """Whether it could be approved but for what the check finds."""
        return bool(self.findings) and not self.why_not(approves=True)

    def called(self, field: str) -> str:
        return comparing.label_of_dotted(field)

    def place_called(self, place: tuple[str | int, ...]) -> str:
        return comparing.label_of(place)

    @cached_property
    def variants(self) -> Variants | None:
        return Variants.of(self.document) if self.kind == "model" else None

    @property
    def sample(self) -> list[PublishedItem]:
        made = self.variants.items[:SHOWN_VARIANTS] if self.variants else ()
        return [placed(item, self.setting) for item in made]

    @property
    def says(self) -> list[tuple[str, str]]:
        """Every field with its label, for parts that are no question."""
        return [(one.label, one.after) for one in comparing.compared(self.kind, {}, self.document)]

    @property
    def fields(self) -> list[tuple[str, str]]:
        """What a remark can be about."""
        return [("", "All of it"), *comparing.fields_of(self.document)]

"""What becomes of a file of questions, and of each question in it."""

from collections.abc import Mapping as Map
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Literal

NEW, CHANGED, UNCHANGED = "new", "changed", "unchanged"
OVERTAKEN = "overtaken"  # somebody saved the same part between the plan and the import
SKIPPED, ERROR = "skipped", "error"
QUESTION = "question"  # not planned yet
OUTCOMES = {
    QUESTION: "Questions",
    NEW: "New",
    CHANGED: "Changed",
    UNCHANGED: "Unchanged",
    OVERTAKEN: "Left as they are",
    SKIPPED: "Not supported",
    ERROR: "Not readable",
}
LARGE = 150_000  # bytes: what is larger is read by the worker
AT_ONCE = 200  # lines in one transaction
LONG = 200  # lines: what is longer is imported and undone by the worker
UNCONFIRMED = timedelta(days=7)  # so long a file is kept that nobody confirms

Work = Literal["read", "import", "undo"]


@dataclass(frozen=True)
class Dates:
    read_at: datetime | None
    confirmed_at: datetime | None
    finished_at: datetime | None
    undo_asked_at: datetime | None
    undone_at: datetime | None

    @property
    def work(self) -> Work | None:
        if self.undone_at:
            return None
        if self.undo_asked_at:
            return "undo"
        if self.confirmed_at:
            return None if self.finished_at else "import"
        return None if self.read_at else "read"

    @property
    def state(self) -> str:
        if self.undone_at:
            return "undone"
        if self.finished_at:
            return "imported"
        return "under way" if self.confirmed_at or not self.read_at else "open"


@dataclass(frozen=True)
class Choice:
    """What the questions of the file, or of one category of it, are about; "" leaves it open."""

    objective: str = ""
    level: str = ""
    passage: str = ""

    def over(self, usual: "Choice") -> "Choice":
        return Choice(self.objective or usual.objective, self.level or usual.level, self.passage or usual.passage)


@dataclass(frozen=True)
class Mapping:
    """`target` is "manuscript 7", "module hands" or "new hands"; a new one has a `title`."""

    target: str
    title: str = ""
    usual: Choice = Choice()
    categories: Map[str, Choice] = field(default_factory=dict)

    def choice(self, category: str) -> Choice:
        return self.categories.get(category, Choice()).over(self.usual)

    @property
    def kind(self) -> str:
        return self.target.partition(" ")[0]

    @property
    def name(self) -> str:
        return self.target.partition(" ")[2]


def mapping_of(document: Map[str, Any]) -> Mapping:
    """As it is kept."""
    categories = {name: Choice(**said) for name, said in document.get("categories", {}).items()}
    usual = Choice(**document.get("usual", {}))
    return Mapping(document["target"], document.get("title", ""), usual, categories)


@dataclass(frozen=True)
class There:
    """An item that the target has. `number`: of its newest version; 0 where that is not known yet.

    `digest` is what the last import of it said.
    """

    content: str
    number: int = 0
    is_retired: bool = False
    digest: str = ""


@dataclass(frozen=True)
class Asked:
    """A question of the file: its name, what is asked and what is right, and all that the file says of it."""

    name: str
    content: str
    digest: str


@dataclass(frozen=True)
class Outcome:
    outcome: str
    name: str
    reason: str = ""


def outcomes(asked: Sequence[Asked], there: Map[str, There]) -> list[Outcome]:
    """What becomes of each: known by its id, else by its content. What has not changed since it was last imported
    stays, whatever was written here meanwhile."""
    by_content = {one.content: name for name, one in there.items() if not one.is_retired}
    taken: dict[str, str] = {}  # name by content, of this file
    names = set(there)
    found = []
    for one in asked:
        earlier = there.get(one.name)
        if one.content in taken:
            found.append(Outcome(UNCHANGED, taken[one.content], "It is in the file twice."))
            continue
        if earlier and one.name not in taken.values():
            outcome = Outcome(CHANGED if is_changed(one, earlier) else UNCHANGED, one.name)
        elif one.content in by_content:
            outcome = Outcome(UNCHANGED, by_content[one.content])
        else:
            outcome = Outcome(NEW, free(one.name, one.digest, names))
        names.add(outcome.name)
        taken[one.content] = outcome.name
        found.append(outcome)
    return found


def is_changed(one: Asked, earlier: There) -> bool:
    if earlier.is_retired:
        return True
    return one.digest != earlier.digest if earlier.digest else one.content != earlier.content


def free(name: str, digest: str, names: set[str]) -> str:
    """The name, or with a piece of the digest behind it where it is taken."""
    return next(one for one in spellings(name, digest) if one not in names)


def spellings(name: str, digest: str) -> list[str]:
    front = name[:60].strip("-")
    return [name, *(f"{front}-{digest[:length]}" for length in (6, 12, 18))]


def why_it_stays(*, newest_is_ours: bool, is_approved: bool) -> str:
    """Why one line of a batch cannot be undone, "" where it can."""
    if is_approved:
        return "It was approved meanwhile. Retire it, if it should go."
    return "" if newest_is_ours else "Somebody has edited it meanwhile."

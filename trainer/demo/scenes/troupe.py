"""Who is on stage, and which scenes there are. A scene is played on its day if everybody in it is there."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from sqlalchemy import select

from trainer import clock
from trainer.credentials import queries
from trainer.credentials.actions import Occasion
from trainer.credentials.models import Certificate, CredentialVersion, Entry
from trainer.db import db
from trainer.demo import past
from trainer.demo.stage import Stage
from trainer.people.models import Clinic, Person

FEW = 500  # people


@dataclass(frozen=True)
class Scene:
    days_ago: int
    who: tuple[str, ...]
    act: Callable[["Troupe"], None]


SCENES: list[Scene] = []


def scene(days_ago: int, *who: str) -> Callable[[Callable[["Troupe"], None]], Callable[["Troupe"], None]]:
    """Marks a function as a scene that is played so many days ago, of the cast `who` and the two directors."""

    def note(act: Callable[["Troupe"], None]) -> Callable[["Troupe"], None]:
        SCENES.append(Scene(days_ago, ("director", "approver", *who), act))
        return act

    return note


def play_scenes(stage: Stage, met: Mapping[str, int], people: int) -> Iterator[None]:
    """All of them, the earliest first; the caller commits after each."""
    troupe = Troupe(stage, met, is_crowd=people > FEW)
    for one in sorted(SCENES, key=lambda one: -one.days_ago):
        if met.keys() >= set(one.who) and troupe.has_all_credentials:
            with past.at(troupe.moment(one.days_ago)):
                one.act(troupe)
            yield


class Troupe:
    def __init__(self, stage: Stage, met: Mapping[str, int], is_crowd: bool) -> None:
        self.is_crowd, self.stage = is_crowd, stage
        self.today, self.ids = stage.today, met
        self.home_id, self.practicals = stage.clinics[0].id, stage.practicals
        self.versions = {one.version.credential.slug: one.version.id for one in stage.followed[self.home_id]}

    def __getitem__(self, key: str) -> Person:
        return db.session.get_one(Person, self.ids[key])

    @property
    def home(self) -> Clinic:
        return db.session.get_one(Clinic, self.home_id)

    @property
    def has_all_credentials(self) -> bool:
        return len(self.versions) > 2

    def version(self, slug: str) -> CredentialVersion:
        return db.session.get_one(CredentialVersion, self.versions[slug])

    def moment(self, days_ago: int) -> datetime:
        """Late in the morning at home, and never later than now."""
        return min(datetime.combine(self.day(days_ago), time(17), UTC), clock.now())

    def day(self, days_ago: int) -> date:
        return self.today - timedelta(days=days_ago)

    def occasion(self, key: str, by: str = "director", reason: str = "", days_ago: int | None = None) -> Occasion:
        """Something about one of the cast: effective on the day of the scene, or so many days ago."""
        on = clock.today(self.home.time_zone) if days_ago is None else self.day(days_ago)
        return Occasion(self[key], self.home, self[by], on, reason)

    def newest(self, key: str, kind: str) -> Entry:
        """The newest line of a kind in somebody's file."""
        theirs = select(Entry).where(Entry.person_id == self.ids[key], Entry.kind == kind)
        found = db.session.scalars(theirs.order_by(Entry.from_on.desc(), Entry.id.desc()).limit(1)).first()
        assert found is not None, f"{key} has no {kind}"
        return found

    def certificate(self, key: str, slug: str) -> Certificate:
        """The newest of a credential that somebody holds."""
        held = [one for one in queries.certificates_of(self[key]) if one.credential_version.credential.slug == slug]
        return held[0]

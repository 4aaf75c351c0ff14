"""Sample clinics of any size. Rows are written in bulk; every form, mark and certificate comes from the real rules."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from random import Random

from trainer.banks import queries as banks
from trainer.demo import bulk, cast, rules
from trainer.demo.batch import Batch
from trainer.demo.files import File, Play, fill, line
from trainer.demo.policies import modules_of
from trainer.demo.rules import Piece, Sitting, Wish
from trainer.demo.scenes import play_scenes
from trainer.demo.sheets import KEPT, sheets_of
from trainer.demo.stage import Stage, set_stage
from trainer.insight.actions import note_numbers
from trainer.people.models import Clinic, Membership, Person, PersonProfession
from trainer.quizzes.rules import KEY_READERS

PEOPLE_A_CLINIC = 400
AT_ONCE = 1000  # people a transaction
LEADING = cast.Part("", "", (), None, "leading", "thorax")
CLINICS = 3  # of a sample that is no crowd: one of each sort


@dataclass(frozen=True)
class Entrance:
    """Somebody about to be written: who, where, with which story."""

    part: cast.Part
    email: str
    clinic: Clinic


def load(people: int, attempts: int, seed: int) -> Iterator[int]:
    """Make clinics and so many people with their histories; yields how many are done, for the caller to commit.

    `attempts` bounds the sittings that are written; whoever comes after the bound is a newcomer without a history.
    """
    random = Random(seed)
    stage = set_stage(clinics=max(CLINICS if people > 20 else 1, people // PEOPLE_A_CLINIC), seed=seed)
    play = Play(
        stage=stage,
        batch=Batch(),
        random=random,
        sheets={
            version.module.slug: sheets_of(banks.published(version.id), random, min(KEPT, 4 + people // 5))
            for version in stage.versions
        },
        attempts_left=attempts,
    )
    met: dict[str, int] = {}
    enter_leads(play)
    for done, entrance in enumerate(entrances(people, stage, seed, random), 1):
        met[entrance.part.key] = enter(play, entrance)
        if done % AT_ONCE == 0:
            play.batch.write()
            yield done
    play.batch.close()
    yield people
    if stage.has_personas:
        for _ in play_scenes(stage, met, people):
            yield people
    for version in stage.versions:
        note_numbers(version.module_id)
    yield people


def enter_leads(play: Play) -> None:
    """The directors are on stage already. Where practicals are observed two of them observe each other first."""
    for clinic in play.stage.clinics:
        leads = play.stage.leads[clinic.id]
        if len(leads) < 2:
            continue
        gathered: list[tuple[File, Sitting | Piece]] = []
        for lead, other in zip(leads, reversed(leads), strict=True):
            file = File(lead.id, lead.name, clinic, play.stage.followed[clinic.id], other, reads_keys=True)
            file.begin(lead.profession, play.stage.opened_at)
            play.files[lead.id] = file
            gathered += gather(play, file, LEADING)
        fill(play, gathered)


def entrances(people: int, stage: Stage, seed: int, random: Random) -> Iterator[Entrance]:
    """The cast first, then people of every story in turn."""
    known = [part for part in (*cast.PERSONAS, *cast.OTHERS) if stage.has_personas and part.clinic < len(stage.clinics)]
    for part in known[:people]:
        yield Entrance(part, part.email, stage.clinics[part.clinic])
    stories = [story for story, share in rules.STORIES.items() for _ in range(share)]
    gaps = [gap for gap, share in rules.GAPS.items() for _ in range(share)]
    gaps += [""] * (100 - len(gaps))
    for one in (stories, gaps):
        random.shuffle(one)
    names = [f"{given} {family}" for given in cast.GIVEN for family in cast.FAMILY]
    random.shuffle(names)
    names = [name for name in names if name not in {part.name for part in known}]
    for number in range(people - len(known[:people])):
        name, story = names[number % len(names)], stories[number % len(stories)]
        part = cast.Part(
            "",
            name,
            cast.ROLE,
            cast.PROFESSIONS[number % len(cast.PROFESSIONS)],
            story,
            random.choice(rules.LEVELS),
            gaps[number * 7 % len(gaps)],
        )
        email = f"{name.lower().replace(' ', '.')}.{seed}.{number}{cast.DOMAIN}"
        yield Entrance(part, email, stage.clinics[number % len(stage.clinics)])


def enter(play: Play, entrance: Entrance) -> int:
    """One person with memberships and history; the id."""
    part, clinic = entrance.part, entrance.clinic
    leads = play.stage.leads[clinic.id]
    if "director" in part.roles:
        return next(lead.id for lead in leads if lead.name == part.name)
    file = File(next(play.batch.ids[Person]), part.name, clinic, play.stage.followed[clinic.id], leads[-1])
    file.reads_keys = not set(KEY_READERS).isdisjoint(part.roles)
    gathered = gather(play, file, part)
    first = min((one.at for _, one in gathered), default=play.stage.opened_at + timedelta(days=1150))
    joined = first - timedelta(days=play.random.randint(1, 30))
    file.begin(part.profession, joined)
    join(play, entrance, file.person_id, bulk.stamp(joined))
    fill(play, gathered)
    return file.person_id


def join(play: Play, entrance: Entrance, person_id: int, joined: str) -> None:
    part, batch = entrance.part, play.batch
    unique = f"{play.random.getrandbits(128):032x}"
    batch.rows[Person].append((person_id, part.name, entrance.email, part.profession, joined, unique))
    if part.profession:
        batch.add(PersonProfession, person_id, part.profession, joined[:10], joined)
    for role in part.roles:
        clinic = None if role == "administrator" else entrance.clinic
        words = {"clinic": clinic.name if clinic else "the installation", "role": role}
        batch.add(Membership, person_id, clinic.id if clinic else None, role, joined[:10], joined)
        line(play, person_id, clinic, joined, "person.joined", None, **words)


def gather(play: Play, file: File, part: cast.Part) -> list[tuple[File, Sitting | Piece]]:
    """What there is to be in the file, unless the bound on attempts is reached."""
    stage, random = play.stage, play.random
    level = part.level if any(one.policy.regions for one in file.followed) else "knowledge"
    wish = Wish(level, stage.state_of(file.clinic), part.gap, part.practicals, (28, 28) if part is LEADING else (1, 7))
    sittings = rules.history(part.story, modules_of(file.followed, level), stage.today, random)
    if len(sittings) > play.attempts_left:
        play.attempts_left = 0
        return []
    play.attempts_left -= len(sittings)
    gathered: list[Sitting | Piece] = [*sittings, *rules.beside(sittings, wish, stage.today, random)]
    return [(file, one) for one in gathered]

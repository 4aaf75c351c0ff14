"""The sample clinic with one of everything on top, and the address of every page as each persona meets it."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta

from flask_security import hash_password
from flask_security.recoverable import generate_reset_password_token
from sqlalchemy import select, update

from tests.builders import saved
from tests.journeys.walks import PASSWORD
from trainer import clock, mail
from trainer.banks import queries as banks
from trainer.credentials.models import Certificate
from trainer.db import db
from trainer.demo import actions as demo
from trainer.demo import cast
from trainer.people import actions as people
from trainer.people.models import Clinic, Invitation, Membership, Person
from trainer.quizzes import actions as quizzes
from trainer.quizzes.models import Attempt
from trainer.quizzes.offers import offers

SEED = 7
SLUG = "pneumothorax-risk"


@dataclass
class World:
    """What the addresses need to know. Plain values, so that it outlives the database session that found them."""

    addresses: dict[str, list[str]] = field(default_factory=dict)  # by persona; "" is a stranger
    refused: dict[str, int] = field(default_factory=dict)  # the status of those that are no success


def person(key: str) -> Person:
    """A persona of the sample clinic."""
    email = next(one.email for one in cast.PERSONAS if one.key == key)
    return db.session.scalars(select(Person).where(Person.email == email)).one()


def make_world() -> World:
    for _ in demo.load(25, 500, SEED):
        pass
    world = World()
    for who, addresses in ADDRESSES.items():
        world.addresses[who] = addresses(world)
    db.session.commit()
    return world


def of_a_stranger(world: World) -> list[str]:
    director, holder = person("director"), person("holder")
    holder.password = hash_password(PASSWORD)
    newest, *_ = certificates_of(holder)
    renewed = db.session.scalars(select(Certificate).where(Certificate.id == newest.renews_id)).one()
    lapsed = db.session.scalars(
        select(Certificate).where(Certificate.valid_until < clock.now().date(), Certificate.id != renewed.id)
    ).first()
    assert lapsed is not None
    closed = {state: f"/invitations/{invite(director, f'{state}@example.org', state)}" for state in STATES}
    world.refused |= dict.fromkeys(closed.values(), 410)
    world.refused |= {"/setup/used": 404, "/invitations/unknown": 404, "/check/XXXX": 404, "/no-such-page": 404}
    return [
        "/sign-in",
        "/sign-in/passkey",
        "/password/reset",
        f"/password/reset/{generate_reset_password_token(holder)}",
        "/setup/used",
        f"/invitations/{invite(director, 'new@example.org')}",
        f"/invitations/{invite(director, holder.email, role='educator')}",
        "/invitations/unknown",
        *closed.values(),
        "/check",
        "/check?code=",
        *(f"/check/{one.code}" for one in (newest, renewed, lapsed)),
        "/check/XXXX",
        "/demo",
        "/no-such-page",
    ]


STATES = {
    "used": {"accepted_at": clock.now()},
    "withdrawn": {"withdrawn_at": clock.now()},
    "expired": {"expires_at": clock.now() - timedelta(days=1)},
}


def invite(director: Person, email: str, state: str = "", role: str = "practitioner") -> str:
    guest = people.Guest(cast.LONG_NAME, email, "chiropractor", role, director.clinics[0])
    token = people.invite(guest, by=director)
    if state:
        db.session.execute(update(Invitation).where(Invitation.email == email).values(STATES[state]))
    return token


def certificates_of(holder: Person) -> list[Certificate]:
    statement = select(Certificate).where(Certificate.person_id == holder.id).order_by(Certificate.valid_until.desc())
    return list(db.session.scalars(statement))


def of_a_newcomer(world: World) -> list[str]:
    newcomer, director = person("newcomer"), person("director")
    world.refused["/admin/"] = 403
    return [
        "/",
        "/modules/",
        *(f"/modules/{version.module.slug}/" for version in banks.live_versions()),
        f"/modules/{SLUG}/?version=1",
        f"/modules/{SLUG}/quiz",
        "/certificates/",
        f"/invitations/{invite(director, newcomer.email, role='director')}",
        f"/invitations/{invite(director, 'other@example.org', role='director')}",
        "/admin/",
    ]


def of_an_account(_world: World) -> list[str]:
    return [
        "/account",
        "/account/second-factor",
        "/account/authenticator",
        "/account/recovery-codes",
        "/account/passkeys",
        "/password/change",
        "/sign-in/again",
    ]


def of_somebody_underway(world: World) -> list[str]:
    """An attempt in the middle, one that failed, one that passed."""
    somebody = person("underway")
    sat = db.session.scalars(select(Attempt).where(Attempt.person_id == somebody.id).order_by(Attempt.id)).all()
    failed = next(attempt for attempt in sat if not attempt.passed)
    failed.submitted_at = clock.now() - timedelta(hours=2)  # so that the next is not open yet
    passed = next(attempt for attempt in sat if attempt.passed)
    attempt = begin(somebody, {one.module_version.module.slug for one in sat})
    world.refused[f"/attempts/{attempt.id}/result"] = 409
    return [
        "/",
        f"/attempts/{attempt.id}/questions/1",
        f"/attempts/{attempt.id}/questions/2",
        f"/attempts/{attempt.id}/questions/{len(attempt.form)}",
        f"/attempts/{attempt.id}/review",
        f"/attempts/{attempt.id}/result",
        f"/attempts/{failed.id}/result",
        f"/attempts/{passed.id}/result",
        f"/modules/{failed.module_version.module.slug}/quiz",
        f"/modules/{passed.module_version.module.slug}/quiz",
        f"/modules/{attempt.module_version.module.slug}/quiz",
    ]


def begin(somebody: Person, done: set[str]) -> Attempt:
    """A module not tried before, the first question answered, the second flagged."""
    slug = next(version.module.slug for version in banks.live_versions() if version.module.slug not in done)
    offer = offers(somebody, slug)[0]
    attempt = quizzes.start(somebody, offer.clinic, offer.adoption, offer.version, seed=SEED)
    quizzes.answer(attempt, 1, "0", 2)
    quizzes.flag(attempt, 2, True)
    return attempt


def of_a_holder(_world: World) -> list[str]:
    newest, *_ = held = certificates_of(person("holder"))
    return ["/", "/certificates/", f"/certificates/{newest.id}", f"/certificates/{held[-1].id}"]


def of_somebody_due_soon(_world: World) -> list[str]:
    return ["/", "/certificates/", "/modules/"]


def of_a_director(_world: World) -> list[str]:
    clinic = person("director").clinics[0]
    here = f"/clinics/{clinic.slug}"
    return [
        "/",
        f"{here}/roster",
        f"{here}/roster?state=lapsed&profession=chiropractor&sort=urgency",
        f"{here}/roster?name=nobody-of-this-name",
        f"{here}/roster?within=soon",
        *(f"{here}/people/{one.id}" for one in members(clinic)),
    ]


def members(clinic: Clinic) -> list[Person]:
    """Three whose pages differ: a renewed certificate, nothing yet, and a name that does not end."""
    long = db.session.scalars(select(Person).where(Person.name == cast.LONG_NAME)).first()
    assert long is not None
    assert clinic in long.clinics
    return [person("holder"), person("newcomer"), long]


def of_a_director_at_the_desk(_world: World) -> list[str]:
    director = person("director")
    here = f"/clinics/{director.clinics[0].slug}"
    membership = db.session.scalars(
        select(Membership).join(Person).where(Person.name == cast.LONG_NAME, Membership.left_on.is_(None))
    ).first()
    assert membership is not None
    return [
        f"{here}/modules",
        f"{here}/modules/{SLUG}/adoption",
        f"{here}/memberships",
        f"{here}/memberships/{membership.id}/end",
        f"{here}/invitations",
    ]


def of_an_educator(_world: World) -> list[str]:
    version = banks.live_version(SLUG)
    assert version is not None
    module = banks.published(version.id)
    drawn = next(passage for passage in module.material.passages if passage.picture)
    about_it = next((one for one in module.items if one.item.passage == drawn.id), module.items[1])
    return [
        "/",
        "/banks/",
        *(f"/banks/{one.module.slug}/" for one in banks.live_versions()),
        f"/banks/{SLUG}/?q=no-such-word",
        f"/banks/{SLUG}/items/{module.items[0].item.id}/",
        f"/banks/{SLUG}/items/{about_it.item.id}/",
    ]


def of_an_administrator(_world: World) -> list[str]:
    administrator, holder = person("administrator"), person("holder")
    now = clock.now()
    waiting = db.session.scalars(select(mail.Letter).order_by(mail.Letter.id)).first()
    assert waiting is not None
    sent = saved(mail.Letter(to="a@example.org", subject="Gone", text=None, written_at=now, sent_at=now, problem=None))
    return [
        "/",
        "/admin/",
        "/admin/outbox",
        f"/admin/outbox/{waiting.id}",
        f"/admin/outbox/{sent.id}",
        "/admin/clinics",
        "/admin/people",
        "/admin/people?q=nobody-of-this-name",
        f"/admin/people/{holder.id}",
        f"/admin/people/{administrator.id}/memberships/{administrator.memberships[0].id}/end",
        f"/admin/people/{holder.id}/second-factor/removal",
        "/admin/invitations",
        "/admin/two-factor",
        "/setup/modules",
    ]


ADDRESSES: dict[str, Callable[[World], list[str]]] = {
    "stranger": of_a_stranger,
    "newcomer": of_a_newcomer,
    "newcomer's account": of_an_account,
    "underway": of_somebody_underway,
    "holder": of_a_holder,
    "due-soon": of_somebody_due_soon,
    "director": of_a_director,
    "director at the desk": of_a_director_at_the_desk,
    "educator": of_an_educator,
    "administrator": of_an_administrator,
}
WHO = {who: key for who in ADDRESSES for key in [who.split("'")[0].split(" ")[0]]}

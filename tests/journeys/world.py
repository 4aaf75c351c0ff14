"""The sample clinic with one of everything on top, and the address of every page as each persona meets it."""

from collections.abc import Callable, Iterator
from dataclasses import asdict
from datetime import timedelta
from secrets import token_bytes

from flask import current_app
from flask_security import hash_password
from flask_security.recoverable import generate_reset_password_token
from sqlalchemy import Select, func, select, update

from tests.banks.drafts.builders import make_text
from tests.builders import make_person, saved, there
from tests.journeys.walks import PASSWORD
from tests.tamper import tamper
from trainer import clock, mail
from trainer.banks import queries as banks
from trainer.banks.authoring import actions as authoring
from trainer.banks.authoring import queries as manuscripts
from trainer.banks.authoring.forms.beginning import NEW_MODEL
from trainer.banks.authoring.models import PartVersion
from trainer.banks.authoring.reviewing import actions as reviewing
from trainer.banks.authoring.reviewing.queries import history
from trainer.banks.drafts import actions as drafts
from trainer.banks.drafts.queries import standings
from trainer.banks.exchange import actions as exchange
from trainer.banks.exchange.rules import Mapping
from trainer.banks.models import Item, ItemVersion, Module
from trainer.banks.published import PublishedModule
from trainer.credentials.models import Certificate
from trainer.db import db
from trainer.demo import actions as demo
from trainer.demo import cast
from trainer.people import actions as people
from trainer.people.models import Clinic, Invitation, Membership, Passkey, Person
from trainer.quizzes import actions as quizzes
from trainer.quizzes.models import Attempt, Response
from trainer.quizzes.offers import offers

SEED = 7
SLUG = "pneumothorax-risk"
Pages = dict[str, int]  # the status that each address answers with


def make_world() -> dict[str, Pages]:
    """Fill the database; the pages to visit, by persona and corner."""
    for _ in demo.load(25, 500, SEED):
        db.session.commit()
    protect(persona("due-soon"))
    pages = {corner: addresses() for corner, addresses in CORNERS.items()}
    db.session.commit()
    return pages


def persona(key: str) -> Person:
    email = next(one.email for one in cast.PERSONAS if one.key == key)
    return first(select(Person).where(Person.email == email))


def first(statement: Select):
    found = db.session.scalars(statement).first()
    assert found is not None, f"the sample has none: {statement}"
    return found


def protect(person: Person) -> None:
    """With every way to sign in: password, authenticator app, passkey, recovery codes."""
    person.password = hash_password(PASSWORD)
    person.tf_primary_method = "authenticator"
    person.tf_totp_secret = current_app.extensions["security"].totp_factory.generate_totp_secret()
    person.mf_recovery_codes = ["aaaa-bbbb-cccc", "dddd-eeee-ffff"]
    for usage in ("first", "secondary"):
        device = {"device_type": "multi_device", "backup_state": False, "extensions": "{}", "transports": []}
        key = {"credential_id": token_bytes(16), "public_key": token_bytes(32), "usage": usage}
        person.webauthn.append(Passkey(name=f"Passkey used {usage}", **device, **key))


def of_a_stranger() -> Pages:
    director, holder = persona("director"), persona("holder")
    holder.password = hash_password(PASSWORD)
    newest, *_ = certificates_of(holder)
    lapsed = first(
        select(Certificate).where(Certificate.valid_until < clock.now().date(), Certificate.person_id != holder.id)
    )
    return answered(
        200,
        "/sign-in",
        "/sign-in/passkey",
        "/password/reset",
        f"/password/reset/{generate_reset_password_token(holder)}",
        f"/invitations/{invite(director, 'new@example.org')}",
        f"/invitations/{invite(director, holder.email, role='educator')}",
        "/check",
        "/check?code=",
        *(f"/check/{code}" for code in (newest.code, first_of(newest).code, lapsed.code)),
        "/demo",
    ) | (
        answered(404, "/setup/used", "/invitations/unknown", "/check/XXXX", "/no-such-page")
        | answered(410, *(f"/invitations/{invite(director, f'{how}@example.org', how)}" for how in CLOSED))
    )


def answered(status: int, *addresses: str) -> Pages:
    return dict.fromkeys(addresses, status)


CLOSED = {
    "used": {"accepted_at": clock.now()},
    "withdrawn": {"withdrawn_at": clock.now()},
    "expired": {"expires_at": clock.now() - timedelta(days=1)},
}


def invite(director: Person, email: str, closed: str = "", role: str = "practitioner") -> str:
    guest = people.Guest(cast.LONG_NAME, email, "chiropractor", role, director.clinics[0])
    token = people.invite(guest, by=director)
    if closed:
        db.session.execute(update(Invitation).where(Invitation.email == email).values(CLOSED[closed]))
    return token


def certificates_of(holder: Person) -> list[Certificate]:
    statement = select(Certificate).where(Certificate.person_id == holder.id).order_by(Certificate.valid_until.desc())
    return list(db.session.scalars(statement))


def first_of(certificate: Certificate) -> Certificate:
    """The one that this one renews."""
    return first(select(Certificate).where(Certificate.id == certificate.renews_id))


def of_a_newcomer() -> Pages:
    newcomer, director = persona("newcomer"), persona("director")
    return answered(
        200,
        "/",
        "/modules/",
        "/certificates/",
        f"/modules/{SLUG}/quiz",
        f"/invitations/{invite(director, newcomer.email, role='director')}",
        f"/invitations/{invite(director, 'other@example.org', role='director')}",
    ) | answered(403, "/admin/")


def of_a_reader(*places: int) -> Callable[[], Pages]:
    """The articles, two at a time: they are long."""
    return lambda: answered(200, *(f"/modules/{banks.live_versions()[place].module.slug}/" for place in places))


def of_an_account() -> Pages:
    return answered(
        200,
        "/account",
        "/account/second-factor",
        "/account/authenticator",
        "/account/recovery-codes",
        "/account/passkeys",
        "/password/change",
        "/sign-in/again",
    )


def of_a_protected_account() -> Pages:
    return of_an_account() | answered(200, "/sign-in/again/passkey", "/account/recovery-codes?show_codes=1")


def of_somebody_underway() -> Pages:
    """An attempt in the middle, one that failed, one that passed."""
    somebody = persona("underway")
    sat = db.session.scalars(select(Attempt).where(Attempt.person_id == somebody.id).order_by(Attempt.id)).all()
    failed = next(attempt for attempt in sat if not attempt.passed)
    earlier = clock.now() - timedelta(hours=2)  # so that the next is not open yet
    tamper(update(Attempt).where(Attempt.id == failed.id).values(submitted_at=earlier))
    passed = next(attempt for attempt in sat if attempt.passed)
    open_one = begin(somebody, {one.module_version.module.slug for one in sat})
    return answered(
        200,
        "/",
        *(f"/attempts/{open_one.id}/questions/{number}" for number in (1, 2, len(open_one.form))),
        f"/attempts/{open_one.id}/review",
        *(f"/attempts/{attempt.id}/result" for attempt in (failed, passed)),
        *(f"/modules/{attempt.module_version.module.slug}/quiz" for attempt in (failed, passed, open_one)),
    )


def begin(somebody: Person, done: set[str]) -> Attempt:
    """A module not tried before, the first question answered, the second flagged."""
    slug = next(version.module.slug for version in banks.live_versions() if version.module.slug not in done)
    offer = offers(somebody, slug)[0]
    attempt = quizzes.start(somebody, offer.clinic, offer.adoption, offer.version, seed=SEED)
    quizzes.answer(attempt, 1, key_of(attempt, 1), 2)
    quizzes.flag(attempt, 2, True)
    return attempt


def key_of(attempt: Attempt, number: int) -> str:
    """The right answer to a question, of whatever kind, as it is kept."""
    item = banks.published(attempt.module_version_id).by_version[attempt.form[number - 1]["item"]]
    return item.kind.key(item.item)


def of_a_holder() -> Pages:
    newest, *_ = certificates_of(persona("holder"))
    return answered(
        200,
        "/",
        "/certificates/",
        f"/certificates/{newest.id}",
        f"/certificates/{newest.id}/wallet",
        "/certificates/calendar",
        "/account/reminders",
        f"/certificates/{newest.renews_id}",
        f"/certificates/{newest.renews_id}/wallet",
    )


def of_somebody_due_soon() -> Pages:
    return answered(200, "/", "/certificates/", "/modules/")


LAST_YEAR = clock.now().date() - timedelta(days=365)


def of_a_director() -> Pages:
    clinic = persona("director").clinics[0]
    here = f"/clinics/{clinic.slug}"
    return answered(
        200,
        "/",
        f"{here}/roster",
        f"{here}/roster?state=lapsed&profession=chiropractor&sort=urgency",
        f"{here}/roster?name=nobody-of-this-name",
        f"{here}/roster?within=soon",
        f"{here}/roster/learned?as_of={LAST_YEAR}&as_known_on={LAST_YEAR}",
        f"{here}/people/{long_name().id}/standing",
        f"{here}/people/{persona('holder').id}/standing?as_of={LAST_YEAR}&as_known_on={LAST_YEAR}",
        f"{here}/binder?state=lapsed",
        f"{here}/binders",
        f"{here}/imports",
        f"{here}/reminders",
        f"{here}/reminders/words",
        f"{here}/reminders/words/letter",
        *(f"{here}/people/{one.id}" for one in (persona("holder"), persona("newcomer"), long_name())),
    ) | answered(404, f"{here}/people/{persona('administrator').id}")


def long_name() -> Person:
    return first(select(Person).where(Person.name == cast.LONG_NAME))


def of_a_director_at_the_desk() -> Pages:
    clinic: Clinic = persona("director").clinics[0]
    here = f"/clinics/{clinic.slug}"
    membership = first(select(Membership).where(Membership.person == long_name(), Membership.clinic == clinic))
    return answered(
        200,
        f"{here}/modules",
        f"{here}/modules/{SLUG}/adoption",
        f"{here}/changes",
        f"{here}/jurisdictions",
        f"{here}/jurisdictions/US-CO",
        f"{here}/jurisdictions/US-CO/1",
        f"{here}/jurisdictions/US-CO/adoption",
        f"{here}/jurisdictions/US-CO/ending",
        f"{here}/memberships",
        f"{here}/memberships/{membership.id}/end",
        f"{here}/memberships/{membership.id}/profession",
        f"{here}/invitations",
    )


def of_an_educator() -> Pages:
    version = banks.live_version(SLUG)
    assert version is not None
    module = banks.published(version.id)
    drawn = {passage.id for passage in module.material.passages if passage.picture}
    about_a_figure = next((one for one in module.items if one.item.passage in drawn), module.items[1])
    return answered(
        200,
        "/",
        "/banks/",
        f"/banks/{SLUG}/",
        f"/banks/{SLUG}/?q=no-such-word",
        "/banks/items",
        "/banks/items?q=needle&level=recall&alert=any&facility_from=10",
        "/banks/items?q=no-such-word",
        f"/banks/{SLUG}/items/{module.items[0].item.id}/",
        f"/banks/{SLUG}/items/{about_a_figure.item.id}/",
        f"/banks/{SLUG}/staleness/",
        f"/banks/{SLUG}/sources/",
        f"/banks/{SLUG}/sources/{module.sources[0].id}/change",
        f"/banks/{SLUG}/changes/",
        f"/banks/{SLUG}/changes/proposal",
        *models_of(module),
        *numbers_of(),
    ) | answered(404, f"/banks/{SLUG}/items/no-such-item/")


def numbers_of() -> Iterator[str]:
    """Of all modules, of one, of its forms, of the item that most have met."""
    asked = select(Item.slug).join(ItemVersion, ItemVersion.item_id == Item.id).join(Response)
    asked = asked.join(Module, Module.id == Item.module_id).where(Module.slug == SLUG)
    most = asked.group_by(Item.slug).order_by(func.count().desc(), Item.slug)
    here = f"/numbers/{SLUG}/"
    pages = (here, f"{here}?by=version&sort=-facility", f"{here}form/", f"{here}items/{first(most)}/")
    yield from ("/numbers/", "/studies/", *pages)


def models_of(module: PublishedModule) -> Iterator[str]:
    """The pages of the model with the most tables: all of them, its list of variants, and the first of those."""
    here = f"/banks/{SLUG}/models/"
    model = max(module.content.models, key=lambda one: len(one.tables))
    first_variant = next(one.item.id for one in module.items if one.item.made and one.item.made.model == model.id)
    yield from (here, f"{here}{model.id}/", f"{here}{model.id}/variants/", f"{here}{model.id}/variants/?which=off")
    yield f"{here}{model.id}/variants/{first_variant.removeprefix(f'{model.id}-')}/"
    yield f"/banks/{SLUG}/items/{first_variant}/"


def of_an_educator_with_a_text() -> Pages:
    """A text with a draft of every kind, some of them decided, one with a finding."""
    educator = persona("educator")
    text = make_text(educator, title=f"Clean hands, as {cast.LONG_NAME} wrote it down")
    first, second, third, *_ = standings(text)
    drafts.accept(educator, text, first, first.document)
    drafts.reject(educator, text, second, "Another draft asks the same")
    drafts.edit(educator, text, third, third.document | {"stem": "Washing always takes 40 seconds."})
    here = f"/drafts/{text.id}/"
    return answered(
        200,
        "/drafts/",
        "/drafts/new",
        here,
        f"{here}?show=rejected",
        *(f"{here}{position}/" for position in range(1, 8)),
        *(f"{here}{position}/edit" for position in (1, 3, 4, 6, 7)),
        f"{here}module",
        f"{here}removal",
    ) | answered(404, f"{here}99/")


def of_an_educator_who_reviews() -> Pages:
    """What a colleague wrote at a live module: handed in, sent back and answered, published, and in the way."""
    educator, version = persona("educator"), banks.live_version(SLUG)
    colleague = make_person("educator", educator.clinics[0], name=cast.LONG_NAME)
    manuscript = authoring.open_manuscript(colleague, version, SLUG, version.title)
    item, model, article = (
        next(one for one in manuscripts.standings(manuscript) if one.kind == kind)
        for kind in ("item", "model", "material")
    )
    written = {}
    for one, changes in (
        (item, {"stem": "What comes first?"}),
        (model, {"title": "Other"}),
        (article, {"text": "{#p}\nP."}),
    ):
        part = there(manuscripts.part(manuscript.id, one.part_id))
        newest = manuscripts.newest_version(part)
        saved_one = authoring.save(colleague, part, newest.document | changes, newest.number)
        assert isinstance(saved_one, PartVersion)
        written[one.kind] = saved_one
        authoring.submit(colleague, saved_one)
    remark = reviewing.remark(educator, written["item"], "options.0.why", "Say which needle.")
    reviewing.answer(colleague, remark, "The long one.")
    reviewing.remark(educator, written["item"], "", "And how deep?")
    article_history = there(history(part_id=article.part_id))
    reviewing.review(educator, article_history, written["material"], approves=True)
    here = f"/manuscripts/{manuscript.id}"
    return answered(
        200,
        "/reviews/",
        f"/reviews/?manuscript={manuscript.id}",
        *(f"/reviews/{version.id}/" for version in written.values()),
        f"{here}/parts/{item.part_id}/versions/",
        f"{here}/publication",
        f"/banks/{SLUG}/differences/",
    ) | answered(404, "/reviews/999999/")


def of_an_educator_who_writes() -> Pages:
    """A new module with a part of every kind, some of them half written."""
    educator = persona("educator")
    manuscript = authoring.open_manuscript(educator, None, "half-written", "Half written")
    about = there(manuscripts.part_called(manuscript, "about", "about"))
    objective = {"id": "wash", "short": "Wash hands", "text": "Wash hands.", "safety_critical": True}
    authoring.save(educator, about, {"title": "Half written", "objectives": [objective], "sources": [{}]}, 1)
    item = {"kind": "single best answer", "stem": "What is not clean?", "options": [{"text": "Hands", "key": True}]}
    for kind, document in (("item", item), ("case", {"text": "A hand."}), ("model", NEW_MODEL), ("figure", {})):
        authoring.add_part(educator, manuscript, kind, f"a-{kind}", {"text": ""} | document)
    here = f"/manuscripts/{manuscript.id}"
    parts = {one.kind: f"{here}/parts/{one.part_id}/" for one in manuscripts.standings(manuscript)}
    return answered(
        200,
        "/manuscripts/",
        "/manuscripts/new",
        f"{here}/",
        f"{here}/?kind=figure&state=retired",
        f"{here}/new/item",
        f"{here}/new/figure",
        f"{here}/drafts",
        *(parts[kind] for kind in ("about", "blueprint", "facts", "material", "figure", "item", "model")),
        f"{parts['item']}preview?view=review&colors=dark",
    ) | answered(404, f"{here}/parts/999999/")


def of_an_educator_with_a_file() -> Pages:
    """A file that was imported, the same one changed and not confirmed yet, one that is only read."""
    educator = persona("educator")
    gift = "$CATEGORY: hands\n\n//[id:foam]\n::Foam::What makes foam?{=soap#It does. ~sand}\n\nSay more.{}\n\nX?{=a ~b"
    done, changed, read = (
        exchange.send_in(educator, "hands.gift", text.encode())
        for text in (gift, gift.replace("makes foam", "foams"), f"{gift}\n\n{'Y?'}{{=c ~d}}")
    )
    mapping = Mapping("new hands-of-a-file", "Hands of a file")
    exchange.plan(done, mapping, asdict(mapping))
    exchange.confirm(educator, done, mapping)
    while exchange.import_some(done):
        pass
    again = Mapping(f"manuscript {done.manuscript_id}")
    exchange.plan(changed, again, asdict(again))
    return answered(
        200,
        "/imports/",
        f"/imports/{done.id}/",
        f"/imports/{changed.id}/?show=changed",
        f"/imports/{changed.id}/mapping",
        f"/imports/{read.id}/",
        f"/imports/{read.id}/?show=left-out",
        "/exports/",
        f"/exports/?of=manuscript+{done.manuscript_id}&format=aiken",
    ) | answered(404, "/imports/999999/")


def of_an_administrator() -> Pages:
    administrator, holder, protected = persona("administrator"), persona("holder"), persona("due-soon")
    now = clock.now()
    waiting = first(select(mail.Letter).order_by(mail.Letter.id))
    sent = saved(
        mail.Letter(to="a@example.org", subject="It has left", text=None, written_at=now, sent_at=now, problem=None)
    )
    return answered(
        200,
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
        f"/admin/people/{protected.id}",
        f"/admin/people/{protected.id}/second-factor/removal",
        "/admin/invitations",
        "/admin/two-factor",
        "/setup/modules",
    )


# By persona and corner, the longest first. "stranger" is nobody.
CORNERS: dict[str, Callable[[], Pages]] = {
    "newcomer, reading": of_a_reader(0, 1),
    "newcomer, reading on": of_a_reader(2, 3),
    "stranger": of_a_stranger,
    "administrator": of_an_administrator,
    "underway": of_somebody_underway,
    "educator": of_an_educator,
    "educator, with a text": of_an_educator_with_a_text,
    "educator, reviewing": of_an_educator_who_reviews,
    "educator, with a file": of_an_educator_with_a_file,
    "educator, writing": of_an_educator_who_writes,
    "director": of_a_director,
    "director, at the desk": of_a_director_at_the_desk,
    "newcomer": of_a_newcomer,
    "newcomer, account": of_an_account,
    "due-soon, account": of_a_protected_account,
    "holder": of_a_holder,
    "due-soon": of_somebody_due_soon,
}

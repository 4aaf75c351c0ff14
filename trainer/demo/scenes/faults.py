"""A key that slipped while a question was written anew: who met it, who contested it, how it is being mended."""

from copy import deepcopy
from dataclasses import asdict

from sqlalchemy import select

from trainer.banks import actions as banks_actions
from trainer.banks import queries as banks
from trainer.banks.authoring import actions as authoring
from trainer.banks.authoring import queries as manuscripts
from trainer.banks.authoring.models import Manuscript, Part, PartVersion
from trainer.banks.authoring.publishing import actions as publishing
from trainer.banks.authoring.publishing import making
from trainer.banks.authoring.publishing.queries import Pile
from trainer.banks.authoring.reviewing import actions as reviewing
from trainer.banks.authoring.reviewing.queries import history
from trainer.banks.content import SingleBestAnswer
from trainer.banks.exchange import actions as exchange
from trainer.banks.exchange.rules import Choice, Mapping
from trainer.banks.models import ItemVersion
from trainer.banks.published import PublishedItem
from trainer.db import db
from trainer.demo import cast
from trainer.demo.scenes.cohort import sheets_that_ask, sit_together
from trainer.demo.scenes.troupe import Troupe, scene
from trainer.demo.stage import signed
from trainer.errors import Refused
from trainer.insight.corrections import actions as corrections
from trainer.insight.corrections.actions import Proposal
from trainer.insight.corrections.models import Contest
from trainer.insight.corrections.radius import Plan, radius
from trainer.people.models import Membership, Person
from trainer.quizzes.models import Attempt, Response

MODULE, ITEM = "evidence-and-communication", "how-long-pooled"
TWO_EDUCATORS = ("educator", "other-director")
RIGHT, SLIPPED = "Up to 12 weeks", "Up to 12 months"
FILE = """\
::Size before sign:: A trial of 400 people finds 2 mm of 100 less pain, 95% confidence interval 1 to 3 mm. What is \
best said of it? {
=A sure difference that is too small to matter#It excludes zero, and all of it lies below what people notice.
~A large benefit#2 of 100 mm is little.
~No difference#The interval excludes zero.}

::Told by the clinic:: Whoever tells a patient that needling cures says more than the trials do. {T}

::Which scale:: Pain in most trials is measured on {
~a visual analog scale
~a numeric rating scale}

::In your words:: Explain to a patient what a trial cannot tell. {}
"""


@scene(700, *TWO_EDUCATORS)
def a_key_slips_while_a_question_is_written_anew(troupe: Troupe) -> None:
    live = banks.live_version(MODULE)
    assert live is not None
    manuscript = authoring.open_manuscript(troupe["educator"], live, MODULE, live.title)
    version = reworked(troupe, manuscript, SLIPPED, "Options in order of length. (invented)")
    part_history = history(part_id=version.part_id)
    assert part_history is not None
    reviewing.review(troupe["other-director"], part_history, version, approves=True)
    pile = Pile.of(manuscript.id)
    assert pile is not None
    made = making.made(MODULE, pile.pieces)
    assert made.module is not None, made.problems
    newer, _ = publishing.publish(troupe["other-director"], manuscript, made.module)
    for clinic in troupe.stage.clinics:
        director = db.session.get_one(Person, troupe.stage.leads[clinic.id][0].id)
        banks_actions.adopt(director, clinic, newer, adopted_on=troupe.day(700), **signed(director))


def reworked(troupe: Troupe, manuscript: Manuscript, key: str, note: str) -> PartVersion:
    """The item with this option as its key, saved and handed in."""
    part = manuscripts.part_called(manuscript, "item", ITEM)
    newest = manuscripts.newest_version(part) if part else None
    assert part is not None
    assert newest is not None
    document = deepcopy(newest.document)
    for option in document["options"]:
        option["key"] = option["text"] == key
    saved = authoring.save(troupe["educator"], part, document, newest.number, note)
    assert isinstance(saved, PartVersion)
    authoring.submit(troupe["educator"], saved)
    return saved


def slipped() -> PublishedItem:
    """As it is live."""
    live = banks.live_version(MODULE)
    assert live is not None
    return next(one for one in banks.published(live.id).items if one.item.id == ITEM)


@scene(29, *TWO_EDUCATORS)
def people_sit_the_module(troupe: Troupe) -> None:
    live = banks.live_version(MODULE)
    assert live is not None
    module, item = banks.published(live.id), slipped()
    assert isinstance(item.item, SingleBestAnswer)
    options = item.item.options
    right = next(str(place) for place, one in enumerate(options) if one.text == RIGHT)
    people = db.session.execute(
        select(Person, Membership)
        .join(Membership, Membership.person_id == Person.id)
        .where(Membership.role == "practitioner", Person.email.like(f"%{cast.DOMAIN}"))
        .where(Person.id.not_in(select(Membership.person_id).where(Membership.role != "practitioner")))
        .where(Person.id.not_in([troupe.ids["newcomer"]]))
        .order_by(Person.id)
    ).all()
    clinics = {one.id: one for one in troupe.stage.clinics}
    takers = [(person, clinics[place.clinic_id]) for person, place in people if place.clinic_id in clinics]
    adoptions = {
        clinic.id: adoption
        for clinic in clinics.values()
        if (adoption := banks.adoption_in_force(clinic, live.module)) is not None
    }
    sheets, unlucky = sheets_that_ask(module, item.version_id, right, troupe.home.slug)
    sit_together(troupe.stage, takers, adoptions, sheets, unlucky)


@scene(20, *TWO_EDUCATORS)
def two_of_them_contest_it(troupe: Troupe) -> None:
    words = (
        "The pooled trials show less pain up to 12 weeks, as the article says. My answer was marked wrong. (invented)",
        "I gave 12 weeks, from the passage on the meta-analysis. Nothing there speaks of months. (invented)",
    )
    met = (
        select(Attempt, Response.number)
        .join(Response, Response.attempt_id == Attempt.id)
        .where(Response.item_version_id == slipped().version_id, Response.score == 0)
        .where(Response.given.is_not(None), Attempt.clinic_id == troupe.home_id)
        .order_by(Attempt.id)
        .limit(len(words))
    )
    for (attempt, number), said in zip(db.session.execute(met), words, strict=False):
        corrections.contest(attempt, number, said)


@scene(12, *TWO_EDUCATORS)
def one_of_them_is_answered(troupe: Troupe) -> None:
    first = db.session.scalars(select(Contest).order_by(Contest.id).limit(1)).first()
    if first is not None:
        words = "You are right: the key moved when the options were put in another order. (invented)"
        corrections.answer(first, True, words, troupe["educator"])


@scene(11, *TWO_EDUCATORS)
def a_correction_is_proposed_and_waits_for_directors(troupe: Troupe) -> None:
    version = db.session.get_one(ItemVersion, slipped().version_id)
    key = deepcopy(dict(version.document))
    for option in key["options"]:
        option["key"] = option["text"] == RIGHT
    plan = Plan(version.item.module_id, "key", {version.id: key}, retest_until=troupe.day(-80))
    reason = "The key stood at 12 months; the passage and its source say 12 weeks. (invented)"
    corrections.propose(Proposal(plan, reason, radius(plan).digest), troupe["educator"])


@scene(10, *TWO_EDUCATORS)
def the_question_is_mended_and_waits_for_review(troupe: Troupe) -> None:
    manuscript = manuscripts.open_manuscript_of(MODULE)
    assert manuscript is not None
    version = reworked(troupe, manuscript, RIGHT, "The key is where the passage has it. (invented)")
    words = "The key is right now. Does “span” in the stem say clearly that the longest one is asked? (invented)"
    reviewing.remark(troupe["other-director"], version, "stem", words)


@scene(8, *TWO_EDUCATORS)
def questions_come_in_from_another_product(troupe: Troupe) -> None:
    """One without a right answer, one of a kind that is not supported: both named, neither guessed."""
    manuscript = manuscripts.open_manuscript_of(MODULE)
    assert manuscript is not None
    batch = exchange.send_in(troupe["educator"], "talking-about-trials.gift", FILE.encode())
    mapping = Mapping(f"manuscript {manuscript.id}", usual=Choice("appraise", "judgment"))
    exchange.plan(batch, mapping, asdict(mapping))
    exchange.confirm(troupe["educator"], batch, mapping)
    db.session.refresh(batch)
    while exchange.import_some(batch):
        db.session.flush()


@scene(6, *TWO_EDUCATORS)
def one_of_those_is_handed_in_and_sent_back(troupe: Troupe) -> None:
    newest = select(PartVersion).join(PartVersion.part).where(PartVersion.origin.like("batch %"), Part.kind == "item")
    version = db.session.scalars(newest.order_by(PartVersion.id).limit(1)).first()
    if version is None:
        raise Refused("The sample file brought no question.")
    authoring.submit(troupe["educator"], version)
    part_history = history(part_id=version.part_id)
    assert part_history is not None
    words = "Good question. Name the passage and the facts it rests on, then hand it in again. (invented)"
    reviewing.review(troupe["other-director"], part_history, version, approves=False, words=words)

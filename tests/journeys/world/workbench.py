"""Pages of an educator who writes, reviews and imports: each with something of its own on the desk."""

from dataclasses import asdict

from tests.banks.drafts.builders import make_text
from tests.builders import make_person, there
from tests.journeys.world.sample import SLUG, Pages, answered, persona
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
from trainer.demo import cast


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

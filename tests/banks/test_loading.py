"""What was live stays live, what changed becomes a new version, and what is in use is never touched."""

from sqlalchemy import func, select

from tests.banks.builders import change, item, live, live_version, load, sound_bank
from tests.builders import make_person
from trainer.banks import queries
from trainer.banks.models import ItemVersion, ModuleVersion
from trainer.db import db
from trainer.quizzes import actions as quizzes
from trainer.trail import Event


def rows(model):
    return db.session.scalar(select(func.count()).select_from(model))


def versions_of_items(slug="hands"):
    return {one.item.id: one.version_id for one in live(slug).items}


def test_the_first_load_publishes_everything(app, tmp_path):
    report = load(sound_bank(tmp_path, "hands", "feet"))
    assert report.published == ["feet 1", "hands 1"]
    assert rows(ItemVersion) == 8
    lines = db.session.scalars(select(Event).where(Event.name == "module.published")).all()
    assert [line.sentence for line in lines] == [
        "published version 1 of About feet",
        "published version 1 of About hands",
    ]


def test_loading_again_changes_nothing(app, tmp_path):
    root = sound_bank(tmp_path)
    load(root)
    before = versions_of_items()
    report = load(root)
    assert (report.published, report.unchanged) == ([], ["hands 1"])
    assert versions_of_items() == before
    assert rows(Event) == 1


def test_a_module_without_cases_models_and_waivers_is_kept_as_before_there_were_any(app, tmp_path):
    """Else every module became a new version with the upgrade, and every clinic had to adopt it again."""
    load(sound_bank(tmp_path))
    assert not {"cases", "models", "waivers"} & set(live_version().document)


def test_a_changed_item_is_a_new_version_and_the_others_stay(app, tmp_path):
    root = sound_bank(tmp_path)
    load(root)
    before = versions_of_items()
    change(root / "hands" / "items.yaml", "What about two?", "What then of two?")
    assert load(root).published == ["hands 2"]
    after = versions_of_items()
    assert {slug for slug in after if after[slug] != before[slug]} == {"two"}
    assert live().by_slug["two"].number == 2
    assert live().by_slug["two"].item.stem == "What then of two?"
    assert queries.published(queries.version_of("hands", 1).id).by_slug["two"].item.stem == "What about two?"


def test_a_change_of_the_article_leaves_the_items_as_they_are(app, tmp_path):
    root = sound_bank(tmp_path)
    load(root)
    before = versions_of_items()
    change(root / "hands" / "material.md", "seconds", "long seconds")
    assert load(root).published == ["hands 2"]
    assert versions_of_items() == before


def test_a_change_taken_back_is_a_version_of_its_own(app, tmp_path):
    root = sound_bank(tmp_path)
    for old, new in [("about two", "of two"), ("of two", "about two")]:
        load(root)
        change(root / "hands" / "items.yaml", old, new)
    assert load(root).published == ["hands 3"]
    assert live().by_slug["two"].number == 3


def test_an_item_that_is_gone_comes_back_as_the_same_item(app, tmp_path):
    root = sound_bank(tmp_path)
    spare = item("spare")
    items = root / "hands" / "items.yaml"
    for written in (items.read_text() + spare, items.read_text(), items.read_text() + spare):
        items.write_text(written)
        load(root)
    assert live_version().number == 3
    assert live().by_slug["spare"].number == 1


def test_a_fault_leaves_the_live_version_alone_while_others_load(app, tmp_path):
    root = sound_bank(tmp_path, "hands", "feet")
    load(root)
    change(root / "hands" / "items.yaml", "objective: wash", "objective: dry")
    change(root / "feet" / "material.md", "seconds", "long seconds")
    report = load(root)
    assert report.published == ["feet 2"]
    assert [fault.rule for fault in report.faults] == ["unknown-objective"]
    assert live_version("hands").number == 1
    assert live("hands").by_slug["one"].item.objective == "wash"


def test_a_folder_that_is_gone_stays_live(app, tmp_path):
    load(sound_bank(tmp_path, "hands", "feet"))
    report = load(sound_bank(tmp_path / "later", "hands"))
    assert (report.published, report.unchanged) == ([], ["hands 1"])
    assert [version.module.slug for version in queries.live_versions()] == ["feet", "hands"]


def test_an_attempt_under_way_keeps_its_form(app, tmp_path):
    root = sound_bank(tmp_path)
    load(root)
    attempt = quizzes.start(make_person(), None, None, live_version(), seed=1)
    db.session.commit()
    form = [dict(question) for question in attempt.form]
    texts = [queries.published(attempt.module_version_id).by_version[one["item"]].item.stem for one in form]

    for slug in ("one", "two", "three"):
        change(root / "hands" / "items.yaml", f"What about {slug}?", f"What then of {slug}?")
    load(root)
    app.extensions["published modules"].clear()  # another process, which has compiled nothing yet
    db.session.expire_all()

    module = queries.published(attempt.module_version_id)
    assert attempt.form == form
    assert [module.by_version[one["item"]].item.stem for one in form] == texts
    assert module.number == 1
    assert rows(ModuleVersion) == 2


def test_the_order_of_the_bank_is_kept(app, tmp_path):
    root = sound_bank(tmp_path)
    items = root / "hands" / "items.yaml"
    items.write_text(item("zero") + items.read_text())
    load(root)
    assert list(live().by_slug) == ["zero", "one", "two", "three", "four"]


def test_a_module_version_is_compiled_once(app, tmp_path, statements):
    load(sound_bank(tmp_path))
    version_id = live_version().id
    with statements() as first:
        module = queries.published(version_id)
    with statements() as second:
        assert queries.published(version_id) is module
    assert (len(first) <= 2, second) == (True, [])

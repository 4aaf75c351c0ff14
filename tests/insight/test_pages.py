"""An educator looks at the numbers: of all modules, of one, of its forms, of an item."""

from random import Random

import pytest

from tests.browser import words
from tests.builders import make_clinic, make_person
from tests.insight.builders import add_versions, make_bank, sit
from trainer.banks.cards.models import ItemCard
from trainer.db import db
from trainer.insight.actions import noted
from trainer.insight.columns import Asked
from trainer.insight.queries import extents
from trainer.insight.summaries import summary_of


@pytest.fixture
def educator(browser):
    return browser.sign_in(make_person("educator"))


def answer(random: Random, able: float) -> int:
    return 0 if random.random() < able else random.choice([1, 1, 2])  # nobody falls for the last option


def sat_by_many(version, takers: int = 90, **changes) -> None:
    """Of item 1 the key is wrong: those who know choose option 2. Ten items, everybody meets all."""
    random, forms = Random(3), []
    for taker in range(takers):
        able = 0.1 + 0.88 * taker / takers
        known = [answer(random, able) for _ in range(10)]
        known[0] = 2 if known[0] == 0 else 0
        forms.append([(item, known[item - 1]) for item in range(1, 11)])
    sit(version, forms, **changes)


def test_from_all_modules_to_one_item(educator):
    sat_by_many(make_bank(12), takers=150)
    page = educator.open("/numbers/")
    assert words(page.select_one("tbody tr")).startswith("About lungs 150 150 100%")
    page = educator.follow("About lungs")
    said = words(page.select_one("main"))
    assert "150 attempts, 1,500 answers" in said
    assert "The key may be wrong: of the upper third" in said
    assert "Negative discrimination: those who did better on the rest of their form did worse here" in said
    assert "Dead distractor: “absurd 2” was chosen by 0 of 150 takers." in said
    rows = page.select("table tbody tr")
    assert len(rows) == 10, "two items were never met"
    assert words(rows[0]).startswith("What of 1? item-00001, version 1 Key likely wrong, negative discrimination")
    assert len(page.select("svg.plot .plot-alarm")) + len(page.select("svg.plot .plot-point")) == 10

    page = educator.follow("What of 1?")
    assert educator.address == "/numbers/lungs/items/item-00001/"
    options = [words(row) for row in page.select("table")[1].select("tbody tr")]
    assert [one.split()[0] for one in options] == ["A.", "B.", "C.", "D."]
    assert "Key" in options[0]
    assert options[3].startswith("D. absurd 1 0 ")
    lower, upper = (int(words(cell).split()[0]) for cell in page.select("table")[1].select("tr")[3].select("td")[1::2])
    assert lower < upper, "the better the more choose the third option"
    assert len(page.select("svg.plot .is-key.plot-line")) == 1
    educator.open("/numbers/lungs/items/item-00012/")
    assert "No answers yet" in words(educator.page.select_one("main"))
    educator.open("/numbers/lungs/items/item-99999/", 404)
    educator.open("/numbers/no-such-module/", 404)


def test_forms_and_their_reliability(educator):
    sat_by_many(make_bank(12))
    said = words(educator.open("/numbers/lungs/form/").select_one("main"))
    assert "90 attempts of 10 questions." in said
    assert "reached the cut of 8 right (75%)" in said
    assert "Coefficient alpha (KR-20): everybody had the same questions." in said
    assert "with the correction of Keats" in said
    assert sum(int(words(row.select("td")[0])) for row in educator.page.select("table tbody tr")) == 90


def test_who_is_left_out_and_what_is_asked_for(educator):
    """Practice, those who may read keys, and later attempts; and a clinic of so few that one could tell who it was."""
    version, small = make_bank(12), make_clinic(name="Small clinic")
    sat_by_many(version, takers=40)
    sat_by_many(version, takers=7, is_counted=False)
    sat_by_many(version, takers=5, is_first=False)
    sat_by_many(version, takers=4, clinic=small)

    def lead() -> str:
        return words(educator.page.select_one(".lead"))

    educator.open("/numbers/lungs/")
    assert lead().startswith("44 attempts")
    said = words(educator.page.main)
    assert "Dead distractor" not in said
    assert "nobody has chosen" in said.partition("No alert, but worth knowing: of")[2]
    educator.open("/numbers/lungs/items/item-00002/")
    assert "Nobody has chosen it yet: 0 of 44 takers." in words(educator.page.select("tbody")[1])
    educator.open("/numbers/lungs/")
    educator.press("Show", attempts="all")
    assert lead().startswith("49 attempts")
    educator.press("Show", clinic=str(small.id))
    assert "Fewer than 5 attempts fit." in words(educator.page.select_one("main"))
    assert not educator.page.select("table, svg.plot")
    for page in ("form/", "items/item-00001/"):
        educator.open(f"/numbers/lungs/{page}?clinic={small.id}")
        assert "Fewer than 5 attempts fit." in words(educator.page.select_one("main"))
        assert not educator.page.select("table, svg.plot")
    educator.open("/numbers/lungs/?until=2026-02-01")
    assert "No attempts yet" in words(educator.page.select_one("main")) or "Fewer than 5" in educator.page.text
    educator.open("/numbers/lungs/?until=never&since=2026-13-40&clinic=999&by=none&version=7&sort=x")
    assert lead().startswith("44 attempts"), "what is no choice is ignored"


def test_versions_stand_beside_each_other_and_drift_is_told(educator):
    version = make_bank(12)
    add_versions([(1000, 1, 2)])
    random = Random(4)
    for item, knows in ((1, 0.95), (1000, 0.4)):
        others = [[(n, answer(random, 0.7)) for n in range(2, 8)] for _ in range(60)]
        sit(version, [[(item, answer(random, knows)), *rest] for rest in others])
    page = educator.open("/numbers/lungs/items/item-00001/")
    assert [words(row)[:12] for row in page.select("table")[0].select("tbody tr")] == ["Version 2 60", "Version 1 60"]
    assert "Drift between versions: version 1 was answered rightly by" in words(page.select_one("main"))
    listed = educator.open("/numbers/lungs/?by=version&sort=item").select("table tbody tr")
    assert ["version 1" in words(row) for row in listed[:2]].count(True) == 1


def test_it_is_read_again_only_when_somebody_handed_in(educator, statements):
    version = make_bank(12)
    sat_by_many(version, takers=20)
    educator.open("/numbers/lungs/")
    with statements() as first:
        educator.open("/numbers/lungs/")
    sat_by_many(version, takers=10)
    with statements() as again:
        educator.open("/numbers/lungs/")
    assert len(again) == len(first), "the answers are read by the driver itself, what the items ask is known"
    assert words(educator.page.select_one(".lead")).startswith("30 attempts")


@pytest.mark.sqlite
def test_ten_thousand_items_take_few_statements(educator, statements):
    version, random = make_bank(10_000), Random(5)
    sit(version, [[(random.randint(1, 10_000), answer(random, 0.7)) for _ in range(20)] for _ in range(500)])
    sit(version, [[(number, 0) for number in range(start, start + 100)] for start in range(1, 10_000, 100)])
    for address in ("/numbers/", "/numbers/lungs/", "/numbers/lungs/form/", "/numbers/lungs/items/item-00007/"):
        educator.app.extensions["numbers kept"].clear()
        with statements() as seen:
            page = educator.open(address)
        assert len(seen) + 1 < 8, (address, seen)  # and one that the driver sent itself
        if address == "/numbers/lungs/":
            assert len(page.select("table tbody tr")) == 50
            assert "Page 1 of 200" in words(page.select_one(".pager"))
            assert len(page.select("svg.plot circle")) == 300, "a plot does not draw them all"


def test_lists_of_items_learn_what_the_numbers_say(app):
    version = make_bank(12)
    db.session.add(card(version, 1))
    db.session.commit()
    sat_by_many(version)
    app.test_cli_runner().invoke(args=["insight", "note"])
    db.session.expire_all()
    first = db.session.get_one(ItemCard, 1)
    assert (first.takers, first.alert) == (90, "key likely wrong")
    summary, _ = summary_of(Asked(version.module_id), "item", extents(version.module_id))
    assert {row[0]: row[2] for row in noted(summary)}[1] == pytest.approx(first.facility)


def card(version, number: int) -> ItemCard:
    texts = dict.fromkeys(("case", "passage", "model", "model_title", "sources", "stem", "below", "text"), "")
    return ItemCard(
        item_id=number,
        module_id=version.module_id,
        item_version_id=number,
        slug=f"item-{number:05}",
        number=1,
        published_at=version.published_at,
        kind="single best answer",
        objective="a",
        objective_title="A",
        level="recall",
        use="scored",
        safety_critical=False,
        state="live",
        **texts,
    )

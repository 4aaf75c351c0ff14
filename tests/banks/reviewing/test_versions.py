"""Versions of a part: their remarks stay with them, any two stand side by side, and none is altered unnoticed."""

from sqlalchemy import select, update

from tests.banks.reviewing.builders import review, submit, texts, write
from tests.browser import words
from tests.tamper import tamper
from trainer import trail
from trainer.banks.authoring import actions as authoring
from trainer.banks.authoring.models import PartVersion, Remark
from trainer.db import db
from trainer.trail.checking import Counts, check


def test_remarks_stay_with_their_version_and_are_answered(desk, manuscript):
    one = write(desk.ada, manuscript, "one", stem="What is meant?")
    submit(desk.ada, one)
    desk.reviewer.open(f"/reviews/{one.id}/")
    page = desk.reviewer.press("Keep this remark", status=422, remark="  ")
    assert "Write the remark" in words(page.main)
    desk.reviewer.press("Keep this remark", remark="Say which glove.", about="options.1.why")
    page = desk.author.open(f"/reviews/{one.id}/")
    assert "Bo Berg on version 2, Option 2, rationale" in words(page.select_one(".review-remark"))
    desk.author.press("Answer", status=422)
    page = desk.author.press("Answer", answer="The left one.")
    assert "Ada Lang: The left one." in words(page.select_one(".review-answer"))
    write(desk.ada, manuscript, "one", stem="What exactly is meant?")
    page = desk.reviewer.open(f"/manuscripts/{manuscript.id}/parts/{one.part_id}/versions/")
    (entry,) = [row for row in page.select(".timeline li") if "Version 2" in words(row)]
    assert "Bo Berg on Option 2, rationale: Say which glove. Ada Lang: The left one." in words(entry)
    desk.reviewer.open(f"/reviews/{one.id}/")
    remark = db.session.scalars(select(Remark)).one()
    page = desk.reviewer.post(f"/reviews/remarks/{remark.id}/answer", status=422, answer="Again.")
    assert "The left one." in words(page.main), "the first answer stays"


def test_any_two_versions_side_by_side(desk, manuscript):
    for stem in ("What about two?", "What about three of them?"):
        version = write(desk.ada, manuscript, "one", stem=stem)
    here = f"/manuscripts/{manuscript.id}/parts/{version.part_id}/versions/"
    page = desk.reviewer.open(here)
    assert words(page.h1) == "Versions of item one"
    assert "From version 2 to version 3" in words(page.main)
    left, right = page.select(".review-side")
    assert texts(left, "del") == ["[removed: two? ]"]
    assert texts(right, "ins") == ["[added: three of them? ]"]
    assert not left.select("ins")
    page = desk.reviewer.press("Compare", **{"from": 1, "to": 2})
    assert texts(page, "del") == ["[removed: one? ]"]
    page = desk.reviewer.open(f"{here}?from=2&to=2")
    assert "Choose two versions" in words(page.main)
    assert texts(page, ".timeline-what") == [
        "Version 3 by Ada Lang: draft",
        "Version 2 by Ada Lang: draft",
        "Version 1 by Ada Lang: published",
    ]
    desk.reviewer.open(f"{here}?from=1&to=9", status=404)
    desk.reviewer.open(f"/manuscripts/{manuscript.id + 1}/parts/{version.part_id}/versions/", status=404)
    desk.reviewer.open(f"/reviews/{version.id + 99}/", status=404)
    desk.reviewer.open("/reviews/99999999999/", status=404)


def test_every_sort_of_part_can_be_reviewed(desk, manuscript):
    drawing = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><script>alert(1)</script></svg>'
    rows = [{"id": "one", "a": "b", "wrong": [{"text": x, "why": f"No {x}."} for x in ("c", "d")]}]
    model = {
        "title": "M",
        "objective": "wash",
        "level": "recall",
        "passage": "rub",
        "facts": ["F-1"],
        "cross": ["t"],
        "stem": "What about {t.id}?",
        "options": {"from": "own", "key": "{t.a}", "why_key": "So.", "count": 3},
        "tables": {"t": rows},
    }
    made = [
        write(desk.ada, manuscript, "material", "material", text="{#rub}\nRub well.\n"),
        write(desk.ada, manuscript, "about", "about", summary="Shorter."),
        write(desk.ada, manuscript, "blueprint", "blueprint", wash={"recall": 2}),
        write(desk.ada, manuscript, "facts", "facts", facts=[]),
        write(desk.ada, manuscript, "hand", "figure", text=drawing),
        authoring.add_part(desk.ada, manuscript, "item", "broken", {"kind": "single best answer", "stem": "?"}),
        authoring.add_part(desk.ada, manuscript, "model", "many", model),
        authoring.add_part(desk.ada, manuscript, "case", "story", {"text": "A 50-year-old patient."}),
        write(desk.ada, manuscript, "four", retired=True),
    ]
    submit(desk.ada, *made)
    seen = {}
    for version in made:
        page = desk.reviewer.open(f"/reviews/{version.id}/")
        seen[version.part.slug] = words(page.main)
        assert not page.select("script:not([src])")
    assert "Passage rub" in seen["material"]
    assert "Wash, recall" in seen["blueprint"]
    assert "<script> is not allowed in a figure" in seen["hand"]
    assert "cannot be shown as a question yet" in seen["broken"]
    assert "1 variant" in seen["many"]
    assert "A 50-year-old patient." in seen["story"]
    assert "With this version the item four is retired" in seen["four"]
    assert "Review 9 parts" in texts(desk.reviewer.open("/reviews/"), "a")


def test_a_text_that_is_altered_behind_its_approval_is_found(desk, manuscript):
    approved = write(desk.ada, manuscript, "one", stem="Whose words?")
    submit(desk.ada, approved)
    review(desk.bo, approved)
    trail.seal(thorough=True)
    assert not list(check(Counts()))
    forged = update(PartVersion.__table__).where(PartVersion.id == approved.id)
    tamper(forged.values(document=approved.document | {"stem": "Other words."}))
    [found] = list(check(Counts()))
    assert "part_version" in str(found)

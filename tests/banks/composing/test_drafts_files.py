"""drafts.yaml in the folder of a module: what is accepted is asked, the rest waits, and slips are named."""

import pytest

from tests.banks.builders import FACTS, change, item, live, load, sound_bank
from trainer.banks import loading

ACCEPTED = '{accepted: true, by: "Ada Example", on: 2026-11-26}'
REJECTED = '{accepted: false, by: "Ada Example", on: 2026-11-26, reason: Silly.}'


def draft(slug: str, decision: str = "open", quote: str = "Rub for twenty seconds", **of_item) -> str:
    note = f"  draft:\n    generator: definition\n    quote: {quote}\n    decision: {decision}\n"
    return item(slug, **of_item) + note


@pytest.fixture
def root(app, tmp_path):
    return sound_bank(tmp_path)


def put(root, *drafts, file="drafts.yaml"):
    (root / "hands" / file).write_text("".join(drafts))


def faults(root):
    return [(fault.rule, fault.file, fault.line) for fault in loading.check_all(root).faults]


def asked(root):
    assert faults(root) == []
    load(root)
    return [one.item.id for one in live().items]


def test_only_what_is_accepted_is_published(root):
    put(root, draft("five"), draft("six", ACCEPTED), draft("seven", REJECTED))
    assert asked(root) == ["one", "two", "three", "four", "six"]


def test_drafts_may_stand_in_several_files(root):
    put(root, draft("five", ACCEPTED), file="drafts-1.yaml")
    put(root, draft("six", ACCEPTED), file="drafts-2.yaml")
    assert asked(root)[-2:] == ["five", "six"]


def test_accepting_another_draft_makes_a_new_version_and_rejecting_none(root):
    put(root, draft("five"), draft("six"))
    load(root)
    change(root / "hands" / "drafts.yaml", "decision: open", f"decision: {REJECTED}")
    assert load(root).unchanged == ["hands 1"]
    change(root / "hands" / "drafts.yaml", "decision: open", f"decision: {ACCEPTED}")
    assert load(root).published == ["hands 2"]


def test_drafts_alone_will_do_once_they_meet_the_blueprint(root):
    (root / "hands" / "items.yaml").unlink()
    put(
        root,
        draft("one", ACCEPTED),
        draft("two", ACCEPTED, level="application"),
        draft("three", ACCEPTED, objective="stop", level="judgment"),
    )
    assert asked(root) == ["one", "two", "three"]


def test_without_a_decision_there_is_nothing_to_publish(root):
    (root / "hands" / "items.yaml").unlink()
    put(root, draft("one"), draft("two"))
    report = loading.check_all(root)
    assert [(fault.rule, fault.file, fault.message) for fault in report.faults] == [
        ("no-items", "hands/drafts.yaml", "None of the 2 drafts is accepted.")
    ]
    assert "banks decide hands" in report.faults[0].mend


def test_the_gap_names_the_drafts_that_could_fill_it(root):
    change(root / "hands" / "module.yaml", "wash: {recall: 1", "wash: {recall: 3")
    put(root, draft("five"), draft("six"), draft("seven", level="application"), draft("eight", REJECTED))
    (fault,) = loading.check_all(root).faults
    assert (fault.rule, fault.file) == ("blueprint", "hands/module.yaml")
    assert fault.mend == "2 drafts of it wait for a decision: accept 2, or draw fewer."


def test_an_accepted_draft_is_checked_like_any_item(root):
    put(root, draft("five", ACCEPTED, objective="dry"), draft("six", objective="dry"))
    assert faults(root) == [("unknown-objective", "hands/drafts.yaml", 3)]


@pytest.mark.parametrize(
    ("story", "quote", "is_missing"),
    [
        ("the words of the article", "Rub for twenty seconds", False),
        ("in other type and punctuation", "“rub for *TWENTY* seconds.”", False),
        ("over two passages", "Wash with soap when hands look dirty. Way Seconds", False),
        ("words that are not there", "Rub for thirty seconds", True),
        ("half a word", "Rub for twenty second", True),
    ],
)
def test_what_was_accepted_has_its_words_in_the_article(root, story, quote, is_missing):
    put(root, draft("five", ACCEPTED, quote=quote), draft("six", quote=quote))
    assert faults(root) == ([("quote-missing", "hands/drafts.yaml", 18)] if is_missing else [])


@pytest.mark.parametrize(
    ("story", "decision", "says"),
    [
        ("a word", "yes", "this is not a decision"),
        ("true alone", "true", "this is not a decision"),
        ("rejected without a reason", '{accepted: false, by: "Ada", on: 2026-11-26}', "rejected without a reason"),
        ("nobody's", "{accepted: true, on: 2026-11-26}", "“decision.by” is missing"),
        ("of no day", "{accepted: true, by: Ada}", "“decision.on” is missing"),
        ("with more to say", "{accepted: true, by: Ada, on: 2026-11-26, mood: good}", "mood"),
    ],
)
def test_a_decision_says_who_when_and_why_not(root, story, decision, says):
    put(root, draft("five", decision))
    (fault,) = loading.check_all(root).faults
    assert says in fault.message
    assert (fault.file, fault.line) == ("hands/drafts.yaml", 19)


def test_a_draft_that_cannot_be_read_is_named_and_nothing_is_counted_as_missing(root):
    (root / "hands" / "items.yaml").unlink()
    put(root, draft("one").replace("  stem: What about one?\n", ""), draft("two").replace("  draft:", "  graft:"))
    assert faults(root) == [("shape", "hands/drafts.yaml", 1), ("shape", "hands/drafts.yaml", 19)]


def test_a_draft_needs_an_id_of_its_own_even_while_it_waits(root):
    put(root, draft("one"), draft("five"), draft("five", REJECTED))
    assert faults(root) == [("duplicate-id", "hands/drafts.yaml", 1), ("duplicate-id", "hands/drafts.yaml", 39)]


def test_a_note_does_not_belong_in_items(root):
    (root / "hands" / "items.yaml").write_text((root / "hands" / "items.yaml").read_text() + draft("five", ACCEPTED))
    assert ("shape", "hands/items.yaml") in [(rule, file) for rule, file, _ in faults(root)]


def test_drafts_are_lint_checked_when_they_are_accepted(root):
    stem = "Which of these is not right?"
    put(root, draft("five").replace("What about five?", stem), draft("six", ACCEPTED).replace("What about six?", stem))
    assert [(rule, line) for rule, _, line in faults(root)] == [("negative-stem", 26)]


def test_facts_of_drafts_are_facts_like_any_other(root):
    (root / "hands" / "facts.yaml").write_text(FACTS + FACTS.replace("F-", "G-"))
    put(root, draft("five").replace("[F-1]", "[G-1]"))
    assert {rule for rule, _, _ in faults(root)} == {"fact-not-taught"}

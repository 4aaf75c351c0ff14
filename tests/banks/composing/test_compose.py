"""A text and what was decided about its drafts make a module, the same from memory and from its files."""

import json
from pathlib import Path

import pytest
from pydantic import ValidationError

from tests.banks.composing.builders import DAY, about, accepted, drafts, rejected, text
from trainer.banks import loading
from trainer.banks.composing import (
    Origin,
    as_documents,
    as_files,
    compose,
    document_of,
    draft_entries,
    drafts_of,
    proposal,
    source_document,
    source_of,
)
from trainer.banks.composing.compose import in_one_line
from trainer.banks.drafting import propose
from trainer.banks.drafting.draft import made
from trainer.banks.drafting.reading import read_file

TRUE = {"answer": True, "why_true": "It says so.", "why_false": "It says the contrary."}
TEXTS = Path(__file__).parent.parent / "drafting" / "texts"


@pytest.fixture
def source():
    return text()


@pytest.fixture
def found(source):
    return drafts(source)


def written(files, folder):
    for name, content in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(content, encoding="utf-8")
    return loading.read_module(folder, folder.parent)


def test_accepted_drafts_are_the_items_in_the_order_of_the_text(source, found):
    decisions = {found[2].id: accepted(), found[0].id: accepted(), found[1].id: rejected()}
    module = compose(source, found, decisions, about(source, found))
    assert [item.id for item in module.items] == [found[0].id, found[2].id]
    assert [item.stem for item in module.items] == [found[0].stem, found[2].stem]


def test_an_item_rests_on_the_words_of_the_text(source, found):
    module = compose(source, found, {found[1].id: accepted()}, about(source, found))
    (item,) = module.items
    (fact,) = module.facts
    assert (item.passage, item.facts) == (found[1].passage_id, (fact.id,))
    assert fact.says == in_one_line(found[1].quote)
    assert fact.id == "F-2"  # counted over all drafts: it stays F-2 whatever else is accepted later
    (origin,) = module.sources
    assert origin.citation == "Working on ladders (ladders.md)"
    assert origin.evidence == "the text itself; not checked against other publications"
    assert origin.checked_on == DAY


def test_what_was_edited_counts_but_not_its_id_or_its_ground(source, found):
    edited = found[0].item | {"stem": "What is it?", "level": "application", "id": "other", "passage": "other"}
    said = about(source, found)
    (item,) = compose(source, found, {found[0].id: accepted(**edited, facts=["F-9"])}, said).items
    assert (item.stem, item.level) == ("What is it?", "application")
    assert (item.id, item.passage, item.facts) == (found[0].id, found[0].passage_id, ("F-1",))
    assert item.objective == said.objective_of[found[0].passage_id]


def test_an_edited_item_may_serve_another_objective(source, found):
    edited = found[0].item | {"objective": "questions"}
    (item,) = compose(source, found, {found[0].id: accepted(**edited)}, about(source, found)).items
    assert item.objective == "questions"


def test_an_edited_item_without_the_shape_of_its_kind_is_refused(source, found):
    edited = found[0].item | {"options": "none"}
    with pytest.raises(ValidationError):
        compose(source, found, {found[0].id: accepted(**edited)}, about(source, found))


def test_the_fields_of_an_item_come_in_the_usual_order(source, found):
    document = document_of(found[0], about(source, found), "F-1")
    assert list(document)[:7] == ["id", "kind", "objective", "level", "passage", "facts", "stem"]


@pytest.mark.parametrize(
    ("quote", "expected"),
    [
        ("These knots can:\n• hurt\n• spread", "These knots can: hurt; spread"),
        ("First.\n• Second.\n• Third.", "First. Second. Third."),
        ("In this order:\n1. Look.\n2. Act.", "In this order: Look. Act."),
        ("12. is where it stands.", "12. is where it stands."),
        ("One   sentence\nof two lines.", "One sentence; of two lines."),
    ],
)
def test_a_list_is_quoted_in_one_line(quote, expected):
    assert in_one_line(quote) == expected


def test_files_say_what_the_module_says(source, found, tmp_path):
    module = compose(source, found, {draft.id: accepted() for draft in found}, about(source, found))
    checked = written(as_files(module), tmp_path / "ladders")
    assert [str(fault) for fault in checked.faults] == []
    assert checked.module == module


def test_drafts_are_left_aside_until_somebody_accepts_them(source, found, tmp_path):
    said = about(source, found)
    module = compose(source, found, {}, said, with_undecided=True)
    checked = written(as_files(module, draft_entries(source, found, said)), tmp_path / "ladders")
    assert [fault.rule for fault in checked.faults] == ["no-items"]
    assert [row.is_open for row in checked.drafts] == [True] * len(found)
    assert checked.module == module
    assert checked.module.items == ()


def test_accepted_in_the_file_is_as_accepted_on_a_page(source, found, tmp_path):
    said = about(source, found)
    decisions = {draft.id: accepted() for draft in found[:-1]} | {found[-1].id: rejected()}
    files = as_files(
        compose(source, found, {}, said, with_undecided=True), draft_entries(source, found, said, decisions)
    )
    checked = written(files, tmp_path / "ladders")
    assert checked.module.items == compose(source, found, decisions, said).items
    assert [row.note.decision.reason for row in checked.drafts if not row.is_accepted] == ["Nobody needs to know that."]


def test_what_the_lead_of_a_list_says_rests_on_the_lead(tmp_path):
    words = "A stile is the long side rail that holds the rungs. A ladder has:"
    source = text(f"# Ladders\n\n## Parts\n\n{words}\n\n- rungs\n- feet\n- hooks\n")
    section, passage = next(iter(source.passages))
    assert passage.lead == words
    lead, item = words.partition(". ")[0] + ".", "rungs"
    found = [
        made("true or false", "by hand", f"{quote}?", (section, passage, quote), ["rail"], answer=TRUE)
        for quote in (lead, item, passage.text)
    ]
    said = about(source, found)
    module = compose(source, found, {draft.id: accepted() for draft in found}, said)
    assert [item.passage for item in module.items] == [f"{passage.id}-lead", passage.id, passage.id]
    checked = written(as_files(module), tmp_path / "ladders")
    assert "fact-not-taught" not in {fault.rule for fault in checked.faults}
    entries = draft_entries(source, found, said)
    assert [entry["passage"] for entry in entries] == [item.passage for item in module.items]


def kept(drafts):
    return drafts_of(json.loads(json.dumps(as_documents(drafts))))


@pytest.mark.parametrize("file", sorted(TEXTS.iterdir()), ids=lambda file: file.name)
def test_whatever_is_drafted_from_a_text_has_its_words_in_the_article(file, tmp_path):
    source = read_file(file)
    found = propose(source)
    said = proposal(source, found, Origin(file=file.name, read_on=DAY), slug="any")
    module = compose(source, found, {}, said, with_undecided=True)
    decisions = {draft.id: accepted() for draft in found}
    checked = written(as_files(module, draft_entries(source, found, said, decisions)), tmp_path / "any")
    rules = {finding.rule for draft in found for finding in draft.findings}
    assert [str(fault) for fault in checked.faults if fault.rule not in rules and found] == []


def test_texts_and_drafts_are_kept_as_json_and_come_back(source, found):
    assert source_of(json.loads(json.dumps(source_document(source)))) == source
    assert kept(found) == found


def test_a_true_or_false_draft_is_kept_without_options(source, found):
    section, passage = next(iter(source.passages))
    ground = (section, passage, passage.text)
    draft = made("true or false", "by hand", "This leaflet is for staff.", ground, ["staff"], answer=TRUE)
    assert kept([draft]) == [draft]
    (item,) = compose(source, kept([draft]), {draft.id: accepted()}, about(source, found)).items
    assert item.answer is True

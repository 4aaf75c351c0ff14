"""The three credentials that ship: what each takes, and that its observers look for what the modules teach."""

import re

import pytest

from tests.test_architecture import ROOT
from trainer.banks import material
from trainer.banks.checks.credentials import checklists_rest_on_passages, packs_are_there, places_in
from trainer.credentials.content.requirements import JurisdictionMet
from trainer.credentials.loading import read_folder
from trainer.credentials.rules.requirements import leaves
from trainer.people.rules import PROFESSIONS

BANKS = ROOT / "question_banks"


@pytest.fixture(scope="module")
def shipped():
    found, faults = read_folder(BANKS / "credentials", BANKS)
    assert faults == []
    return {credential.slug: credential for credential in found}


def test_the_example_in_the_readme_is_sound(tmp_path):
    section = (BANKS / "README.md").read_text(encoding="utf-8").partition("\n## credentials/\n")[2]
    (tmp_path / "example.yaml").write_text(section.partition("```yaml\n")[2].partition("```")[0], encoding="utf-8")
    [example], faults = read_folder(tmp_path, tmp_path)
    assert faults == []
    assert {leaf.kind for leaf in leaves(example.rule("example").requires)} == {
        "module", "practical", "license", "training", "document", "jurisdiction",
    }  # fmt: skip


def test_each_says_to_a_stranger_what_it_rests_on_by_itself(shipped):
    """The scope stands alone on the check page: it points to no other certificate."""
    for credential in shipped.values():
        assert credential.scope.startswith("The holder passed ")
        assert "not a license" in credential.scope


@pytest.fixture(scope="module")
def passages():
    return {
        file.parent.name: {passage.id for passage in material.read(file.read_text(encoding="utf-8")).passages}
        for file in BANKS.glob("*/material.md")
    }


def test_knowledge_alone_applies_to_every_clinic_and_clears_nothing(shipped):
    knowledge = shipped["safety-and-technique-knowledge"]
    assert knowledge.by_default
    assert (knowledge.clears, knowledge.practicals) == ((), {})
    assert [name for name, one in shipped.items() if one.by_default] == [knowledge.slug]


def test_practice_adds_what_a_quiz_cannot_show(shipped):
    practice = shipped["dry-needling-practice"]
    kinds = {(leaf.kind, leaf.subject) for leaf in practice.rule(practice.slug).requires.parts}
    assert {("practical", "needling/limbs"), ("license", None), ("document", "cpr")} <= kinds
    assert practice.clears == ("limbs",)
    assert "limbs" in practice.title


def test_the_thorax_is_a_practical_of_its_own_under_somebody_who_practices(shipped):
    thorax = shipped["dry-needling-practice-thorax"]
    assert thorax.clears == ("limbs", "thorax")
    assert set(thorax.practicals) == {"needling/limbs", "needling/thorax"}
    assert thorax.practicals["needling/thorax"].observer.holds == ("dry-needling-practice",)
    limbs = shipped["dry-needling-practice"].practicals["needling/limbs"]
    assert thorax.practicals["needling/limbs"].checklist == limbs.checklist


def test_a_license_is_no_older_than_120_days_on_any_day(shipped):
    for slug in ("dry-needling-practice", "dry-needling-practice-thorax"):
        ongoing = shipped[slug].rule(slug).ongoing
        assert {(leaf.kind, leaf.days) for leaf in ongoing.parts} == {
            ("license", 120),
            ("document", None),
            ("jurisdiction", None),
        }


def test_observers_are_of_professions_that_people_have(shipped):
    for credential in shipped.values():
        for practical in credential.practicals.values():
            assert set(practical.observer.professions) <= PROFESSIONS.keys()


def test_every_line_of_a_checklist_is_something_to_see_and_is_taught(shipped, passages):
    assert list(checklists_rest_on_passages(shipped.values(), passages)) == []
    for credential in shipped.values():
        for practical in credential.practicals.values():
            assert len(practical.checklist) > 10
            for line in practical.checklist:
                assert list(places_in(line)), line
                assert re.match(r"[A-Z][a-z]+s ", line), f"does not begin with what the observer sees: {line}"


def test_a_passage_that_is_no_more_is_named(shipped, passages):
    passages = passages | {"sterile-technique": passages["sterile-technique"] - {"count"}}
    faults = list(checklists_rest_on_passages([shipped["dry-needling-practice"]], passages))
    assert {(fault.file, fault.rule) for fault in faults} == {
        ("credentials/dry-needling-practice.yaml", "unknown-passage")
    }
    assert "sterile-technique#count" in faults[0].message


def test_a_state_whose_rules_are_not_here_is_named(shipped):
    asked = JurisdictionMet(jurisdiction="US-CO")
    credential = shipped["dry-needling-practice"]
    credential = credential.model_copy(update={"requires": (*credential.requires, asked)})
    assert list(packs_are_there([credential], {"US-CO"})) == []
    [fault] = packs_are_there([credential], {"US-NJ"})
    assert (fault.rule, fault.file) == ("unknown-jurisdiction", "credentials/dry-needling-practice.yaml")
    assert "US-CO" in fault.message

"""Every rule of the proof, as a story: one thing is changed in a sound model, and just that is found, where it is."""

import pytest

from tests.banks.generation.builders import MODEL, model_of, proof_of
from trainer.banks.content.models import ItemModel
from trainer.banks.generation.proof import prove


def test_a_sound_model_is_proven_whole(tmp_path):
    assert not proof_of(MODEL, tmp_path)
    proof = prove(model_of())
    assert (proof.space, proof.looked_at, proof.proven, proof.decisions) == (38, 38, 38, 20)
    assert not proof.is_sample
    assert not proof.off


OFF = "  off: [{variant: c3-hand, reason: r, by: b}]\n  tables:"

STORIES = [
    # (story, this, becomes that, rule, what stands on the line of the fault)
    ("a cell is empty", "why: Sort 3 asks for it.", "why: ''", "cell", "why: ''"),
    ("a cell is nothing", "why: Sort 3 asks for it.", "why:", "cell", "why:"),
    ("a cell is a list", "why: Sort 3 asks for it.", "why: [a, b]", "cell", "why: [a, b]"),
    ("a cell is a date", "hours: 5 hours", "hours: 2026-01-01", "cell", "2026-01-01"),
    ("a field is misspelled", "  cosmetic: [site]", "  kosmetic: [site]", "shape", "kosmetic"),
    ("two options", "count: 3", "count: 2", "shape", "count: 2"),
    ("a crossed table is not there", "cross: [case, site]", "cross: [case, place]", "unknown-table", "place"),
    ("a cosmetic table is not crossed", "cosmetic: [site]", "cosmetic: [step]", "unknown-table", "cosmetic"),
    ("all is cosmetic", "cosmetic: [site]", "cosmetic: [site, case]", "no-decisions", "cosmetic"),
    ("a forbidden table is not crossed", "site: [hand]}", "step: [cool]}", "unknown-table", "step: [cool]"),
    ("a forbidden row is not there", "site: [hand]}", "site: [nose]}", "unknown-row", "site: [nose]"),
    ("options come from nowhere", "from: step", "from: steps", "unknown-table", "from: steps"),
    ("a clash names nobody", "[call, ring]", "[call, sing]", "unknown-row", "sing"),
    ("a case rules out nobody", "key: cool\n", "key: cool\n        not_with: [x]\n", "unknown-row", "not_with: [x]"),
    ("a reason for nobody", "key: cool\n", "key: cool\n        because: {x: No.}\n", "unknown-row", "because: {x"),
    ("the stem names a table", "{case.sign}", "{step.text}", "unknown-table", "  stem:"),
    ("the stem names a cell", "{case.sign}", "{case.sing}", "unknown-cell", "  stem:"),
    ("a row lacks a cell", "        sign: a scab of sort 4\n", "", "unknown-cell", "- id: c4"),
    ("a brace is left open", "{case.sign}", "{case.sign", "placeholder", "  stem:"),
    ("cells run in a circle", "sign: a scab of sort 4", 'sign: "{case.sign}"', "placeholder", "  stem:"),
    ("a row stands twice", "- id: c4\n", "- id: c3\n", "duplicate-id", "- id: c3"),
    ("a key that is no option", "key: cool\n", "key: cold\n", "unknown-key", "- id: c1"),
    ("the options say no why", '    why_wrong: "{option.unless}"\n', "", "missing", "  options:"),
    ("the key is long", "Cool it with water", "Cool it with water for twenty minutes", "key-length", "Cool it"),
    ("the key is short", "Cool it with water", "Cool it", "key-length", "Cool it"),
    ("the key echoes", "a scab of sort 4", "a lotion of 4, with water", "word-cue", "Cool it"),
    ("a for an", "reports {case.sign}", "reports a {case.who}", "article", "who: adult of 20"),
    ("an for a", "sign: a scab of sort 4", "sign: an scab of sort 4", "article", "an scab"),
    ("one hours", "hours: 5 hours", "hours: 1 hours", "plural", "1 hours"),
    ("two hour", "hours: 5 hours", "hours: 5 hour", "plural", "5 hour"),
    ("a word twice", "on the {site.name}", "on the the {site.name}", "doubled-word", "  stem:"),
    ("a gap", "on the {site.name}", "on the  {site.name}", "placeholder", "  stem:"),
    ("a small letter", "{A:case.who}", "{a:case.who}", "capital", "  stem:"),
    ("an article at the end", "What is best?", "What is best is an", "lead-in", "  stem:"),
    ("no passage", "  passage: rub\n", "", "no-passage", "- id: c0"),
    ("what is off is not there", "  tables:", OFF.replace("c3-hand", "c4"), "unknown-variant", "variant: c4"),
    ("what is off is a second set", "  tables:", OFF.replace("c3-hand", "c3-hand-2"), "unknown-variant", "c3-hand-2"),
    ("what is off is forbidden", "  tables:", OFF.replace("c3-hand", "c0-hand"), "unknown-variant", "c0-hand"),
    ("off twice", "  tables:", OFF.replace("[{", "[{variant: c3-hand, reason: r, by: b}, {"),
     "duplicate-id", "c3-hand"),
    ("too many clash", "[call, ring]", "[wait, call, ring, rub]", "no-options", "- id: c0"),
]  # fmt: skip


@pytest.mark.parametrize(("this", "that", "rule", "place"), [s[1:] for s in STORIES], ids=[s[0] for s in STORIES])
def test_one_fault_is_found_where_it_is(tmp_path, this, that, rule, place):
    assert this in MODEL
    text = MODEL.replace(this, that, 1)
    found = {(fault.rule, text.splitlines()[fault.line - 1]) for fault in proof_of(text, tmp_path)}
    assert {fault_rule for fault_rule, _ in found} == {rule}
    assert any(place in line for _, line in found), found


def test_a_model_can_be_kept_and_read_again():
    model = model_of()
    assert ItemModel.model_validate(model.model_dump(mode="json")) == model

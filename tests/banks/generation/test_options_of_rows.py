"""Models whose rows bring their own options, and what shows only when variants stand beside each other."""

from tests.banks.generation.builders import MODEL, changed
from tests.banks.generation.test_generate import OWN
from trainer.banks.generation.proof import prove

FEW = "few-decisions"  # these models are small on purpose


def rules(model):
    return {finding.rule for finding in prove(model).findings} - {FEW}


def messages(model):
    return [finding.message for finding in prove(model).findings if finding.rule != FEW]


def own(change):
    return changed(change, OWN)


def test_a_sound_one():
    assert not rules(own(lambda fields: fields["tables"]["case"][0].update(right=51)))


def test_a_row_with_too_few():
    model = own(lambda fields: fields["tables"]["case"][0].update(wrong=fields["tables"]["case"][0]["wrong"][:1]))
    assert messages(model) == ["The row a has 1 wrong options; 2 are needed."]


def test_wrong_options_that_say_the_same_as_the_key_do_not_count():
    model = own(lambda fields: fields["options"].update(count=4))
    (message,) = messages(model)
    assert message == (
        "Variant a-ml needs 3 wrong options beside “15 mL”; 2 are left (taken away: 1 by texts equal to the key)."
    )


def test_wrong_options_that_say_the_same_as_each_other():
    def change(fields):
        texts = ("5 {unit.short}", "5 {unit.short}.")
        fields["tables"]["case"][0]["wrong"] = [{"text": text, "why": "No."} for text in texts]

    assert "no 2 may stand together" in messages(own(change))[0]


def test_options_without_ids_cannot_be_named():
    assert rules(own(lambda fields: fields.update(clashes=[["a", "b"]]))) == {"unknown-row"}
    assert rules(own(lambda fields: fields["options"].update(same=["a"], differ=["b"]))) == {"unknown-cell"}
    assert rules(own(lambda fields: fields["options"].update(why_key="{key.why}"))) == {"unknown-table"}


def test_a_variant_rests_on_facts():
    assert rules(own(lambda fields: fields.update(facts=[]))) == {"no-facts"}


def test_what_is_right_under_a_stem_is_not_wrong_under_the_same_stem():
    model = changed(lambda fields: fields.update(stem="What is best?"))
    assert {"second-key", "same-question"} <= rules(model)
    assert any("is wrong here and is the key of" in message for message in messages(model))


def test_a_cosmetic_table_that_the_stem_does_not_show_asks_the_same_twice():
    assert rules(changed(lambda fields: fields.update(stem="{A:case.who} reports {case.sign}."))) <= {"same-question"}


def test_ids_that_run_together():
    def change(fields):
        fields["tables"]["case"][4]["id"] = "c3-a"
        fields["tables"]["site"][1]["id"] = "a-hand"

    assert "duplicate-id" in rules(changed(change))


def test_ids_that_are_too_long():
    assert rules(changed(lambda fields: fields.update(id="s" * 79))) == {"slug"}


def test_the_key_of_a_case_cannot_be_ruled_out_by_it():
    assert rules(changed(lambda fields: fields["tables"]["case"][0].update(not_with=["wait"]))) == {"clash"}


def test_a_fault_is_told_once_with_the_number_of_variants_that_have_it():
    text = MODEL.replace("Cool it with water", "Cool it with water for twenty minutes")
    (finding,) = prove(changed(lambda fields: None, text)).findings
    assert finding.variant == "c1-foot"
    assert finding.text.endswith("(So in 12 more variants.)")

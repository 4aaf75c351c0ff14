"""What plain prose gives: deeds, reasons, how often, how many of whom, two things told apart."""

import pytest

from trainer.banks.drafting import propose
from trainer.banks.drafting.facts import book
from trainer.banks.drafting.generators import deeds, reasons
from trainer.banks.drafting.reading import read_paste

DEEDS = """Heparin prevents clots in the tubing. The pump keeps the blood moving. A heated humidifier reduces dryness
of the nose. Potassium affects the rhythm of the heart."""
REASONS = """The mask is fitted by a nurse because a loose edge lets air into the eyes. Saline is warmed because cold
fluid delays the growth of cells. The tube is changed because old plastic becomes brittle."""
INHALERS = """Asthma

Reliever inhalers relax the airway muscles within minutes, whereas preventer inhalers reduce swelling over weeks.
Nose sprays treat hay fever. Allergy tablets treat itching."""


def drafts(text, generator=""):
    return [draft for draft in propose(read_paste(text)) if generator in draft.generator]


def deeds_of(text):
    return list(deeds.drafts(book(read_paste(text))))


def test_what_a_thing_does_stands_beside_what_others_do():
    asked = {draft.stem: draft for draft in deeds_of(DEEDS)}
    draft = asked["According to the article, what does heparin do?"]
    assert draft.key == "Prevent clots in the tubing"
    assert {"Keep the blood moving"} <= {option.text for option in draft.options}


@pytest.mark.parametrize(
    ("what", "text"),
    [
        ("nobody does it", "No needle keeps a cough away from the clinic."),
        ("a number is asked as a number", "Step 8 keeps the dose below the limit of the clinic."),
        ("who is meant is told before", "This keeps the swelling away from the joint."),
        ("it is denied", "Aspirin does not keep the swelling away from the joint."),
        ("only under a condition", "Aspirin keeps the swelling away when it is taken early."),
    ],
)  # fmt: skip
def test_what_is_no_deed(what, text):
    assert not any(
        "swelling" in str(draft.key) or "cough" in str(draft.key) for draft in drafts(f"{DEEDS} {text}", "deed")
    ), what


def test_a_second_verb_is_not_left_in_another_form():
    text = f"{DEEDS} Alcohol slows the healing of wounds and hides the warning signs."
    [draft] = [draft for draft in deeds_of(text) if "alcohol" in draft.stem]
    assert draft.key == "Slow the healing of wounds"


def test_compound_names_keep_their_second_noun():
    text = f"{DEEDS} Ankle pumps move blood out of the calf."
    assert not any("which of these pumps" in draft.stem for draft in drafts(text))
    assert any("ankle pumps" in draft.stem.lower() or "Ankle pumps" in str(draft.key) for draft in drafts(text))


def test_why_is_asked_with_the_reasons_of_other_things_beside_it():
    asked = drafts(REASONS, "reason")
    assert asked[0].key == "A loose edge lets air into the eyes"
    assert "Cold fluid delays the growth of cells" in {option.text for option in asked[0].options}


def test_a_reason_told_with_a_pronoun_is_set_beside_others_in_the_same_number():
    text = "Compression is unsafe in arterial disease because it can cut off the blood supply."
    [reason] = [reasons.reason_in(statement) for statement in book(read_paste(text)).statements]
    assert reason.text == "it can cut off the blood supply"
    assert reasons.with_pronoun("they block the flow", "it") == "it blocks the flow"
    assert reasons.with_pronoun("it is absorbed slowly", "they") == "they are absorbed slowly"
    assert reasons.with_pronoun("it is a poison", "they") == ""


@pytest.mark.parametrize(
    ("text", "stem", "key"),
    [
        ("Replace stockings every six months.", "how often should you replace stockings?", "Every six months"),
        ("Wash the spacer once a month.", "how often should you wash the spacer?", "Once a month"),
        ("About one in three people get shingles.", "what proportion of people get shingles?", "1 in 3"),
        ("The risk of shingles rises after the age of 50.", "the risk of shingles rises after which age?", "50"),
        ("About 80 percent of people improve.", "which percentage of people improve?", "80 percent"),
    ],
)  # fmt: skip
def test_how_often_how_many_and_from_which_age(text, stem, key):
    [draft] = drafts(text)
    assert draft.stem.endswith(stem)
    if draft.options:
        assert draft.key == key
        assert len(draft.options) == 4
    assert not draft.findings


def test_a_subject_that_looks_like_an_instruction_is_none():
    [draft] = drafts("Complete bed rest beyond two days can slow recovery.", "number")
    assert draft.stem == "According to the article, complete bed rest beyond how many days can slow recovery?"


def test_how_often_is_not_asked_of_the_wrong_half_of_a_sentence():
    text = "Preventers contain a steroid, which reduces swelling, and they are used every day in all seasons."
    assert drafts(text, "frequency") == []


def test_two_things_set_against_each_other_are_told_apart_among_their_like():
    asked = {draft.key: draft for draft in drafts(INHALERS, "contrast")}
    assert set(asked) == {"Preventer inhalers", "Reliever inhalers"}
    shown = {option.text for option in asked["Preventer inhalers"].options}
    assert shown == {"Preventer inhalers", "Reliever inhalers", "Allergy tablets"}


def test_advice_keeps_its_condition():
    text = """Advice

Do not offer imaging in the first weeks unless a red flag is present. Do not offer opioids to anybody. Keep the patient
active. Apply heat to the back for relief."""
    shown = {option.text for draft in drafts(text, "advice") for option in draft.options}
    assert "Offer imaging in the first weeks unless a red flag is present" in shown
    assert "Offer imaging in the first weeks" not in shown


def test_paragraphs_that_begin_with_a_name_are_a_list():
    graft = "Graft: A soft tube is sewn in."
    text = f"Access\n\nFistula: A surgeon joins two vessels.\n\n{graft}\n\nCatheter: A tube goes into the neck.\n"
    [matched] = drafts(text, "description")
    assert set(matched.key.values()) == {"Fistula", "Graft", "Catheter"}


def test_an_abbreviation_that_the_text_writes_out_is_written_out_in_the_question():
    text = """The international normalized ratio (INR) is a blood test. The INR is measured for 14 days in all."""
    [draft] = drafts(text, "number")
    assert "international normalized ratio (INR)" in draft.stem
    assert not draft.findings


def test_a_remark_in_brackets_is_no_definition():
    text = "Offer heat for pain relief (moderate certainty). Chronic pain (low certainty of evidence) is common."
    assert drafts(text, "definition") == []

"""One story for each way of asking: the text on the left, what becomes of it on the right."""

import pytest

from trainer.banks.drafting import propose
from trainer.banks.drafting.facts import book
from trainer.banks.drafting.generators import definitions
from trainer.banks.drafting.reading import read_paste

TERMS = """Eschar is a hard black crust of dead tissue. Exudate is the fluid that leaks from a wound.
Maceration means softening of the skin by too much moisture."""
LISTS = """Common side effects include:
- headache
- constipation
- nausea

Call a doctor straight away if you have:
- severe muscle weakness
- yellow eyes
- dark urine
"""
LABELS = """Medicines

- Painkillers: Ibuprofen and paracetamol work best early in an attack.
- Triptans: These tablets narrow swollen vessels around the brain.
- Antiemetics: Many people need something to settle the stomach.
"""
PURPOSES = {
    "Ibuprofen and paracetamol work best early in an attack": "Painkillers",
    "These tablets narrow swollen vessels around the brain": "Triptans",
    "Many people need something to settle the stomach": "Antiemetics",
}
STEPS = """How to change a dressing

1. Clean your hands.
2. Remove the old dressing.
3. Rinse the wound.
4. Apply a new dressing.
"""
IN_ORDER = ["Clean your hands", "Remove the old dressing", "Rinse the wound", "Apply a new dressing"]
SIBLINGS = """Foam dressings protect the wound from pressure. Alginate dressings absorb large amounts of fluid.
Film dressings let the nurse see the wound."""
ADVICE = """Advice

Wash both feet with care. Do not walk barefoot at home. Do not use a hot water bottle. Never cut corns
yourself."""
TABLE = """| Virus | Risk |
|---|---|
| Hepatitis B | 30% |
| Hepatitis C | 2% |
| HIV | 0.3% |
"""


def drafts(text, generator):
    return [draft for draft in propose(read_paste(text)) if draft.generator == generator]


@pytest.mark.parametrize(
    ("generator", "text", "kind", "key"),
    [
        ("definition", TERMS, "single best answer", "Eschar"),
        ("list members", LISTS, "multiple response", ["Severe muscle weakness", "Yellow eyes", "Dark urine"]),
        ("description", LABELS, "matching", PURPOSES),
        ("steps", STEPS, "ordering", IN_ORDER),
        ("statement", SIBLINGS, "single best answer", "Alginate dressings"),
        ("number", "The swab is stored for 14 days in the laboratory.", "single best answer", "14 days"),
        ("advice", ADVICE, "single best answer", "Wash both feet with care"),
        ("denial", "Antibiotics do not kill viruses in the nose.", "true or false", False),
        ("contrast", "Foam is most useful when changed by a nurse rather than by a relative.", "true or false", False),
        ("table", TABLE, "matching", {"Hepatitis B": "30%", "Hepatitis C": "2%", "HIV": "0.3%"}),
    ],
)  # fmt: skip
def test_what_is_asked(generator, text, kind, key):
    assert (kind, in_any_order(key)) in [(draft.kind, in_any_order(draft.key)) for draft in drafts(text, generator)]


def in_any_order(key):
    return sorted(key) if isinstance(key, list) and key != IN_ORDER else key


@pytest.mark.parametrize(
    ("what", "text"),
    [
        ("an advertisement", "Our amazing team will unlock your potential. Book today and discover the difference!"),
        ("about the text itself", "In this article, we look at five ways to wash 20 hands in 30 seconds."),
        ("a question to the reader", "Have you ever wondered why hands should be washed for 20 seconds?"),
        ("a testimonial", '"I washed my hands for 20 seconds and my life changed," says a happy client.'),
        ("what is meant is in the sentence before", "This takes 20 seconds. These are a hard black crust of tissue."),
        ("praise", "The amazing swab is stored for 14 days in the laboratory."),
        ("a preview", "Photo shows a wound that was dressed for 14 days in the ward."),
        ("of whom is not said", "Their swab is stored for 14 days in the laboratory."),
    ],
)
def test_what_is_left_alone(what, text):
    assert propose(read_paste(text)) == [], what


def test_what_the_text_says_of_two_things_is_no_wrong_option():
    text = SIBLINGS + " Gel dressings protect the wound from pressure too."
    [foam] = [draft for draft in drafts(text, "statement") if draft.key == "Foam dressings"]
    assert "Gel dressings" not in [option.text for option in foam.options]


def test_two_names_of_the_same_never_stand_against_each_other():
    text = "Signs include:\n- pain\n- redness\n- pus\n\nWarnings include:\n- discomfort\n- blisters\n- numbness\n"
    for draft in drafts(text, "list members"):
        assert {"Pain", "Discomfort"} - {option.text for option in draft.options}


def test_two_lists_of_the_same_give_no_wrong_options_to_each_other():
    text = "Symptoms include:\n- fever\n- rash\n- pain\n\nOther symptoms include:\n- cough\n- nausea\n- cramps\n"
    assert drafts(text, "list members") == []


def test_it_is_asked_about_by_name():
    [draft] = drafts("Aspirin is a painkiller. It is stored for 14 days.", "number")
    assert "aspirin is stored" in draft.stem
    assert draft.quote == "Aspirin is a painkiller. It is stored for 14 days."


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("Saline is warmed to 37 °C on the ward.", "°C"),
        ("The bins are emptied within 1 hour of use.", "hours"),
        ("The cast is worn for 4 to 6 weeks in all.", "to"),
    ],
)
def test_wrong_numbers_are_in_order_apart_and_in_the_unit(text, wrong):
    [draft] = drafts(text, "number")
    assert not draft.findings
    if draft.options:
        assert all(wrong in option.text for option in draft.options if not option.key)


def test_the_same_fact_is_asked_once():
    again = "The swab is stored for 14 days in the laboratory."
    assert len(drafts(f"{again}\n\n{again}", "number")) == 1


@pytest.mark.parametrize(
    ("what", "text", "never"),
    [
        (
            "one of several in a row",
            "The knee is made of the femur, the upper end of the tibia and the kneecap.",
            "femur",
        ),
        ("a happening", "Ice is confused with heat, the two treatments differ in purpose.", "heat"),
        ("what happened to it", "Sets wake the thigh muscle, which is weakened by swelling in the joint.", "thigh"),
        ("praise", "Doxycycline is the antibiotic of choice for adults with a tick bite.", "doxycycline"),
        (
            "what a verb does",
            "A bite can cause facial palsy, which is a weakness of the muscles on one side.",
            "cause facial",
        ),
        ("a drug's deed", "Iron may turn stools black, which is a harmless side effect of the tablets.", "turn stools"),
    ],
)
def test_what_is_no_definition(what, text, never):
    found = definitions.definitions(book(read_paste(text)))
    assert not any(never in each.term for each in found), what


def test_of_two_things_of_one_noun_the_nearer_name_is_no_wrong_option():
    """A grade 3 sprain may be the severe sprain of another section."""
    siblings = "A grade 1 sprain needs rest at home. A grade 2 sprain needs a brace. A grade 3 sprain needs a cast."
    outcome = "A severe sprain can lead to an unstable ankle joint."
    assert not any(
        draft.key == "Severe sprain" for draft in drafts(f"Grades\n\n{siblings}\n\nEnd\n\n{outcome}", "statement")
    )
    assert any(draft.key == "Severe sprain" for draft in drafts(f"{siblings} {outcome}", "statement"))


def test_two_amounts_side_by_side_are_not_asked():
    assert drafts("Iron is taken two hours before or four hours after antacids.", "number") == []


def test_a_side_effect_is_no_wrong_option_for_a_risk():
    mild = "Mild side effects include:\n- bruising\n- swelling\n- itching\n\n"
    text = f"{mild}The risks include:\n- infection\n- stroke\n- deafness\n"
    asked = [draft.stem for draft in drafts(text, "list members")]
    assert len(asked) == 1
    assert "mild side effects" in asked[0]


def test_numbers_of_a_table_stand_in_order():
    rows = {"Adults": "40 mg", "Teenagers": "20 mg", "Elderly people": "20 mg", "Children": "10 mg", "Infants": "5 mg"}
    text = "| Age | Dose |\n|---|---|\n" + "".join(f"| {name} | {dose} |\n" for name, dose in rows.items())
    [draft] = drafts(text, "table")
    assert [option.text for option in draft.options] == ["5 mg", "10 mg", "20 mg", "40 mg"]
    assert (draft.key, draft.findings) == ("40 mg", ())


def test_what_to_call_for_is_no_wrong_option_for_a_symptom():
    symptoms = "Symptoms include:\n- fever\n- cough\n- chills\n\n"
    asked = drafts(f"{symptoms}Call an ambulance if you have:\n- seizures\n- fainting\n- chest pain\n", "list members")
    assert len(asked) == 1
    assert {"Seizures", "Fainting", "Chest pain"} == set(asked[0].key)


def test_what_the_text_calls_normal_stands_beside_what_to_call_for():
    normal = "Mild swelling, itching and a little bruising are normal in the first days."
    asked = drafts(
        f"{normal}\n\nCall the surgeon if you have:\n- a bad smell\n- shivering\n- a fever\n", "list members"
    )
    assert len(asked) == 1
    assert set(asked[0].key) == {"A bad smell", "Shivering", "A fever"}
    assert "Itching" in {option.text for option in asked[0].options}

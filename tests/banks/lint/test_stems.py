import pytest

from tests.banks.lint.builders import asked, rules, statement
from trainer.banks.lint import findings

STEPS = ("*Stop and assess", "Go on gently", "Wait a minute")
MUSCLES = ("*Rhomboid major", "Soleus", "Gastrocnemius")


@pytest.mark.parametrize(
    ("story", "stem"),
    [
        ("plainly", "Which muscle does not overlie the lung?"),
        ("in capitals", "Which of these muscles is NOT reached from behind?"),
        ("except, in the old form", "All of the following overlie the lung EXCEPT:"),
        ("except, in small letters", "Which of these muscles overlie the lung, except one?"),
        ("least likely", "Which muscle is least likely to refer pain to the arm?"),
        ("never", "Which muscle should never be needled straight in?"),
        ("cannot", "Which muscle cannot be lifted as a fold?"),
        ("short form", "Which muscle doesn't cross the shoulder?"),
        ("incorrect", "Which muscle is incorrect in this list of chest muscles?"),
        ("unlikely", "Which of these muscles is unlikely to cause a headache?"),
        ("a command", "Choose the muscle that is NOT above a lung."),
        ("to be completed", "The muscle of the back that is NOT above a lung is"),
        ("after a case", "A patient coughs after needling. Which muscle is not a likely site?"),
        ("a command with its clause", "Choose the muscle that does not lie above a lung."),
        ("after a side clause", "When a patient lies prone, which muscle is not reached from behind?"),
    ],
)
def test_a_question_in_the_negative(story, stem):
    assert rules(asked(stem, *MUSCLES)) == ["negative-stem"]


@pytest.mark.parametrize(
    ("story", "stem"),
    [
        ("a denial in the case", "The patient has no known allergy and does not smoke. What should you do first?"),
        ("at least", "For at least ten minutes the site has bled. Which step comes next?"),
        ("the least risk", "A needle may come near the lung. Which step carries the least risk?"),
        ("a condition", "What should you do if the patient does not answer?"),
        ("a relative clause", "Which step suits a patient who cannot lie prone?"),
        ("a reason", "The pulse is weak. What is the best reason not to go on?"),
        ("the cause of an absence", "The band gave no twitch. What best explains that it did not respond?"),
        ("why", "Why is the needle not left in place during a cough?"),
        ("whether or not", "Whether or not the patient faints, which step comes first?"),
        ("what is wrong, to be named", "A leaflet promises a cure in one visit. What is wrong with the promise?"),
        ("honest and least harmful", "Which words are honest and least likely to add to the pain?"),
        ("a command about someone", "Choose the step for a patient who cannot lie prone."),
        ("a contrast", "The band moved once. Which change was felt there, and not in the muscle beside it?"),
        ("unless", "What should you do next unless the patient objects?"),
    ],
)
def test_a_denial_elsewhere_is_no_negative_question(story, stem):
    assert rules(asked(stem, *STEPS)) == []


def test_a_denial_is_not_to_be_judged_true_or_false():
    assert rules(statement("A normal oxygen saturation does not exclude a pneumothorax.", answer=True)) == [
        "negative-stem"
    ]
    assert rules(statement("The lung can be reached with a 15 mm needle.", answer=True)) == []


@pytest.mark.parametrize(
    ("story", "stem"),
    [
        ("which is true", "Which of the following is true?"),
        ("which are correct", "Which of the following statements are correct?"),
        ("true about a subject", "Which statement about dry needling is true?"),
        ("true of a subject, behind", "Which of these is correct regarding trigger points?"),
        ("after a case", "A 40-year-old has neck pain after a fall. Which of the following is true?"),
        ("most accurate, without a case", "Which of the following is the most accurate?"),
        ("supported, without a case", "Which statement about trigger points is supported by research?"),
        ("no verb", "Regarding the pneumothorax, which of the following?"),
        ("select the true one", "Select the correct statement."),
        ("select the true one of a subject", "Choose the true answer about trigger points."),
        ("a heading", "Dry needling:"),
        ("a heading with a noun like a command", "The state of the trigger point:"),
        ("a heading with a subject", "The local twitch response in rabbits and in people."),
        ("a verb, and nothing asked", "Dry needling is:"),
        ("a case without a question", "A patient coughs and holds the right side after a visit."),
        ("nothing to think about", "Which is best?"),
        ("what now, out of nowhere", "What now?"),
    ],
)
def test_a_stem_that_asks_nothing_by_itself(story, stem):
    assert rules(asked(stem, *MUSCLES)) == ["unfocused-stem"]


@pytest.mark.parametrize(
    ("story", "stem"),
    [
        ("a definition", "What is dry needling?"),
        ("a choice among plans", "The spot bleeds after the visit. Which plan is best supported?"),
        ("a case with a claim", "A coach asks whether latent points matter. Which statement fits the studies?"),
        ("an answer to a person", "A student asks what a Delphi panel is. Which answer is right?"),
        (
            "the most accurate of several sentences",
            "You may replace a sentence in a leaflet. Which one is the most accurate?",
        ),
        ("a sentence to be completed", "The muscle between spine and shoulder blade is the"),
        ("a blank", "The pleura reaches down to the ____ rib beside the spine."),
        ("a command after a clause", "From what the chart shows, select the muscle to needle."),
        ("a command", "Name the muscle above the spine of the scapula."),
        ("made somewhere", "Which of the following is made by the liver?"),
        ("a question, then a hint", "Which rib is meant? Count from above."),
    ],
)
def test_a_stem_that_can_be_answered_with_the_options_covered(story, stem):
    assert rules(asked(stem, *MUSCLES)) == []


def test_a_short_question_leans_on_its_case():
    assert rules(asked("What now?", *STEPS, context="A patient coughs and holds her side.")) == []


def test_several_right_statements_may_be_asked_for_in_the_open():
    stem = "Which statements about trigger points are true? Choose every right one."
    assert (
        rules(asked(stem, "*They refer pain", "*They lie in bands", "They lie in bone", kind="multiple response")) == []
    )


def test_an_instruction_is_no_question():
    assert rules(asked("Steps of hand hygiene", kind="ordering")) == []


def test_a_sentence_without_end():
    long = "A patient who came for the left shoulder " + "and who had been seen for the same pain some time ago " * 4
    found = findings(asked(f"{long}asks for help. What should you do first?", *STEPS))
    assert [finding.rule for finding in found] == ["reading-level"]
    assert "59 words" in found[0].message


def test_a_stem_without_end():
    stem = "The patient tells you of the pain in the arm. " * 14 + "What should you do first?"
    assert rules(asked(stem, *STEPS)) == ["reading-level"]


def test_words_too_long():
    stem = (
        "Notwithstanding institutional considerations necessitating organizational accountability, multidisciplinary "
        "representatives recommended comprehensive documentation. What should documentation accomplish?"
    )
    assert rules(asked(stem, *STEPS)) == ["reading-level"]


def test_medical_terms_are_no_long_words():
    stem = (
        "Ultrasonography of the sternocleidomastoid, the supraspinatus and the infraspinatus shows hypoechoic areas. "
        "Which muscle has the most?"
    )
    assert rules(asked(stem, "*Infraspinatus", "Supraspinatus", "Sternocleidomastoid")) == []


@pytest.mark.parametrize(
    ("story", "stem", "found"),
    [
        ("nowhere", "During LTR testing a band flickers. What should you do?", ["undefined-abbreviation"]),
        ("in front", "A local twitch response (LTR) shows. What should you do next after the LTR?", []),
        ("behind", "An LTR (local twitch response) shows. What should you do next?", []),
        ("known to everyone", "The MRI shows an old tear. What should you do next in the US?", []),
        ("a word in capitals", "What should you do FIRST after a needle bends?", []),
        ("a vertebra", "The needle stands at T7, beside the C5 line. What should you do next?", []),
    ],
)
def test_abbreviations(story, stem, found):
    assert rules(asked(stem, *STEPS)) == found


def test_an_abbreviation_in_an_option_is_found_there_unless_the_case_has_it():
    options = ("*Refer for an EMG", "Needle once more", "Rest for a week")
    found = findings(asked("What should you do about a weak foot?", *options))
    assert [(finding.rule, finding.place) for finding in found] == [("undefined-abbreviation", ("options", 0, "text"))]
    assert rules(asked("What next?", *options, context="Electromyography (EMG) can be had today.")) == []


@pytest.mark.parametrize(
    "stem",
    [
        "In the previous question a patient fainted. What should you do next?",
        "Going by your last answer, what should you do next?",
        "The patient of question 3 comes back. What should you do first?",
    ],
)
def test_a_stem_that_hangs_on_another(stem):
    assert rules(asked(stem, *STEPS)) == ["hinges-on-item"]


def test_a_line_of_a_checklist_is_no_other_question():
    assert rules(asked("Item 5 of the checklist is blank. What should you do first?", *STEPS)) == []


@pytest.mark.parametrize(
    "stem",
    [
        "A wheelchair-bound man has shoulder pain. What should you do first?",
        "Which step suits diabetics with numb feet?",
    ],
)
def test_people_named_by_a_trait(stem):
    assert rules(asked(stem, *STEPS)) == ["dated-term"]

import pytest

from tests.banks.lint.builders import asked, rules
from trainer.banks.lint import Choice, Prompt, Question, Rationale, findings

NEXT = "A needle bends in the calf. What is the best next step?"


@pytest.mark.parametrize(
    ("story", "key"),
    [
        ("spelled out", "Stop, relax the muscle, and ease it out along its line"),
        ("with a reason", "Ease it out slowly, since a bent shaft can break"),
    ],
)
def test_the_key_is_much_the_longest(story, key):
    assert rules(asked(NEXT, f"*{key}", "Twist it hard", "Push it further in", "Leave it for a day")) == ["longest-key"]


@pytest.mark.parametrize(
    ("story", "options"),
    [
        ("a little longer", ("*Ease it out along the bend", "Twist it hard to the left", "Push it on to straighten")),
        (
            "long, but not the longest",
            ("*Relax the muscle, then ease it out", "Twist", "Push it on until it has become straight"),
        ),
        ("a name cannot be shortened", ("*Flexor digitorum profundus", "Soleus", "Biceps brachii")),
        ("names of one word", ("*Splenius", "Soleus", "Psoas")),
        ("numbers", ("5", "*1,000,000", "20")),
    ],
)
def test_a_key_of_ordinary_length(story, options):
    assert "longest-key" not in rules(asked(NEXT, *options))


def test_keys_of_multiple_response_are_long_only_together():
    stem = "Which steps help? Choose every right one."
    short = ("Twist it hard", "Push it on")
    both = ("*Relax the muscle before you try again", "*Ease it out along the line of the bend")
    assert rules(asked(stem, *both, *short, kind="multiple response")) == ["longest-key"]
    assert rules(asked(stem, both[0], "*Ease it out", *short, kind="multiple response")) == []


@pytest.mark.parametrize(
    "key",
    [
        "It is probably soreness",
        "Soreness is likely here",
        "One possible cause is use",
        "It tends to settle",
        "It appears to settle",
    ],
)
def test_a_key_that_alone_is_cautious(key):
    assert rules(
        asked(
            "A calf aches after a visit. What do you say?", f"*{key}", "It is a clot in a vein", "It is torn for good"
        )
    ) == ["hedged-key"]


def test_caution_in_one_key_of_two_is_no_cue():
    options = ("*It is probably soreness", "*It will pass", "It is a clot in a vein", "It is torn for good")
    asking = "A calf aches after a visit. What do you say? Choose every right one."
    assert rules(asked(asking, *options, kind="multiple response")) == []


def test_caution_everywhere_is_no_cue():
    options = ("*It is probably soreness", "It is probably a clot", "It is likely torn")
    assert rules(asked("A calf aches after a visit. What do you say?", *options)) == []


@pytest.mark.parametrize(
    ("story", "stem", "options"),
    [
        ("the same word", "Which sign shows a pleural leak?", ("*Pleural rub", "Dull ache", "Skin mark")),
        (
            "another form",
            "What keeps the twitching muscle short?",
            ("*A twitch reflex", "A torn tendon", "A bone spur"),
        ),
        (
            "another part of speech",
            "Which swab tells an infected joint?",
            ("*Infection panel", "Color chart", "Blood spot"),
        ),
        ("plural", "Which law governs sharps containers?", ("*The container rule", "The building code", "The tax law")),
        (
            "a story that names the answer",
            "A hemophilia patient bruises after needling. Whom do you ask first?",
            ("*The hemophilia team", "The front desk", "The insurer"),
        ),
    ],
)
def test_a_rare_word_of_the_stem_in_the_key_alone(story, stem, options):
    assert rules(asked(stem, *options)) == ["word-cue"]


@pytest.mark.parametrize(
    ("story", "stem", "options"),
    [
        ("in a wrong option too", "Which sign shows a pleural leak?", ("*Pleural rub", "Pleural scar", "Skin mark")),
        (
            "another echo in a wrong option",
            "Which sign shows a pleural leak in a muscle?",
            ("*Pleural rub", "Muscle ache", "Skin mark"),
        ),
        ("in a wrong option alone", "Which sign shows a pleural leak?", ("*Sharp pain", "Pleural scar", "Skin mark")),
        (
            "a common word",
            "What should the patient do after needling?",
            ("*Tell the patient to walk", "Call 911", "Ice it"),
        ),
        ("a short word", "Which rib is the last?", ("*Rib twelve", "Bone nine", "Disk four")),
    ],
)
def test_echoes_that_give_nothing_away(story, stem, options):
    assert "word-cue" not in rules(asked(stem, *options))


def test_a_prompt_that_echoes_its_match():
    choices = tuple(Choice(text) for text in ("Jump sign", "Twitch response", "Cramp"))
    prompts = (
        Prompt("The patient flinches", "Jump sign", ("prompts", 0, "text")),
        Prompt("A brisk twitch of one band", "Twitch response", ("prompts", 1, "text")),
    )
    reasons = (Rationale("It is the band that moves."),)
    found = findings(Question("matching", "Match each event.", choices, rationales=reasons, prompts=prompts))
    assert [(finding.rule, finding.place) for finding in found] == [("word-cue", ("prompts", 1, "text"))]


@pytest.mark.parametrize(
    ("story", "stem", "options"),
    [
        ("an, and consonants", "The bundle under the finger is an", ("*Elastic cord", "Bony spur", "Skin fold")),
        ("a, and a vowel", "The muscle over the rib is a", ("*Rotator", "Intercostal", "Scalene")),
        (
            "an, and a letter said with a consonant",
            "The lamp on the wall is an",
            ("*X-ray viewer", "UV lamp", "Open flame"),
        ),
        (
            "several asked for",
            "Which muscles are lifted as a fold?",
            ("*The scalenes", "The soleus", "The trapezius"),
        ),
        ("one asked for", "The tissue that contracts is a", ("*Band", "Tendons", "Ligaments")),
        ("one in -ing", "How is the band made to flicker?", ("*Snapping it", "A hot pack", "A cold pack")),
        ("all but one in -ing", "How is the band made to flicker?", ("*A quick snap", "Heating it", "Cooling it")),
        ("a purpose", "What is the needle moved for?", ("*To obtain a twitch", "Less pain later", "More blood flow")),
        (
            "a reason",
            "Why does the band stay short?",
            ("*Because it lacks energy", "A nerve that fires", "A scar in it"),
        ),
        ("a period", "What do you say to a worried runner?", ("*It will ache.", "It will heal", "It will tear")),
        ("no period", "What do you say to a worried runner?", ("*It will ache", "It will heal.", "It will tear.")),
    ],
)
def test_grammar_that_tells_the_key(story, stem, options):
    assert rules(asked(stem, *options)) == ["grammar-cue"]


@pytest.mark.parametrize(
    ("story", "stem", "options"),
    [
        ("an, all vowels", "The cord under the finger is an", ("*Elastic band", "Inner fold", "Old scar")),
        ("an hour, an MRI", "What the patient waits for is an", ("*MRI scan", "Hour of rest", "Echo")),
        ("a unit, a European", "The nurse of the ward is a", ("*European", "Unit head", "Friend")),
        ("several, and all are several", "Which fibers are torn?", ("*Inner fibers", "Outer fibers", "Deep fibers")),
        ("a muscle that ends in s", "Which muscles are meant?", ("*Soleus", "Biceps", "Psoas")),
        ("all in -ing", "What comes first?", ("*Washing hands", "Opening packs", "Swabbing skin")),
        ("a noun that ends so", "What is seen first?", ("*Bruising", "Redness", "A rash")),
        (
            "a noun that ends so, with its place",
            "What is felt first?",
            ("*Tingling in a hand", "Ache in a hand", "Cold in a hand"),
        ),
        (
            "an -ing word that is no act",
            "What follows first?",
            ("*Lasting pains there", "Heat in the skin", "A red mark"),
        ),
        ("acts, one with its place", "How does she rest?", ("*Lying on a side", "Holding a cup", "Raising the legs")),
        (
            "sentences, all with a period",
            "What do you say to a worried runner?",
            ("*It will ache.", "It will heal.", "It will tear."),
        ),
        ("one wrong option of another form", "What comes first?", ("*Hand rub", "Gloves on", "Swabbing skin")),
    ],
)
def test_grammar_that_tells_nothing(story, stem, options):
    assert rules(asked(stem, *options)) == []


def test_the_form_of_one_key_of_two_tells_nothing():
    options = ("*Washing the hands", "*Hand rub", "A towel", "A mask")
    assert rules(asked("What comes first? Choose every one.", *options, kind="multiple response")) == []


def test_in_long_options_number_cannot_be_told():
    options = (
        "*Fibers that lie under the skin of the back",
        "Tendon under the skin of the back and arm",
        "Bone below all of that skin",
    )
    assert "grammar-cue" not in rules(asked("Which tissues are stretched first?", *options))


def test_the_key_has_what_most_options_have():
    wrong = ("Gown, mask and apron", "Gloves, apron and boots", "Gown, gloves and boots")
    assert rules(asked("What is worn?", "*Gown, gloves and apron", *wrong)) == ["convergence"]
    lying = ("*Needles out and legs raised", "Needles out and head raised", "Needles left and legs raised")
    assert rules(asked("A man faints. What do you do?", *lying)) == ["convergence"]


@pytest.mark.parametrize(
    "options",
    [
        (
            "*Lower pH and more substance P",
            "Higher pH and more substance P",
            "Lower pH and less substance P",
            "Higher pH and less substance P",
        ),
        ("*Gown and gloves", "Mask and boots", "Cap and apron"),
        ("*Band", "Nodule", "Jump sign"),
        ("*Gown and gloves", "Gown and mask", "Gown and boots"),
    ],
)
def test_parts_in_balance(options):
    assert rules(asked("What was found?", *options)) == []


MORE = ("*The threshold rises", "The threshold falls", "The threshold is unchanged")


def test_more_less_the_same_and_one_beside():
    assert rules(asked("What does needling do?", *MORE, "The skin turns red")) == ["logical-cue"]
    assert rules(asked("What does needling do?", *MORE)) == []
    assert rules(asked("What does needling do?", *MORE[:2], "The skin turns red", "The band twitches")) == []

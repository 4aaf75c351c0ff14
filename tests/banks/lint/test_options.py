import pytest

from tests.banks.lint.builders import WHY, asked, rules, statement
from trainer.banks.lint import Choice, Question, Rationale, findings

ASK = "Which finding points to a collapsed lung?"
GOOD = ("*Sharp pain on breathing in", "Dull ache on pressing", "Blue mark at the site")


@pytest.mark.parametrize(
    ("option", "rule"),
    [
        ("All of the above", "all-of-the-above"),
        ("All the above", "all-of-the-above"),
        ("All of these.", "all-of-the-above"),
        ("All of the above are correct", "all-of-the-above"),
        ("Any of the above", "all-of-the-above"),
        ("All are correct", "all-of-the-above"),
        ("All of the listed signs", "all-of-the-above"),
        ("None of the above findings", "none-of-the-above"),
        ("None of the above", "none-of-the-above"),
        ("None of these", "none-of-the-above"),
        ("Neither of the above", "none-of-the-above"),
        ("None of the options is right", "none-of-the-above"),
        ("None are correct", "none-of-the-above"),
        ("A and C", "combined-options"),
        ("Both A and B", "combined-options"),
        ("(a) and (c)", "combined-options"),
        ("a, b and d", "combined-options"),
        ("I and III only", "combined-options"),
        ("Options 1 and 2", "combined-options"),
        ("Both of the above", "combined-options"),
        ("More than one of the above", "combined-options"),
        ("Both are correct", "combined-options"),
    ],
)
def test_options_about_options(option, rule):
    found = findings(asked(ASK, *GOOD, option))
    assert [(finding.rule, finding.place) for finding in found] == [(rule, ("options", 3, "text"))]


@pytest.mark.parametrize(
    "option",
    [
        "Vitamin A and C in the blood",
        "Ribs above and below",
        "None seen on the film",
        "Both shoulders aching",
        "Pain at C5 and C6",
    ],
)
def test_options_that_only_sound_like_it(option):
    assert rules(asked(ASK, *GOOD, option)) == []


def test_numbers_of_a_list_in_the_stem_are_combined_too():
    stem = "Three signs: 1. cough, 2. pallor, 3. itch. Which of them point to a collapsed lung?"
    assert set(rules(asked(stem, "*1 and 2", "2 and 3", "1 and 3"))) == {"combined-options"}
    assert (
        rules(asked("On which two days is the soreness felt?", "*1 and 2", "4 and 5", "7 and 8", fixed_order=True))
        == []
    )


def test_numbers_of_statements_that_stand_elsewhere():
    assert set(rules(asked(ASK, "*1, 2 and 3", "1 and 3", "2 and 4"))) >= {"combined-options"}


@pytest.mark.parametrize("word", ["often", "usually", "rarely", "sometimes", "may", "frequently", "generally"])
def test_vague_words(word):
    assert rules(asked(ASK, "*Sharp pain on breathing in", f"Ache that {word} spreads", "Blue mark at the site")) == [
        "vague-frequency"
    ]


def test_the_month_of_may_and_a_vague_word_in_the_stem_are_fine():
    assert (
        rules(asked("What does soreness usually need?", "*Rest until 3 May", "Ice until 4 May", "Heat until 5 May"))
        == []
    )


def test_may_says_something_else_than_often():
    asking = (ASK, "*Sharp pain on breathing in", "Ache that {} spread", "Blue mark at the site")
    messages = [findings(asked(*(part.format(word) for part in asking)))[0].message for word in ("may", "often")]
    assert "nearly everything may be" in messages[0]
    assert "share of cases" in messages[1]


def test_may_as_permission_is_not_vague():
    options = ("*She may fly once cleared", "She may not fly again", "She may fly from Friday")
    assert rules(asked("A lung has healed. What do you say about air travel?", *options)) == []


@pytest.mark.parametrize("word", ["always", "never", "only", "must", "completely", "all"])
def test_absolutes_in_wrong_options_alone(word):
    wrong = f"Pain that {word} spreads"
    assert rules(asked(ASK, "*Sharp pain on breathing", wrong, "Blue mark at the site")) == ["absolute-term"]
    assert rules(asked(ASK, f"*Pain that {word} stabs", wrong, "Blue mark at the site")) == []


@pytest.mark.parametrize(
    "option",
    [
        "Pain every two hours",
        "No pain at all",
        "Ache in all four limbs",
        "Leak that must lie behind",
        "A rest, when all has settled",
        "Hurt not only here",
    ],
)
def test_words_that_look_absolute(option):
    assert rules(asked(ASK, *GOOD, option)) == []


def test_only_in_a_case_is_no_absolute_in_an_option():
    assert rules(asked("The only needle was placed over the ribs. What points to a collapsed lung?", *GOOD)) == []


def test_an_absolute_makes_a_statement_false_for_the_testwise():
    assert rules(statement("A collapsed lung always shows within an hour.", answer=False)) == ["absolute-term"]
    assert rules(statement("A used needle always goes into the sharps container.", answer=True)) == []


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Remove the needle", "remove needle."),
        ("Taut band and jump sign", "Jump sign and taut band"),
        ("Tip of the needle", "The needle tip"),
        ("About 20 seconds", "20 sec"),
    ],
)
def test_options_that_say_the_same(one, other):
    found = findings(asked("Where does the fault lie in this needling?", f"*{one}", other, "Blue mark at the site"))
    assert ("equal-options", ("options", 1, "text")) in [(finding.rule, finding.place) for finding in found]


def test_options_in_another_order_differ_where_order_is_asked():
    assert rules(asked("In which order are these done?", "*Gown and gloves", "Gloves and gown", "Mask and boots")) == []
    assert rules(asked("What protects best?", "*Gown and gloves", "Gloves and gown", "Mask and boots")) == [
        "equal-options"
    ]


def test_an_option_that_nobody_can_keep_in_mind():
    long = "Sharp pain " + "that grows with each deep breath and eases on lying still " * 3
    assert "long-option" in rules(asked(ASK, f"*{long}", *GOOD[1:]))


@pytest.mark.parametrize("odd", ["Alcohol rub", "Soap"])
def test_a_thing_among_numbers(odd):
    assert rules(asked("What does the guideline ask for?", "*20 seconds", "40 seconds", "60 seconds", odd)) == [
        "heterogeneous-options"
    ]


def test_an_hour_and_weekly_are_amounts():
    assert rules(asked("How soon?", "*Ten minutes", "An hour", "A day", fixed_order=True)) == []
    assert (
        rules(asked("How often is the box checked?", "*Every 2 hours", "Every 4 hours", "Weekly", "Each night")) == []
    )


def test_no_limit_is_an_answer_to_how_much():
    assert rules(asked("How deep may it go?", "*20 mm", "40 mm", "60 mm", "No limit", fixed_order=True)) == []


@pytest.mark.parametrize("why", ["", "  ", "Correct.", "Wrong answer", "This is incorrect.", "dull ache on pressing"])
def test_a_choice_without_a_reason(why):
    choices = (
        Choice("Sharp pain on breathing", True, WHY, ("options", 0, "text")),
        Choice("Dull ache on pressing", False, why, ("options", 1, "text")),
        Choice("Blue mark at the site", False, WHY, ("options", 2, "text")),
    )
    found = findings(Question("single best answer", ASK, choices))
    assert [(finding.rule, finding.place) for finding in found] == [("missing-rationale", ("options", 1, "why"))]


def test_a_reason_of_the_whole_item_is_looked_for_as_well():
    steps = (Choice("Clean the hands"), Choice("Open the pack"))
    question = Question("ordering", "Put the steps in order.", steps, rationales=(Rationale("", ("why",)),))
    assert [finding.place for finding in findings(question)] == [("why",)]

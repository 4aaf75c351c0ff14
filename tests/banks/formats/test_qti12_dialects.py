"""QTI 1.2 as other products write it: Blackboard, Canvas, Desire2Learn."""

import pytest

from tests.banks.formats.test_qti12 import EITHER, IS, ITEM, when
from trainer.banks.formats import read


def said(text: str) -> str:
    return (
        f'<material><mat_extension><mat_formattedtext type="HTML">{text}</mat_formattedtext></mat_extension></material>'
    )


def flow(kind: str, inside: str) -> str:
    return f'<flow class="{kind}">{inside}</flow>'


def blackboard(type_: str, responses: str, scoring: str, more: str = "", stem: str = "Say") -> str:
    about = f"<bbmd_asi_object_id>_1_1</bbmd_asi_object_id><bbmd_questiontype>{type_}</bbmd_questiontype>"
    shown = flow("Block", flow("QUESTION_BLOCK", said(stem)) + flow("RESPONSE_BLOCK", responses) + more)
    return f"""<questestinterop><item title="t"><itemmetadata>{about}</itemmetadata><presentation>{shown}</presentation>
    <resprocessing><outcomes><decvar varname="SCORE" maxvalue="1"/></outcomes>{scoring}</resprocessing></item>
    </questestinterop>"""


def asks(response: str, *values: str) -> str:
    return "".join(f"<varequal respident='{response}'>{value}</varequal>" for value in values)


def prompt(name: str, text: str) -> str:
    """Its choices are numbers only; their texts stand in a block of their own."""
    choices = "".join(f'<response_label ident="{name}{number}"/>' for number in (1, 2, 3))
    return flow(
        "Block", f'{said(text)}<response_lid ident="{name}"><render_choice>{choices}</render_choice></response_lid>'
    )


def test_blackboard_matches_by_place_and_says_what_is_right_by_its_feedback():
    right = "".join(
        f"<respcondition><conditionvar>{asks(name, value)}</conditionvar>"
        "<displayfeedback linkrefid='correct'/></respcondition>"
        for name, value in (("p", "p2"), ("q", "q1"))
    )
    texts = flow("RIGHT_MATCH_BLOCK", "".join(flow("Block", said(text)) for text in ("first", "second", "third")))
    wrong = when("<other/>", "0")
    text = blackboard("Matching", prompt("p", "one") + prompt("q", "two"), right + wrong, texts)
    (question,) = read(text.encode()).questions
    assert question.pairs == [("one", "second"), ("two", "first"), ("", "third")]
    partial = text.replace("<bbmd_questiontype>", "<bbmd_partialcredit>true</bbmd_partialcredit><bbmd_questiontype>")
    assert "Parts of the mark" in read(partial.encode()).questions[0].warnings[0]
    assert question.id == "_1_1"


def test_blackboard_writes_gaps_into_the_text_and_scores_them_together():
    boxes = "".join(f'<response_str ident="{name}"><render_fib/></response_str>' for name in "ab")
    test = f"<and><or>{asks('a', 'red', 'pink')}</or><or>{asks('b', 'blue')}</or></and>"
    text = blackboard("Fill in the Blank Plus", boxes, when(test, "SCORE.max"), stem="Roses are [a], violets [b].")
    (question,) = read(text.encode()).questions
    assert question.stem == "Roses are [[a]], violets [[b]]."
    assert [[one.text for one in gap.answers] for gap in question.gaps] == [["red", "pink"], ["blue"]]
    assert question.is_all_or_nothing


def test_an_essay_of_blackboard_rewards_everybody():
    box = '<response_str ident="response"><render_fib/></response_str>'
    reading = read(blackboard("Essay", box, when("", "SCORE.max")).encode())
    assert [one.type for one in reading.skipped] == ["essay"]


def test_what_counts_slips_is_no_score():
    """Desire2Learn counts what was rightly chosen and rightly left in one variable, and slips in another."""
    scoring = "".join(
        when(test, "1", "Add").replace("<setvar", f"<setvar varname='{name}'")
        for ident, is_right in (("a", True), ("b", False), ("c", True))
        for test, name in (
            (IS(ident), "D2L_Correct" if is_right else "D2L_Incorrect"),
            (f"<not>{IS(ident)}</not>", "D2L_Incorrect" if is_right else "D2L_Correct"),
        )
    )
    text = f"<questestinterop>{ITEM.format(label='x', type='y', many='Multiple', scoring=scoring)}</questestinterop>"
    (question,) = read(text.replace('varname="SCORE"', 'varname="que_score"').encode()).questions
    assert [one.ident for one in question.right] == ["a", "c"]
    assert [one.fraction for one in question.answers] == [0.5, -0.5, 0.5]


def test_places_in_a_picture_are_named():
    shown = '<response_xy ident="r"><render_hotspot/></response_xy>'
    reading = read(blackboard("", shown, when(asks("r", "1 1"), "1")).encode())
    assert [one.type for one in reading.skipped] == ["response_xy"]


def test_gaps_that_say_how_they_are_filled():
    def gap(name: str, way: str, rule: str) -> str:
        about = f'ident="{name}1" answer_type="{way}" scoring_algorithm="{rule}"'
        label = f"<response_label {about}>{said('red')}</response_label>"
        return f'<response_lid ident="response_{name}"><render_choice>{label}</render_choice></response_lid>'

    boxes = gap("a", "openEntry", "TextContainsAnswer") + gap("b", "dropdown", "TextInChoices")
    scoring = when(asks("response_a", "a1"), "50", "Add") + when(asks("response_b", "b1"), "50", "Add")
    text = blackboard("Fill in the Blank Plus", boxes, scoring, stem="One [a] and [b].")
    (question,) = read(text.encode()).questions
    assert [(gap.id, gap.is_open) for gap in question.gaps] == [("a", True), ("b", False)]
    assert [warning for warning in question.warnings if "compared otherwise" in warning] == [question.warnings[0]]


def test_where_different_selections_earn_the_whole_mark_none_is_right():
    pairs = when(f"<and>{IS('a')}{IS('b')}</and>", "10") + when(f"<and>{IS('b')}{IS('c')}</and>", "10")
    for scoring in (when(f"<or>{IS('a')}{IS('b')}</or>", "10"), pairs):
        text = ITEM.format(label="x", type="y", many="Multiple", scoring=scoring)
        reading = read(f"<questestinterop>{text}</questestinterop>".encode())
        assert [one.message[:20] for one in reading.errors] == ["Different selections"]


def test_numbers_without_an_end_are_no_range():
    number = "<response_num ident='r'><render_fib/></response_num>"
    for both, errors in (("and", 0), ("or", 1)):
        limits = f"<{both}><vargte respident='r'>4</vargte><varlte respident='r'>6</varlte></{both}>"
        shown = f"<presentation><material><mattext>Which?</mattext></material>{number}</presentation>"
        text = f"<item ident='x'>{shown}<resprocessing>{when(limits, '10')}</resprocessing></item>"
        assert len(read(f"<questestinterop>{text}</questestinterop>".encode()).errors) == errors


TYPED = "<response_str ident='r'><render_fib/></response_str>"
SHOWN_RIGHT = "<displayfeedback linkrefid='correct'/><displayfeedback linkrefid='r1'/></respcondition>"


@pytest.mark.parametrize(
    "scoring",
    [
        when(asks("r", "Illinois", "IL"), "100"),  # Canvas: all that are right in one condition
        when(f"<or>{asks('r', 'Illinois', 'IL')}</or>", "100"),
        when(f"<and>{asks('r', 'Illinois', 'IL')}</and>", "100"),
        when("<other/>", "0")
        + "".join(
            f"<respcondition><conditionvar>{asks('r', text)}</conditionvar>{SHOWN_RIGHT}" for text in ("Illinois", "IL")
        ),  # Blackboard: feedback on all answers and on this one
    ],
)
def test_each_of_several_words_is_right(scoring):
    (question,) = read(blackboard("Fill in the Blank", TYPED, scoring).encode()).questions
    assert [(one.text, one.fraction) for one in question.answers] == [("Illinois", 1), ("IL", 1)]


def test_a_condition_on_a_field_that_is_not_there():
    label = f"<response_label ident='3'>{said('word')}</response_label>"
    box = f"<response_lid ident='response_a'><render_choice>{label}</render_choice></response_lid>"
    text = blackboard("Fill in the Blank Plus", box, when(asks("response_word", "3"), "1"), stem="The [a]")
    (question,) = read(text.encode()).questions
    assert question.pairs == [("a", "word")]
    assert "not there" in question.warnings[0]


def test_the_text_may_stand_in_the_response():
    text = ITEM.format(label="x", type="y", many="Single", scoring=EITHER)
    more = "<material><mattext texttype='text/html'>A &amp;lt; B?</mattext></material>"
    text = text.replace("<render_choice>", f"{more}<render_choice>")
    (question,) = read(f"<questestinterop>{text}</questestinterop>".encode()).questions
    assert (question.stem, question.is_html) == ("Which? A &lt; B?", True)


def test_respondus_says_whether_it_is_correct_and_blackboard_either_or():
    scoring = when(IS("a"), "False") + when(IS("b"), "True") + when("<other/>", "")
    text = ITEM.format(label="x", type="y", many="Single", scoring=scoring)
    text = text.replace(">one<", ">yes_no.true<").replace(">two<", ">yes_no.false<")
    (question,) = read(f"<questestinterop>{text}</questestinterop>".encode()).questions
    assert [(one.text, one.fraction) for one in question.answers] == [("Yes", 0), ("No", 1), ("three", 0)]


def test_marks_that_are_no_number_cost_the_question():
    text = ITEM.format(label="x", type="y", many="Single", scoring=when(IS("a"), "2 5") + when(IS("b"), "10"))
    reading = read(f"<questestinterop>{text}</questestinterop>".encode())
    assert ([one.message for one in reading.errors], reading.questions) == (["“2 5” is no number of marks."], [])


def test_categories_are_named():
    text = ITEM.format(label="question_type", type="categorization_question", many="Multiple", scoring=EITHER)
    reading = read(f"<questestinterop>{text}</questestinterop>".encode())
    assert [one.type for one in reading.skipped] == ["categorization_question"]


def labeled(*texts: str) -> str:
    rows = (
        f'<response_label ident="{at}"><material><mattext>{text}</mattext></material></response_label>'
        for at, text in enumerate(texts)
    )
    return f"<render_choice>{''.join(rows)}</render_choice>"


def plainly(responses: str, scoring: str, more: str = "") -> bytes:
    asked = "<material><mattext>Say </mattext></material>"
    return f"""<item ident="i" title="t"><presentation><flow>{asked}{responses}</flow></presentation><resprocessing>
    {scoring}</resprocessing>{more}</item>""".encode()


def test_ilias_lists_the_choices_of_a_gap_and_asks_for_their_text():
    boxes = f'<response_str ident="g0">{labeled("cat", "dog")}</response_str><response_num ident="g1"/>'
    scoring = (
        when(asks("g0", "cat"), "0", "Add") + when(asks("g0", "dog"), "1", "Add") + when(asks("g1", "4"), "1", "Add")
    )
    (question,) = read(plainly(boxes, scoring)).questions
    assert [[(one.text, one.fraction) for one in gap.answers] for gap in question.gaps] == [
        [("cat", 0), ("dog", 1)],
        [("4", 1)],
    ]
    assert "Gap g1 asks for a number" in question.warnings[0]


@pytest.mark.parametrize(("places", "count"), [("012", 1), ("120", 0), ("01", 0)])
def test_ilias_gives_marks_for_each_place_of_an_order(places, count):
    box = f'<response_lid ident="o" rcardinality="Ordered">{labeled("one", "two", "three")}</response_lid>'
    scoring = "".join(
        when(f"<varequal respident='o' index='{at}'>{place}</varequal>", "1", "Add") for at, place in enumerate(places)
    )
    reading = read(plainly(box, scoring))
    assert [[one.text for one in question.answers] for question in reading.questions] == [
        ["one", "two", "three"]
    ] * count
    assert len(reading.errors) == 1 - count


def test_sakai_says_what_is_right_beside_marks_of_0_and_a_comment_is_of_the_answer_it_names():
    choices = labeled("a", "b", "c").replace('ident="2"', 'ident="o"')
    scoring = "".join(
        f"<respcondition continue='No'><conditionvar>{asks('m', name)}</conditionvar><setvar action='Add'>0.0</setvar>"
        f"<displayfeedback linkrefid='{said}'/></respcondition>"
        for name, said in (("0", "InCorrect"), ("1", "Correct"), ("o", "Correct"))
    )
    shown = "<itemfeedback ident='{}'><material><mattext>{}</mattext></material></itemfeedback>"
    comments = shown.format("Correct", "Well done") + shown.format("fb_1", "NONE")
    (question,) = read(
        plainly(f'<response_lid ident="m" rcardinality="Multiple">{choices}</response_lid>', scoring, comments)
    ).questions
    assert [(one.fraction, one.feedback) for one in question.answers] == [(0, ""), (0.5, ""), (0.5, "")]
    assert "Comments on the whole" in question.warnings[0]


def test_markup_that_is_escaped_around_some_that_is_not_is_one_text():
    mixed = "&lt;p&gt;Is <code>x &lt; y</code>?&lt;/p&gt;"
    box = f'<response_lid ident="m" rcardinality="Single">{labeled("a", "b")}</response_lid>'
    data = plainly(box, when(asks("m", "1"), "1")).replace(
        b"<mattext>Say ", b'<mattext texttype="text/html">' + mixed.encode()
    )
    (question,) = read(data).questions
    assert question.stem == "<p>Is <code>x &lt; y</code>?</p>"

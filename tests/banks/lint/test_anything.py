"""Whatever is written, the rules answer, and point at something that is there."""

from hypothesis import given
from hypothesis import strategies as st

from trainer.banks.lint import RULES, Choice, Question, findings, near_equal
from trainer.banks.lint.table import ALL

words = st.sampled_from(
    "which what of the following is are not true except may 10 20-30 mm a an and or A B needle . ? , : ( “".split()
)
texts = st.one_of(st.text(max_size=60), st.lists(words, max_size=14).map(" ".join))


@given(st.sampled_from(ALL), texts, st.lists(st.tuples(texts, st.booleans(), texts), max_size=5), st.booleans())
def test_any_question_is_answered(kind, stem, options, fixed_order):
    choices = tuple(Choice(text, key, why, ("options", n, "text")) for n, (text, key, why) in enumerate(options))
    places = {("stem",), ("options",)} | {("options", n, part) for n in range(len(options)) for part in ("text", "why")}
    for finding in findings(Question(kind, stem, choices, fixed_order)):
        assert finding.rule in RULES
        assert finding.place in places
        assert finding.message
        assert finding.mend


@given(texts, texts)
def test_saying_the_same_is_mutual(one, other):
    assert near_equal(one, one)
    assert near_equal(one, other) == near_equal(other, one)

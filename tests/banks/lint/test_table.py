import pytest

from tests.banks.lint.builders import asked
from trainer.banks.lint import RULES, findings, kinds_of
from trainer.banks.lint.table import LOOKS


def test_every_rule_looks_and_says_who_says_so():
    assert RULES.keys() == LOOKS.keys()
    for says, source in RULES.values():
        assert says.endswith(".")
        assert len(source) > 20


@pytest.mark.parametrize(
    ("rule", "kind", "looks"),
    [
        ("longest-key", "multiple response", True),
        ("longest-key", "true or false", False),
        ("unfocused-stem", "matching", False),
        ("mixed-units", "extended matching", False),
        ("missing-rationale", "hotspot", True),
    ],
)
def test_which_kinds_a_rule_looks_at(rule, kind, looks):
    assert (kind in kinds_of(rule)) is looks


def test_a_finding_names_the_words_the_mend_and_the_source():
    (finding,) = findings(asked("Which muscle is not above a lung?", "*Soleus", "Rhomboid", "Scalene"))
    assert finding.rule == "negative-stem"
    assert finding.place == ("stem",)
    assert "“not”" in finding.message
    assert finding.mend
    assert finding.source == RULES["negative-stem"].source

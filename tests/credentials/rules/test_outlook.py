"""What somebody still has to do: the same as the rule that issues asks for, with the days on which it ended."""

from datetime import date

from tests.credentials.rules.builders import entry, held, known, modules, passed, policy, windowed
from trainer.credentials.rules import Leaf, every, outlook, standing

LICENSE = Leaf("license", "CO", days=120, ongoing=True)


def cells(rule, history, day):
    found = outlook(rule, standing(rule, history, day), history).cells
    return {one.leaf.subject: (one.state, one.until, one.is_open) for one in found}


def test_after_a_revocation_what_it_rested_on_has_to_be_shown_anew():
    rule = policy(requires=every(modules("lung", "clean"), LICENSE))
    history = known(
        *(passed(name, date(2026, 6, 1)) for name in ("lung", "clean")),
        entry("license", "CO", date(2026, 8, 1)),
        held(date(2026, 6, 1), date(2028, 6, 1)),
        entry("revocation", "needling", date(2026, 9, 7)),
        passed("clean", date(2026, 9, 20)),
    )
    assert cells(rule, history, date(2026, 9, 6))["lung"] == ("current", date(2028, 6, 1), False)
    assert cells(rule, history, date(2026, 9, 21)) == {
        "lung": ("lapsed", date(2026, 9, 6), True),
        "clean": ("current", date(2028, 9, 20), False),
        "CO": ("current", date(2026, 11, 29), False),  # a license is what it is
    }


def test_after_a_lapse_a_pass_from_before_the_window_ended_with_the_certificate():
    """Clean was passed last, and would count two months longer by itself."""
    rule = windowed("lung", "clean")
    history = known(
        passed("lung", date(2026, 1, 1)), passed("clean", date(2026, 3, 1)), held(date(2026, 3, 1), date(2028, 1, 1))
    )
    ended = ("lapsed", date(2028, 1, 1), True)
    assert cells(rule, history, date(2028, 2, 10)) == {"lung": ended, "clean": ended}

"""From a model to its variants: which there are, what is in them, and that they are the same tomorrow."""

import subprocess
import sys
from functools import partial
from hashlib import sha256
from itertools import islice
from pathlib import Path

import pytest

from tests.banks.generation.builders import MODEL, changed, model_of
from trainer.banks.content import Made
from trainer.banks.generation.compiling import ready
from trainer.banks.generation.generate import as_item, count, variants
from trainer.banks.generation.proof import prove, published
from trainer.banks.generation.spaces import sample

ROOT = Path(__file__).parents[3]
OWN = """\
- id: dose
  title: Doses
  objective: wash
  level: recall
  facts: [F-1]
  cross: [case, unit]
  stem: "In {a:unit.name}, how much is {case.thing}?"
  options:
    from: own
    key: "{case.right} {unit.short}"
    why_key: "{case.thing^} is so much."
    count: 3
    order: as listed
  tables:
    case:
      - id: a
        passage: rub
        thing: one spoon
        right: 15
        wrong:
          - {text: "150 {unit.short}", why: "Ten times as much."}
          - {text: "5 {unit.short}", why: "That is a small one."}
          - {text: "15 {unit.short}.", why: "That is the same."}
    unit:
      - {id: ml, name: ounce-sized cup, short: mL}
      - {id: g, name: hour-glass, short: g}
"""


def tell(variant):
    """A variant in one line."""
    options = "; ".join(f"{'*' if option.key else ''}{option.text} ({option.why})" for option in variant.options)
    return f"{variant.id} {','.join(variant.facts)} {variant.passage} {variant.stem} {options}"


def test_every_combination_that_is_not_forbidden_is_a_variant_rows_in_the_order_of_the_file():
    names = [variant.name for variant in variants(model_of())]
    assert names[:5] == ["c0-foot", "c1-foot", "c2-hand", "c2-foot", "c3-hand"]
    assert len(names) == count(model_of()) == 38


def test_a_variant_says_all_that_an_item_says():
    third = next(islice(variants(model_of()), 2, None))
    assert third.id == "skin-c2-hand"
    assert third.stem == "An adult of 22 reports a bruise of sort 2 on the hand 4 hours later. What is best?"
    assert third.key.text == "Phone a physician"
    assert third.key.why == "Sort 2 asks for it."
    assert {option.why for option in third.distractors} < {
        "Only for what fades.", "Only for what burns.", "Only for what is dry."
    }  # fmt: skip
    assert third.facts == ("F-100", "F-2")
    assert third.decision == ("c2",)
    assert third.values["case.who"] == "adult of 22"


def test_an_item_tells_the_rows_it_is_made_of():
    item = as_item(next(variants(model_of())))
    assert item.made == Made(model="skin", rows={"case": "c0", "site": "foot"})
    assert item.passage == "rub"
    assert sum(option.key for option in item.options) == 1
    assert not item.fixed_order


def test_variants_are_those_of_yesterday():
    """A changed figure here means that every published variant becomes another item."""
    told = "\n".join(map(tell, variants(model_of(MODEL.replace("count: 3", "count: 3\n    sets: 3")))))
    assert sha256(told.encode()).hexdigest()[:16] == "e7128125fd3e6586"
    assert len(told.splitlines()) == 114


def test_another_process_makes_the_same():
    code = (
        "from tests.banks.generation.builders import model_of; from trainer.banks.generation.generate import variants;"
        "print(hash('seed'), [[o.text for o in v.options] for v in variants(model_of())])"
    )
    run = partial(subprocess.run, [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    told = [run(), run()]
    hashes, options = zip(*(one.stdout.split(" ", 1) for one in told), strict=True)
    assert hashes[0] != hashes[1]
    assert options[0] == options[1]


def test_further_sets_are_variants_of_their_own_while_there_are_other_distractors():
    four = MODEL.replace("count: 3", "count: 3\n    sets: 9")
    sets = {}
    for variant in variants(model_of(four)):
        if variant.rows == {"case": "c0", "site": "foot"}:
            sets[variant.name] = frozenset(option.row for option in variant.distractors)
    assert list(sets) == [f"c0-foot{end}" for end in ("", "-2", "-3", "-4", "-5")]
    assert len(set(sets.values())) == 5  # of 6 pairs from 4 rows, two of which clash


def test_as_listed_keeps_the_order_of_the_table():
    model = changed(lambda fields: fields["options"].update(order="as listed"))
    listed = [row.id for row in model.tables["step"]]
    for variant in variants(model):
        places = [listed.index(option.row) for option in variant.options]
        assert places == sorted(places)
        assert as_item(variant).fixed_order


def test_options_of_a_row_are_filled_in_and_ordered_by_their_numbers():
    first, second = variants(model_of(OWN))
    assert [option.text for option in first.options] == ["5 mL", "15 mL", "150 mL"]
    assert first.key.why == "One spoon is so much."
    assert first.stem == "In an ounce-sized cup, how much is one spoon?"
    assert second.stem == "In an hour-glass, how much is one spoon?"
    assert (first.passage, first.facts) == ("rub", ("F-1",))


def test_options_may_be_the_siblings_of_the_case():
    def change(fields):
        fields["options"] |= {"from": "case", "key": "{case.id}", "text": "{option.sign}", "why_wrong": "{option.why}"}
        fields["options"]["differ"] = ["key"]
        fields["clashes"] = []

    model = changed(change)
    for variant in variants(model):
        assert variant.key.row == variant.rows["case"]
        cells = [next(row for row in model.tables["case"] if row.id == one.row).cells["key"] for one in variant.options]
        assert len(set(cells)) == 3


def test_distractors_may_have_to_be_alike():
    def change(fields):
        for row, group in zip(fields["tables"]["step"], "aabba", strict=True):
            row["group"] = group
        fields["options"]["same"] = ["group"]
        fields["clashes"] = []

    for variant in variants(changed(change)):
        assert {option.row for option in variant.options} in ({"wait", "cool", "rub"}, {"call", "ring"})


def test_what_is_wrong_just_here_is_said_first():
    model = changed(
        lambda fields: [row.update(because={"rub": "Not on {case.sign}."}) for row in fields["tables"]["case"]]
    )
    told = [option.why for variant in variants(model) for option in variant.distractors if option.row == "rub"]
    assert told[0].endswith(" Only for what is dry.")
    assert all(why.startswith("Not on a") for why in told)


def test_not_with_keeps_an_option_away_from_a_case_and_from_another_option():
    def change(fields):
        fields["tables"]["case"][0]["not_with"] = ["rub"]
        fields["tables"]["step"][1]["not_with"] = ["rub"]

    for variant in variants(changed(change)):
        offered = {option.row for option in variant.options}
        assert variant.rows["case"] != "c0" or "rub" not in offered
        assert not {"cool", "rub"} <= offered


def test_distractors_are_chosen_so_that_the_lint_finds_no_cue():
    text = MODEL.replace("on the {site.name}", "on the cool {site.name}").replace("some lotion", "cool lotion")
    for variant in variants(model_of(text)):
        assert variant.key.row != "cool" or "rub" in {option.row for option in variant.options}


def test_a_cue_is_kept_out_also_where_another_has_to_stay():
    """“Likely” in the key alone is a cue of its own, and no choice of distractors takes it away."""
    text = MODEL.replace("on the {site.name}", "on the watery {site.name}").replace("some lotion", "watery stuff")
    text = text.replace("Cool it with water", "Likely watery cold")
    for variant in variants(model_of(text)):
        assert variant.key.row != "cool" or "rub" in {option.row for option in variant.options}


def test_a_further_set_that_would_give_the_key_away_is_left_out():
    text = (
        MODEL.replace("count: 3", "count: 3\n    sets: 9").replace("Rub in some lotion", "Rub").replace("Phone a", "A")
    )
    proof = prove(model_of(text))
    assert not {finding.rule for finding in proof.findings} - {"key-length"}
    assert all(finding.variant.count("-") == 1 for finding in proof.findings)
    assert {variant.name for variant in proof.sound if variant.name.startswith("c3-hand")} == {"c3-hand"}


def test_options_may_speak_of_the_case():
    text = MODEL.replace('text: "{option.text}"', 'text: "{option.text}, {site.name} up"')
    for variant in variants(model_of(text)):
        assert {option.text.rpartition(", ")[2] for option in variant.options} == {f"{variant.rows['site']} up"}


def test_options_may_speak_of_the_case_in_their_cells():
    model = changed(lambda fields: fields["tables"]["step"][1].update(text="Cool the {site.name} well"))
    for variant in variants(model):
        told = {option.text for option in variant.options if option.row == "cool"}
        assert told <= {f"Cool the {variant.rows['site']} well"}


def test_the_key_is_the_longest_option_no_more_than_its_share():
    def change(fields):
        fields["tables"]["step"] = [
            {"id": f"s{number}", "text": "vwxyz"[number % 5] * (20 + number), "unless": "No."} for number in range(9)
        ]
        for number, row in enumerate(fields["tables"]["case"]):
            row["key"] = f"s{2 + number % 5}"
        fields |= {"clashes": [], "forbid": [], "stem": fields["stem"] + " {site.id}"}
        fields["tables"]["site"] = [{"id": f"t{number}", "name": "hand"} for number in range(20)]

    longest = [
        all(len(one.text) < len(variant.key.text) for one in variant.distractors)
        for variant in variants(changed(change))
    ]
    assert 0.25 < sum(longest) / len(longest) < 0.4


def test_cells_that_must_be_equal():
    model = changed(lambda fields: fields.update(same=[["case.key", "site.for"]], forbid=[]) or [
        row.update({"for": key}) for row, key in zip(fields["tables"]["site"], ("wait", "call"), strict=True)
    ])  # fmt: skip
    assert count(model) == 13
    assert {variant.name[-4:] for variant in variants(model) if variant.key.row == "wait"} == {"hand"}


def test_a_broken_model_has_no_variants():
    with pytest.raises(ValueError, match="no row sing"):
        next(variants(model_of(clashes=[["call", "sing"]])))


def test_published_are_spread_over_the_decisions():
    chosen = published(model_of(), limit=25)
    assert len(chosen) == len({variant.id for variant in chosen}) == 25
    assert len({variant.decision for variant in chosen}) == 20
    assert [variant.id for variant in published(model_of(), limit=25)] == [variant.id for variant in chosen]
    assert len(published(model_of())) == 38


def test_a_variant_that_is_off_is_not_published_and_not_held_to_the_rules():
    def change(fields):
        fields["tables"]["case"][4]["sign"] = "an scab"
        fields["off"] = [{"variant": f"c4-{site}", "reason": "r", "by": "b"} for site in ("hand", "foot")]

    proof = prove(changed(change))
    assert (proof.off, proof.proven) == (2, 36)
    assert {finding.rule for finding in proof.findings} == {"few-decisions"}
    assert not any(variant.rows["case"] == "c4" for variant in published(changed(change)))


def test_a_large_space_is_sampled_and_says_so():
    def change(fields):
        fields["tables"]["age"] = [{"id": f"a{number}", "years": 20 + number} for number in range(1000)]
        fields |= {"cross": ["case", "site", "age"], "stem": "Aged {age.years}, " + fields["stem"]}
        fields["off"] = [{"variant": "c4-foot-a999", "reason": "r", "by": "b"}]

    model = changed(change)
    assert count(model) == 38_000
    proof = prove(model)
    assert proof.is_sample
    assert proof.looked_at == 10_000
    assert len({variant.rows["age"] for variant in proof.sound}) == 1000


def test_a_sample_has_each_row_at_least_once():
    def change(fields):
        fields["tables"]["site"] = [{"id": f"t{number}", "name": "hand"} for number in range(200)]
        fields["forbid"] = []

    assert len({rows[1].id for rows in sample(ready(changed(change)), 200)}) == 200

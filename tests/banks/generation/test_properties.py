"""Whatever tables and rules there are: a variant that is made is one that may be asked."""

from hypothesis import given
from hypothesis import strategies as st

from trainer.banks.content.models import ItemModel
from trainer.banks.generation.generate import count, variants
from trainer.banks.generation.proof import prove, published
from trainer.banks.generation.wording import gist

texts = st.text("abcdeo AEU18,.-", min_size=1, max_size=12).filter(str.strip)


@st.composite
def models(draw):
    steps = [f"s{number}" for number in range(draw(st.integers(3, 7)))]
    some_steps = st.lists(st.sampled_from(steps), unique=True, max_size=3)
    cases = [f"c{number}" for number in range(draw(st.integers(1, 6)))]
    sites = [f"t{number}" for number in range(draw(st.integers(1, 3)))]
    rule = st.fixed_dictionaries({"case": st.just(cases[:2]), "site": st.just(sites[:1])})
    wordings = ["{option.text}", "{option.text} for {site.name}", "{option.text} {key.id}"]
    return ItemModel.model_validate(
        {
            "id": "any",
            "title": "Any",
            "objective": "any",
            "level": "recall",
            "passage": "any",
            "facts": ["F-1"],
            "cross": ["case", "site"],
            "cosmetic": draw(st.sampled_from([[], ["site"]])),
            "forbid": draw(st.lists(rule, max_size=1)),
            "stem": "Case {case.id} at {a:site.name}: {case.sign^}?",
            "options": {
                "from": "step",
                "key": "{case.key}",
                "text": draw(st.sampled_from(wordings)),
                "why_key": "So it is with {case.sign}.",
                "why_wrong": "Not {option.text} but {key.text}.",
                "count": draw(st.integers(3, 5)),
                "differ": draw(st.sampled_from([[], ["group"]])),
                "same": draw(st.sampled_from([[], ["sort"]])),
                "order": draw(st.sampled_from(["shuffled", "as listed"])),
                "sets": draw(st.integers(1, 3)),
            },
            "clashes": draw(st.lists(some_steps, max_size=2)),
            "tables": {
                "case": [
                    {"id": one, "sign": draw(texts), "key": draw(st.sampled_from(steps)), "not_with": draw(some_steps)}
                    for one in cases
                ],
                "site": [{"id": one, "name": draw(texts)} for one in sites],
                "step": [
                    {"id": one, "text": draw(texts), "group": draw(st.integers(1, 5)), "sort": draw(st.integers(1, 2))}
                    for one in steps
                ],
            },
        }
    )  # fmt: skip


@given(models())
def test_a_variant_has_one_key_and_options_that_may_stand_together(model):
    steps = {row.id: row.cells for row in model.tables["step"]}
    cases = {row.id: row for row in model.tables["case"]}
    for variant in variants(model):
        case, offered = cases[variant.rows["case"]], {option.row for option in variant.options}
        assert [option.row for option in variant.options if option.key] == [case.cells["key"]]
        assert len(offered) == len({gist(option.text) for option in variant.options}) == model.options.count
        assert not offered.intersection(case.not_with) - {variant.key.row}
        assert all(len(offered.intersection(group)) < 2 for group in model.clashes)
        if model.options.differ:
            assert len({steps[row]["group"] for row in offered}) == len(offered)
        if model.options.same:
            assert len({steps[row]["sort"] for row in offered}) == 1


@given(models())
def test_every_placeholder_is_filled_and_every_reason_given(model):
    for variant in variants(model):
        for text in (variant.stem, *(text for option in variant.options for text in (option.text, option.why))):
            assert text.strip()
            assert not set("{}") & set(text)
        assert variant.stem.startswith(f"Case {variant.rows['case']} at a")


@given(models())
def test_the_same_variants_twice_each_with_a_name_of_its_own(model):
    once = list(variants(model))
    assert once == list(variants(model))
    assert len({variant.id for variant in once}) == len(once) <= count(model)
    asked = [
        (variant.rows["case"], variant.rows["site"], frozenset(o.row for o in variant.options)) for variant in once
    ]
    assert len(set(asked)) == len(asked)


@given(models())
def test_every_combination_is_a_variant_or_is_named_as_a_fault(model):
    proof = prove(model)
    made = {tuple(variant.rows.values()) for variant in variants(model)}
    combinations = count(model) // model.options.sets
    if len(made) < combinations:
        missed = [finding for finding in proof.findings if finding.rule == "no-options"]
        assert sum(1 + finding.more for finding in missed) == combinations - len(made)


@given(models())
def test_only_what_is_proven_is_published(model):
    proof = prove(model)
    faulty = {finding.variant for finding in proof.findings if finding.variant and not finding.more}
    assert not faulty.intersection(variant.name for variant in published(model, limit=5, proof=proof))
    assert proof.proven == len(proof.sound) <= proof.looked_at

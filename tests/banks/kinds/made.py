"""Sound items of every kind, as hypothesis makes them."""

from hypothesis import strategies as st

from tests.banks.samples import sample
from trainer.banks.content import Item

WORDS = st.text(alphabet="abcdefghijklmnop", min_size=3, max_size=8)


@st.composite
def single_best_answers(draw) -> Item:
    texts = draw(st.lists(WORDS, min_size=3, max_size=5, unique=True))
    key = draw(st.integers(0, len(texts) - 1))
    options = [{"text": text, "key": n == key, "why": "So."} for n, text in enumerate(texts)]
    return sample("single best answer", options=options)


@st.composite
def multiple_responses(draw) -> Item:
    texts = draw(st.lists(WORDS, min_size=4, max_size=8, unique=True))
    keys = draw(st.sets(st.integers(0, len(texts) - 1), min_size=1, max_size=len(texts) - 1))
    options = [{"text": text, "key": n in keys, "why": "So."} for n, text in enumerate(texts)]
    return sample("multiple response", options=options, scoring=draw(st.sampled_from(["partial", "all or nothing"])))


@st.composite
def matchings(draw) -> Item:
    choices = draw(st.lists(WORDS, min_size=3, max_size=8, unique=True))
    matches = draw(st.permutations(choices))[: draw(st.integers(3, min(6, len(choices))))]
    prompts = [{"text": f"prompt {n}", "match": match, "why": "So."} for n, match in enumerate(matches)]
    return sample("matching", choices=choices, prompts=prompts)


@st.composite
def extended_matchings(draw) -> Item:
    choices = draw(st.lists(WORDS, min_size=5, max_size=12, unique=True))
    matches = draw(st.lists(st.sampled_from(choices), min_size=2, max_size=5))
    prompts = [{"text": f"prompt {n}", "match": match, "why": "So."} for n, match in enumerate(matches)]
    return sample("extended matching", choices=choices, prompts=prompts)


@st.composite
def orderings(draw) -> Item:
    steps = draw(st.lists(WORDS, min_size=3, max_size=7, unique=True))
    return sample("ordering", steps=steps, scoring=draw(st.sampled_from(["partial", "all or nothing"])))


@st.composite
def numerics(draw) -> Item:
    value = draw(st.integers(-10_000, 10_000)) / draw(st.sampled_from([1, 2, 4, 10, 100]))
    tolerance = draw(st.sampled_from([0, 0.1, 0.5, 2, 10]))
    return sample("numeric", value=value, tolerance=tolerance, mistakes=[])


@st.composite
def short_texts(draw) -> Item:
    return sample("short text", accepted=draw(st.lists(WORDS, min_size=1, max_size=4, unique=True)), mistakes=[])


@st.composite
def clozes(draw) -> Item:
    gaps, text = [], "Begin"
    for number in range(draw(st.integers(1, 4))):
        answers = draw(st.lists(WORDS, min_size=3, max_size=5, unique=True))
        is_list = draw(st.booleans())
        more = {"choices": answers, "key": draw(st.sampled_from(answers))} if is_list else {"accepted": answers}
        gaps.append({"id": f"gap-{number}", "why": "So."} | more)
        text += f" and [gap-{number}]"
    return sample("cloze", text=text, gaps=gaps)


@st.composite
def hotspots(draw) -> Item:
    count = draw(st.integers(2, 8))
    keys = draw(st.sets(st.integers(0, count - 1), min_size=1, max_size=count - 1))
    regions = [
        {"id": f"r{n}", "where": f"place {n}", "rect": [50 * n, 0, 40, 40], "key": n in keys, "why": "So."}
        for n in range(count)
    ]
    return sample("hotspot", regions=regions)


MADE = {
    "single best answer": single_best_answers(),
    "multiple response": multiple_responses(),
    "true or false": st.booleans().map(lambda answer: sample("true or false", answer=answer)),
    "matching": matchings(),
    "extended matching": extended_matchings(),
    "ordering": orderings(),
    "numeric": numerics(),
    "short text": short_texts(),
    "cloze": clozes(),
    "hotspot": hotspots(),
}


ANY = st.one_of(*MADE.values())

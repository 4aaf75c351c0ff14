"""An item as its file has it, turned into the questions that the rules look at."""

from collections.abc import Iterator, Mapping
from typing import Any

from trainer.banks.lint.question import GAP, Choice, Place, Prompt, Question, Rationale

Item = Mapping[str, Any]


def questions(item: Item, context: str = "") -> list[Question]:
    """The item as one question, and one more for each gap that is chosen from a list.

    `item` has the fields of items.yaml, those with defaults may be absent; `context` is the text of its case.
    """
    kind = item["kind"]
    context = f"{context} {item.get('text') or ''}".strip()
    whole = Question(
        kind=kind,
        stem=item["stem"],
        choices=tuple(choices(kind, item)),
        fixed_order=bool(item.get("fixed_order")),
        rationales=tuple(rationales(kind, item)),
        prompts=tuple(
            Prompt(prompt["text"], prompt["match"], ("prompts", number, "text"))
            for number, prompt in each(item, "prompts")
        ),
        context=context,
    )
    return [
        whole,
        *(gap_question(item, context, number, gap) for number, gap in each(item, "gaps") if gap.get("choices")),
    ]


def each(item: Item, field: str) -> Iterator[tuple[int, Any]]:
    yield from enumerate(item.get(field) or ())


def choices(kind: str, item: Item) -> Iterator[Choice]:
    for number, option in each(item, "options"):
        yield Choice(option["text"], bool(option.get("key")), option.get("why") or "", ("options", number, "text"))
    for number, text in each(item, "choices"):
        yield Choice(str(text), place=("choices", number))
    for number, text in each(item, "steps"):
        yield Choice(str(text), place=("steps", number))
    for number, region in each(item, "regions"):
        yield Choice(region["where"], bool(region.get("key")), region.get("why") or "", ("regions", number, "where"))
    if kind == "true or false":
        yield Choice("True", bool(item["answer"]), place=("answer",))
        yield Choice("False", not item["answer"], place=("answer",))


def rationales(kind: str, item: Item) -> Iterator[Rationale]:
    if kind in ("ordering", "numeric", "short text"):
        yield reason(item, ("why",))
    if kind == "true or false":
        yield reason(item, ("why_true",), "True")
        yield reason(item, ("why_false",), "False")
    for field, of in (("prompts", "text"), ("gaps", "id"), ("mistakes", "text")):
        for number, part in each(item, field):
            yield reason(part, (field, number, "why"), str(part.get(of) or part.get("value") or ""))


def reason(part: Item, place: Place, of: str = "") -> Rationale:
    return Rationale(part.get(str(place[-1])) or "", place, of)


def gap_question(item: Item, context: str, number: int, gap: Item) -> Question:
    """A gap is shown as it is written, in its order; its reason is looked at with the whole item."""
    return Question(
        kind=GAP,
        stem=item["stem"],
        choices=tuple(
            Choice(str(text), str(text) == str(gap["key"]), place=("gaps", number, "choices", place))
            for place, text in enumerate(gap["choices"])
        ),
        fixed_order=True,
        context=context,
        place=("gaps", number),
    )

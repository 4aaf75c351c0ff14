"""A proposed question, with where it comes from."""

import hashlib
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from trainer.banks import lint
from trainer.banks.drafting.facts import Statement
from trainer.banks.drafting.language import forms
from trainer.banks.drafting.reading.source import Passage, Section

ONE, MANY, TRUTH = "single best answer", "multiple response", "true or false"
MATCHING, ORDERING, NUMERIC = "matching", "ordering", "numeric"


@dataclass(frozen=True)
class Option:
    text: str
    key: bool
    why: str


@dataclass(frozen=True)
class Draft:
    """`answer` holds the fields that other kinds have instead of options, named as in items.yaml.

    `marks` are (start, end) of the key's words in `quote`, and `quote` stands word for word in `passage`.
    """

    id: str
    kind: str
    generator: str
    stem: str
    options: tuple[Option, ...]
    answer: Mapping[str, Any]
    passage_id: str
    passage: str
    quote: str
    marks: tuple[tuple[int, int], ...]
    section: str
    line: int
    objective: str
    level: str = "recall"
    findings: tuple[lint.Finding, ...] = field(default=(), repr=False)

    @property
    def key(self) -> Any:
        """What is right, as the kind has it: a text, several, True, pairs, steps or a number with its unit."""
        match self.kind:
            case "single best answer":
                return next(option.text for option in self.options if option.key)
            case "multiple response":
                return [option.text for option in self.options if option.key]
            case "true or false":
                return self.answer["answer"]
            case "matching":
                return {prompt["text"]: prompt["match"] for prompt in self.answer["prompts"]}
            case "ordering":
                return list(self.answer["steps"])
            case _:
                return f"{self.answer['value']} {self.answer['unit']}"

    @property
    def item(self) -> dict[str, Any]:
        """As items.yaml has it, without what only a person can decide: objective's id, facts, use."""
        written: dict[str, Any] = {"id": self.id, "kind": self.kind, "level": self.level, "passage": self.passage_id}
        written["stem"] = self.stem
        if self.options:
            written["options"] = [
                {"text": option.text, **({"key": True} if option.key else {}), "why": option.why}
                for option in self.options
            ]
        return written | dict(self.answer)


def made(
    kind: str,
    generator: str,
    stem: str,
    ground: Statement | tuple[Section, Passage, str],
    key_words: Iterable[str],
    options: Sequence[Option] = (),
    answer: Mapping[str, Any] | None = None,
    level: str = "recall",
) -> Draft:
    """A draft with its id, marks and lint findings. `key_words` are texts to be marked in the quote."""
    if isinstance(ground, Statement):
        section, passage, quote = ground.section, ground.passage, ground.quote
    else:
        section, passage, quote = ground
    draft = Draft(
        id="",
        kind=kind,
        generator=generator,
        stem=stem,
        options=tuple(options),
        answer=answer or {},
        passage_id=passage.id,
        passage=passage.text,
        quote=quote,
        marks=marks(quote, key_words),
        section=section.title,
        line=passage.line,
        objective=objective(section),
        level=level,
    )
    return with_findings(draft)


def with_findings(draft: Draft) -> Draft:
    """Looked at anew, with the id that belongs to what it now asks."""
    draft = replace(draft, id=identity(draft))
    found = tuple(finding for question in lint.questions(draft.item) for finding in lint.findings(question))
    return replace(draft, findings=found)


def identity(draft: Draft) -> str:
    """Stays as long as the question does, wherever it moves in the text."""
    content = f"{draft.kind}\n{draft.stem}\n{draft.key}"
    number = hashlib.sha256(content.encode()).hexdigest()[:8]
    about = draft.key if isinstance(draft.key, str) else draft.stem.removeprefix("According to the article, ")
    words = re.findall(r"[a-z\d]+", about.lower())[:4]
    return "-".join([*words, number])[:60]


def marks(quote: str, key_words: Iterable[str]) -> tuple[tuple[int, int], ...]:
    """Where the key's words stand: the whole text if it is there, else each of its content words."""
    found: set[tuple[int, int]] = set()
    low = quote.lower()
    for text in key_words:
        match = re.search(between_brackets(text.lower().strip(" .")), low)
        if match and match[0]:
            found.add(match.span())
            continue
        wanted = forms.stems(text)
        found |= {match.span() for match in forms.WORD.finditer(quote) if forms.stem(match[0]) in wanted}
    return merged(sorted(found))


def between_brackets(text: str) -> str:
    """A pattern for the text, whatever stands in brackets between its words."""
    return r"\s+(?:\([^()]*\)\s*)?".join(re.escape(word) for word in text.split())


def merged(spans: list[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
    out: list[tuple[int, int]] = []
    for start, end in spans:
        if out and start <= out[-1][1]:
            out[-1] = (out[-1][0], max(end, out[-1][1]))
        else:
            out.append((start, end))
    return tuple(out)


def objective(section: Section) -> str:
    """A proposal from the heading; a person will say it better."""
    title = section.title.strip(" ?.:")
    return f"State what the text says under “{title}”" if title else "State what the text says"


def shown_options(draft: Draft) -> tuple[Option, ...]:
    """What is chosen from: for a true-or-false statement, these two."""
    if draft.kind != TRUTH:
        return draft.options
    right = draft.answer["answer"]
    return Option("True", right, draft.answer["why_true"]), Option("False", not right, draft.answer["why_false"])


def as_json(drafts: Iterable[Draft]) -> list[dict[str, Any]]:
    return [
        {
            "id": draft.id,
            "kind": draft.kind,
            "generator": draft.generator,
            "stem": draft.stem,
            "options": [vars(option) for option in shown_options(draft)],
            "answer": dict(draft.answer),
            "key": draft.key,
            "passage_id": draft.passage_id,
            "passage": draft.passage,
            "quote": draft.quote,
            "marks": [list(mark) for mark in draft.marks],
            "section": draft.section,
            "line": draft.line,
            "objective": draft.objective,
            "level": draft.level,
            "findings": [vars(finding) | {"place": list(finding.place)} for finding in draft.findings],
        }
        for draft in drafts
    ]

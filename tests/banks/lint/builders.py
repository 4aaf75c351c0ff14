"""Questions in one line: a key is marked with *, and whatever a story does not need is sound."""

from trainer.banks.lint import Choice, Question, Rationale, findings

WHY = "The material says so in its second section."


def asked(stem, *options, kind="single best answer", fixed_order=False, context="", prompts=()):
    choices = tuple(
        Choice(text.removeprefix("*"), text.startswith("*"), WHY, ("options", number, "text"))
        for number, text in enumerate(options)
    )
    return Question(kind, stem, choices, fixed_order=fixed_order, context=context, prompts=prompts)


def statement(stem, *, answer):
    choices = (Choice("True", answer, place=("answer",)), Choice("False", not answer, place=("answer",)))
    reasons = (Rationale(WHY, ("why_true",)), Rationale(WHY, ("why_false",)))
    return Question("true or false", stem, choices, rationales=reasons)


def rules(question) -> list[str]:
    return [finding.rule for finding in findings(question)]

"""Several lists of choices: blanks of a text, or prompts to be matched."""

from collections.abc import Sequence

from trainer.banks.formats.markup import plain
from trainer.banks.formats.qti1.choices import labels
from trainer.banks.formats.qti1.scoring import Scorer, named
from trainer.banks.formats.qti1.texts import Text, text_of
from trainer.banks.formats.questions import CLOZE, GAPSELECT, MATCHING, Answer, CannotRead, Gap, Question
from trainer.banks.formats.trees import Node

TYPED_BLANKS = {"fill_in_multiple_blanks_question", "fill in the blank plus"}
DROPDOWNS = {"multiple_dropdowns_question", "jumbled sentence"}
MOST_ROWS = 100
BLANKS = TYPED_BLANKS | DROPDOWNS


def read(question: Question, shown: Node, responses: Sequence[Node], scorer: Scorer, type_: str) -> None:
    """Several lists of choices: blanks of a text, or prompts to be matched."""
    choices = right_blocks(shown, question)
    rows = []
    if len(responses) > MOST_ROWS:
        raise CannotRead(f"It asks for more than {MOST_ROWS} things at once.")
    for response in responses:
        answers = labels(response, question)
        if choices and not any(answer.text for answer in answers):
            for answer, said in zip(answers, choices, strict=False):
                answer.text, answer.is_html = said.text, said.is_html
        alone = [scorer.score({response.get("ident"): [answer.ident]}) for answer in answers]
        most = max([*alone, 0.0])
        for answer, gained in zip(answers, alone, strict=True):
            answer.fraction = round(gained / most, 7) if most > 0 and gained > 0 else 0.0
        rows.append((response, answers))
    if all(not answer.fraction for _, answers in rows for answer in answers):
        only_together(question, rows, scorer)
    names = [response.get("ident").removeprefix("response_") for response, _ in rows]
    if type_ in BLANKS or all(f"[{name}]" in question.stem for name in names):
        blanks(question, rows, is_open=type_ in TYPED_BLANKS)
    else:
        matched(question, shown, rows)


def only_together(question: Question, rows: Sequence[tuple[Node, list[Answer]]], scorer: Scorer) -> None:
    """One condition asks for all of them at once."""
    question.is_all_or_nothing = True
    for condition in scorer.rewarding[:1]:
        for response, answers in rows:
            wanted = named(condition, response.get("ident"))
            for answer in answers:
                answer.fraction = float(wanted == [answer.ident])


def blanks(question: Question, rows: Sequence[tuple[Node, list[Answer]]], is_open: bool) -> None:
    for response, answers in rows:
        name = response.get("ident").removeprefix("response_")
        question.stem = question.stem.replace(f"[{name}]", f"[[{name}]]", 1)
        if f"[[{name}]]" not in question.stem:
            question.stem += f" [[{name}]]"
        kinds = {label.get("answer_type").lower() for label in response.within("response_label")} - {""}
        is_typed = is_open if not kinds else kinds == {"openentry"}
        say_how_it_is_compared(question, response, name)
        question.gaps.append(Gap(name, answers, is_typed))
        question.pairs += [(name, answer.text) for answer in answers if answer.fraction > 0]
        for answer in answers if is_typed else []:
            if not answer.fraction:
                question.warn(f"“{answer.text[:60]}” is listed for the gap {name} and earns nothing there.")
    question.type = CLOZE if any(gap.is_open for gap in question.gaps) else GAPSELECT


def say_how_it_is_compared(question: Question, response: Node, name: str) -> None:
    """Newer products compare what is typed with a pattern, or count what is nearly right."""
    for label in response.within("response_label"):
        way = label.get("scoring_algorithm")
        if way and way.lower() not in {"textequivalence", "textinchoices", "equivalence"}:
            question.warn(
                f"The gap {name} is compared otherwise there ({way[:40]}); here only the same words are right."
            )


def matched(question: Question, shown: Node, rows: Sequence[tuple[Node, list[Answer]]]) -> None:
    question.type = MATCHING
    used: dict[str, None] = {}
    for response, answers in rows:
        prompt = text_of([node for node in response.nodes if node.name == "material"], question)
        if not prompt.text:
            prompt = text_of(list(beside(shown, response)), question)
        right = [answer for answer in answers if answer.fraction >= 1]
        if len(right) != 1:
            question.warn(f"“{plain(prompt.text)[:60]}” has {len(right) or 'no'} right answers, and is not kept.")
            continue
        question.pairs.append((prompt.text, right[0].text))
        question.letters |= {prompt.text} if not prompt.is_html else set()
        used[right[0].text] = None
    texts = dict.fromkeys(answer.text for _, answers in rows for answer in answers)
    question.letters |= {answer.text for _, answers in rows for answer in answers if not answer.is_html}
    question.pairs += [("", text) for text in texts if text not in used]
    if not any(prompt for prompt, _ in question.pairs):
        raise CannotRead("None of its pairs can be told from its scoring.")


def beside(node: Node, response: Node) -> list[Node]:
    """The material that stands in the same block as the response."""
    if response in node.nodes:
        return [child for child in node.nodes if child is not response]
    return next((found for child in node.nodes if (found := beside(child, response))), [])


def right_blocks(shown: Node, question: Question) -> list[Text]:
    """Blackboard shows the choices once, for all prompts, and its labels are numbers only."""
    for flow in shown.within("flow"):
        if flow.get("class") == "RIGHT_MATCH_BLOCK":
            return [text_of([block], question) for block in flow.all("flow")]
    return []

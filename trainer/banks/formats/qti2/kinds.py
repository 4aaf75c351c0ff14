"""Each interaction as a question, with what its file declares as right."""

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from trainer.banks.formats.markup import plain
from trainer.banks.formats.qti2.bodies import Body, comment_in, words
from trainer.banks.formats.qti2.declarations import NUMBERS, Declaration, Declared
from trainer.banks.formats.questions import (
    CLOZE,
    GAPSELECT,
    MATCHING,
    MOST_ANSWERS,
    MULTICHOICE,
    NUMERICAL,
    ORDERING,
    SHORTANSWER,
    TOO_MANY,
    TRUEFALSE,
    Answer,
    CannotRead,
    Gap,
    Question,
)
from trainer.banks.formats.trees import Node

BLANK = "_____"
IN_TEXT = {"inlinechoiceinteraction", "textentryinteraction"}
ONE_EACH = IN_TEXT | {"choiceinteraction"}


def fill(question: Question, body: Body, declared: Declared) -> None:
    """Raises CannotRead, with the reason, for what has no counterpart here."""
    names = {node.name for node in body.interactions}
    responses = [declared.responses.get(node.get("responseidentifier")) for node in body.interactions]
    known = [response for response in responses if response is not None]
    if len(known) < len(responses):
        raise CannotRead("An interaction has no response declaration.")
    if any(response.cardinality == "record" for response in known):
        raise CannotRead("Its response is a record of several values, which has no counterpart here.")
    are_single = all(response.cardinality == "single" for response in known)
    if names <= IN_TEXT and (len(known) > 1 or "inlinechoiceinteraction" in names):
        in_text(question, body.interactions, known)
    elif len(known) > 1 and names <= ONE_EACH and are_single:
        question.warn("Several questions in one are read as one text with a list of choices for each.")
        in_text(question, body.interactions, known)
    elif len(known) > 1:
        raise CannotRead("Several interactions in one item have no counterpart here.")
    else:
        (node,), (response,) = body.interactions, known
        READERS[node.name](question, node, response)


def choices(question: Question, nodes: Sequence[Node]) -> list[Answer]:
    if len(nodes) > MOST_ANSWERS:
        raise CannotRead(TOO_MANY)
    answers = []
    for node in nodes:
        text, is_html = words(node, question)
        answers.append(Answer(text, feedback=comment_in(node), is_html=is_html, ident=node.get("identifier")))
    if len({answer.ident for answer in answers}) < len(answers):
        raise CannotRead("Two of its choices have the same identifier, so that nobody can tell which is right.")
    return answers


def share_out(answers: Sequence[Answer], response: Declaration) -> None:
    """By the mapping, where it gives marks; else by what is declared as correct."""
    mapping = response.mapping
    most = max([*(mapping.one(answer.ident) for answer in answers), 0.0]) if mapping else 0.0
    is_single = response.cardinality == "single"
    for answer in answers:
        is_right = answer.ident in response.correct
        if mapping and most > 0 and is_single:
            answer.fraction = round(max(-1.0, mapping.one(answer.ident) / most), 7)
        elif mapping and most > 0:
            total = sum(max(0.0, mapping.one(one.ident)) for one in answers)
            answer.fraction = round(max(-1.0, mapping.one(answer.ident) / total), 7)
        else:
            answer.fraction = round(1 / len(response.correct), 7) if is_right else 0.0
    if mapping and response.correct:
        agree_on_right(answers, response, is_single)


def agree_on_right(answers: Sequence[Answer], response: Declaration, is_single: bool) -> None:
    """What earns most is what is declared as correct; of several, all that earn."""
    found = {one.ident for one in answers if one.fraction > 0}
    best = max(answers, key=lambda one: one.fraction).ident
    if found != set(response.correct) and not (is_single and best in response.correct):
        raise CannotRead("What it declares as correct and what it gives marks for are not the same.")


def choice(question: Question, node: Node, response: Declaration) -> None:
    question.type = MULTICHOICE
    question.answers = choices(question, list(node.all("simplechoice")))
    question.is_single = response.cardinality == "single"
    question.is_fixed = node.get("shuffle", "false").lower() != "true"
    share_out(question.answers, response)
    spelled = sorted(plain(answer.text).lower() for answer in question.answers)
    if question.is_single and spelled == ["false", "true"] and len(question.right) == 1:
        question.type = TRUEFALSE
        for answer in question.answers:
            answer.text, answer.is_html = plain(answer.text).lower(), False


def hottext(question: Question, node: Node, response: Declaration) -> None:
    question.warn("Words to be marked in a text become answers to choose.")
    question.type, question.is_fixed = MULTICHOICE, True
    question.answers = choices(question, list(node.within("hottext")))
    question.is_single = response.cardinality == "single"
    share_out(question.answers, response)


def order(question: Question, node: Node, response: Declaration) -> None:
    question.type = ORDERING
    answers = {answer.ident: answer for answer in choices(question, list(node.all("simplechoice")))}
    if sorted(response.correct) != sorted(answers):
        raise CannotRead("It does not say the right order of all its choices.")
    question.answers = [answers[ident] for ident in response.correct]
    for answer in question.answers:
        answer.fraction = 1.0


def pairs_of(response: Declaration) -> list[tuple[str, str]]:
    found = [tuple(value.split()) for value in response.correct]
    if not found and response.mapping:
        found = [tuple(key.split()) for key, share in response.mapping.entries.items() if share > 0]
    return [(pair[0], pair[1]) for pair in found if len(pair) == 2]


def match(question: Question, node: Node, response: Declaration) -> None:
    """One prompt, one match: from the first set to the second, or the other way round where only that fits."""
    sets = [choices(question, list(one.all("simpleassociablechoice"))) for one in node.all("simplematchset")]
    if len(sets) != 2:
        raise CannotRead("A match needs two sets.")
    pairs = pairs_of(response)
    if len({front for front, _ in pairs}) < len(pairs):
        sets, pairs = sets[::-1], [(back, front) for front, back in pairs]
    matched(question, sets[0], sets[1], pairs)


def associate(question: Question, node: Node, response: Declaration) -> None:
    question.warn("Any two can be paired there; here the first of each pair is the prompt.")
    answers = choices(question, list(node.all("simpleassociablechoice")))
    pairs = pairs_of(response)
    fronts = {front for front, _ in pairs}
    prompts = [answer for answer in answers if answer.ident in fronts]
    matched(question, prompts, [answer for answer in answers if answer.ident not in fronts], pairs)


def matched(
    question: Question, prompts: Sequence[Answer], texts: Sequence[Answer], pairs: Sequence[tuple[str, str]]
) -> None:
    question.type = MATCHING
    if len({front for front, _ in pairs}) < len(pairs):
        raise CannotRead("A prompt with several matches has no counterpart here.")
    if len({plain(text.text) for text in texts}) < len(texts):
        raise CannotRead("Two of the texts to be matched say the same.")
    if not pairs:
        raise CannotRead("It does not say what belongs together.")
    if not all(plain(one.text) if one.is_html else one.text for one in (*prompts, *texts)):
        raise CannotRead("Something to be matched has no words, as a picture has none.")
    question.letters |= {one.text for one in (*prompts, *texts) if not one.is_html}
    right, by_ident = dict(pairs), {answer.ident: answer for answer in texts}
    for prompt in prompts:
        found = by_ident.get(right.get(prompt.ident, ""))
        if found is None:
            question.warn(f"“{plain(prompt.text)[:60]}” has no match, and is not kept.")
            continue
        question.pairs.append((prompt.text, found.text))
        question.idents.append((prompt.ident, found.ident))
    used = {ident for _, ident in question.idents}
    for answer in texts:
        if answer.ident not in used:
            question.pairs.append(("", answer.text))
            question.idents.append(("", answer.ident))


def gap_match(question: Question, node: Node, response: Declaration) -> None:
    if any(True for _ in node.within("gapimg")):
        raise CannotRead("Pictures to be put into gaps have no counterpart here.")
    question.type = GAPSELECT
    texts = choices(question, list(node.within("gaptext")))
    right = {gap: ident for ident, gap in pairs_of(response)}
    for gap in node.within("gap"):
        name = gap.get("identifier")
        answers = [replace(one, fraction=float(one.ident == right.get(name))) for one in texts]
        question.gaps.append(Gap(name, answers))
        question.pairs += [(name, one.text) for one in answers if one.fraction > 0]
    used = set(right.values())
    question.pairs += [("", one.text) for one in texts if one.ident not in used]
    if not question.gaps:
        raise CannotRead("There is no gap in its text.")


def text_entry(question: Question, node: Node, response: Declaration) -> None:
    name = node.get("responseidentifier")
    alone = rf"<(p|div)>\s*{re.escape(f'[[{name}]]')}\s*</\1>\s*"
    question.stem = re.sub(alone, "", question.stem).replace(f"[[{name}]]", BLANK).strip()
    question.answers = typed_answers(response)
    if not question.answers:
        raise CannotRead("It does not say what the right answer is, only how one is judged.")
    question.type = NUMERICAL if response.base in NUMBERS else SHORTANSWER
    for answer in question.answers if question.type == NUMERICAL else ():
        answer.tolerance = 0.0


def typed_answers(response: Declaration) -> list[Answer]:
    if response.mapping and response.mapping.entries:
        most = max([*response.mapping.entries.values(), 0.0]) or 1.0
        shares = {key: round(max(-1.0, share / most), 7) for key, share in response.mapping.entries.items()}
    else:
        shares = {}
    for value in response.correct:
        shares.setdefault(value, 1.0)
    return [Answer(text, share, ident=text) for text, share in shares.items()]


def in_text(question: Question, nodes: Sequence[Node], responses: Sequence[Declaration]) -> None:
    question.type = CLOZE if any(node.name == "textentryinteraction" for node in nodes) else GAPSELECT
    for node, response in zip(nodes, responses, strict=True):
        is_open = node.name == "textentryinteraction"
        if is_open:
            answers = typed_answers(response)
        else:
            answers = choices(question, list(node.all("inlinechoice", "simplechoice")))
            share_out(answers, response)
        if is_open and response.base in NUMBERS:
            question.warn(f"Gap {response.name} asks for a number; here it takes the number as it is written.")
        question.gaps.append(Gap(response.name, answers, is_open))
        question.pairs += [(response.name, answer.text) for answer in answers if answer.fraction >= 1]
        question.pairs += [("", answer.text) for answer in answers if answer.fraction < 1 and not is_open]


READERS: dict[str, Callable[[Question, Node, Declaration], None]] = {
    "choiceinteraction": choice,
    "hottextinteraction": hottext,
    "orderinteraction": order,
    "matchinteraction": match,
    "associateinteraction": associate,
    "gapmatchinteraction": gap_match,
    "textentryinteraction": text_entry,
    "inlinechoiceinteraction": text_entry,
}

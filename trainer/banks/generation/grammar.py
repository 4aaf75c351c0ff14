"""Slips that filling in a template makes: a for an, one hours, gaps, doubled words."""

import re
from functools import lru_cache

from trainer.banks.generation.articles import article

ARTICLE = re.compile(r"(?<![\w.'’-])(an?|An?) (?=([\w“‘(<>≥≤][^\s]*))")
SENTENCE_ENDS = re.compile(r"(?:^|[.?!:]\s|\n|[“‘(])$")
ONE = re.compile(r"(?<![\d.,/–-])\b(1|one) ([a-z]+)\b")
SEVERAL = re.compile(r"(?<![\d.,/–-])\b(\d+(?:[.,]\d+)?|two|three|four|five|six|seven|eight|nine|ten) ([a-z]+)\b(?!-)")
DOUBLED = re.compile(r"\b([a-z]{2,}) \1\b", re.IGNORECASE)
GAP = re.compile(r"  | [,.;:?!](?=\s|$)|[,;:]{2}|(?<!\.)\.\.(?!\.)|\(\s|\s\)|^None$|[{}]")
COUNTED = frozenset(
    """second minute hour day week month year needle session treatment patient person trial study participant visit
    dose event case centimeter millimeter degree finger muscle site point puncture insertion attempt pass
    time""".split()
)
PLURALS = {f"{word}s": word for word in COUNTED if word not in {"pass", "study", "person"}} | {
    "passes": "pass", "studies": "study", "people": "person", "persons": "person"
}  # fmt: skip
TIMED = frozenset("second minute hour day week month year millimeter centimeter".split())
# Words that a number names and does not count: “on day 1 hours pass”.
LABELS = frozenset(
    """day week month year hour minute type grade level stage phase step class group case site point rib figure table
    part no number than of""".split()
)


Flaw = tuple[str, str, str, str]  # rule, message, mend, the word it is about


@lru_cache(maxsize=65536)
def flaws_of(text: str) -> tuple[Flaw, ...]:
    """What is wrong with the wording of a text, whatever it says."""
    found = [] if text.strip() else [("empty", "The text is empty.", "Fill in the cell it comes from.", "")]
    if match := GAP.search(text):
        found.append(
            (
                "placeholder",
                f"Something is not filled in or stands double: “{around(text, match)}”.",
                "Look at the cells and the text around them.",
                "",
            )
        )
    if (match := DOUBLED.search(text)) and match[1].lower() not in {"had", "that"}:
        message = f"A word stands twice: “{around(text, match)}”."
        found.append(("doubled-word", message, "Take one out, of the text or of the cell.", match[1]))
    found += article_flaws(text)
    found += number_flaws(text)
    return tuple(found)


def article_flaws(text: str) -> list[Flaw]:
    found: list[Flaw] = []
    for match in ARTICLE.finditer(text):
        if match[1][0] == "A" and not SENTENCE_ENDS.search(text[: match.start()]):
            continue  # a name, as in “vitamin A”
        right = article(match[2])
        if match[1].lower() != right:
            found.append(
                (
                    "article",
                    f"It should be “{right} {match[2]}”: “{around(text, match)}”.",
                    "Write {a:table.cell} in the text, which puts the right article.",
                    match[2],
                )
            )
    return found


def number_flaws(text: str) -> list[Flaw]:
    found: list[Flaw] = []
    mend = "Write number and unit together in the cell, as in “1 hour”."
    for match in ONE.finditer(text):
        before = text[: match.start()].split()[-1:]
        if (noun := PLURALS.get(match[2])) is None or (before and before[0].lower() in LABELS):
            continue
        if match[1] == "1" or noun in TIMED:  # “when one needles” is no number
            found.append(("plural", f"“{match[0]}” should be “{match[1]} {noun}”.", mend, match[1]))
    for match in SEVERAL.finditer(text):
        if match[2] in TIMED and match[1] not in {"1", "1.0"}:
            message = f"“{match[0]}” should be “{match[0]}s”, or with a hyphen."
            found.append(("plural", message, mend, match[1]))
    return found


def around(text: str, match: re.Match) -> str:
    start, end = max(0, match.start() - 15), match.end() + 15
    return text[start:end].strip()


LEAD_IN = re.compile(r"\b(an?)\s*[:…_.?]*$")


def lead_in_flaws(stem: str, options: list[str]) -> list[Flaw]:
    """When the stem ends with a or an, the options must all go on from it, or some are ruled out by ear."""
    match = LEAD_IN.search(stem)
    if match is None:
        return []
    wrong = [option for option in options if article(option) != match[1]]
    if not wrong:
        return []
    return [
        (
            "lead-in",
            f"After “{match[1]}” at the end of the stem, “{wrong[0]}” cannot follow.",
            "Take the article into the options, or end the stem as a question.",
            "",
        )
    ]

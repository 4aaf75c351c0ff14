"""Words as a reader takes them: what to leave out of account, and when two texts say the same."""

import re
from collections.abc import Sequence, Set
from functools import lru_cache

TOKEN = re.compile(r"(?<![\w.])[-−–](?=\d)|\d+(?:[.,]\d+)*|[^\W\d_]+(?:['’][^\W\d_]+)*|[%<>≤≥±=°+/]")
FAMILY_ENDING = re.compile(r"(?:ion|iv|ity|ally|ly|ness|ment)$")
SENTENCE_END = re.compile(r"(?<=[.?!])[\"”’)*]*\s+(?=[\"“‘(*]*[A-Z0-9])")
NOT_AN_END = re.compile(r"\b(?:Dr|Mr|Mrs|Ms|St|vs|e\.g|i\.e|approx|No|a\.m|p\.m)\.[\"”’)*]*$")

NUMBERS = {
    word: str(number) for number, word in enumerate("zero one two three four five six seven eight nine ten".split())
}
NUMBERS |= {"eleven": "11", "twelve": "12", "fifteen": "15", "twenty": "20", "thirty": "30", "sixty": "60"}
SAME_WORD = {
    "percent": "%", "sec": "second", "secs": "second", "min": "minute", "mins": "minute", "hr": "hour", "hrs": "hour",
    "millimeter": "mm", "millimeters": "mm", "millimetre": "mm", "millimetres": "mm", "centimeter": "cm",
    "centimeters": "cm", "centimetre": "cm", "centimetres": "cm", "kilograms": "kg", "kilogram": "kg",
}  # fmt: skip

ARTICLES = frozenset("a an the".split())
FILLER = ARTICLES | frozenset(
    "about approximately around roughly very quite just simply really please his her their its my our your".split()
)
STOP = FILLER | frozenset(
    """
    i you he she it we they me him them us this that these those there here who whom whose which what when
    where why how and or but nor so yet if then than because since although though while whereas unless until
    till as at by for from in into of off on onto out over to toward towards up upon with within without under
    below above after before between behind beside besides beyond during through throughout across along
    against among near next per via about is are was were be been being am do does did done doing has have had
    having can could may might must shall should will would not no none never only also too all any both each
    either every few more most much many other others another same some such own again once now ever still
    even already back down away rather less least first last best better likely likeliest most one two three
    four five six seven eight nine ten following statement option answer reply item true false correct right
    wrong appropriate accurate describe described describes fit fits apply applies call called mean means use
    used uses using make makes made take takes taken taking give gives given get gets got go goes going come
    comes came keep keeps kept let lets put say says said tell tells told show shows shown ask asks asked find
    finds found want leave leaves left right side sides patient patients person people clinic clinician
    therapist treatment needle needles needling needled pain session visit need needs know known see seen
    seems feel feels felt whether like well new good day days week weeks month months year years hour hours
    minute minutes today tomorrow yesterday time times way thing things part place point
    """.split()
)


def phrases(*listed: str) -> re.Pattern[str]:
    """Finds any of the phrases, separated by |, as whole words in small or capital letters."""
    return re.compile(rf"\b(?:{'|'.join(listed)})\b", re.IGNORECASE)


@lru_cache(maxsize=20_000)
def tokens(text: str) -> tuple[str, ...]:
    """Words, numbers and the signs that change a meaning, in small letters."""
    return tuple(TOKEN.findall(text.casefold()))


@lru_cache(maxsize=20_000)
def root(word: str) -> str:
    """The word without plural, -ing and -ed: enough to see that needle, needles and needling belong together."""
    if len(word) < 4 or not word.isalpha():
        return word
    word = singular(word)
    for ending in ("ing", "ed"):
        if word.endswith(ending) and len(word) - len(ending) >= 3 and re.search("[aeiouy]", word[: -len(ending)]):
            word = word[: -len(ending)]
            if word[-1] == word[-2] and word[-1] not in "lsz":
                word = word[:-1]
            break
    return word[:-1] if word.endswith("e") and len(word) > 3 else word


def singular(word: str) -> str:
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if re.search(r"(?:ss|sh|ch|x|zz)es$", word):
        return word[:-2]
    if word.endswith("s") and not word.endswith(("ss", "us", "is")):
        return word[:-1]
    return word


@lru_cache(maxsize=20_000)
def content_words(text: str) -> frozenset[str]:
    """Words that carry meaning, by family: longer than three letters and not among the commonest."""
    return frozenset(family(word) for word in tokens(text) if len(word) > 3 and word.isalpha()) - common()


@lru_cache
def common() -> frozenset[str]:
    return frozenset(map(family, STOP))


@lru_cache(maxsize=20_000)
def family(word: str) -> str:
    """What infect, infected, infection and infective share; never less than five letters."""
    base = root(word)
    short = FAMILY_ENDING.sub("", base)
    return short if len(short) >= 5 else base


def sentences(text: str) -> list[str]:
    parts: list[str] = []
    for piece in SENTENCE_END.split(text.strip()):
        if parts and NOT_AN_END.search(parts[-1]):
            parts[-1] += " " + piece
        elif piece.strip():
            parts.append(piece.strip())
    return parts


def near_equal(one: str, other: str, *, ordered: bool = False) -> bool:
    """Whether two texts say the same to a reader.

    Case, punctuation, hyphens, articles, filler, plural, -ing and -ed, numbers in words, "X of Y" for "Y X", and the
    order of what "and" and commas join do not count. The order counts when `ordered`, as where a sequence is asked for.
    """
    if one == other:
        return True
    first, second = sense(one, ordered), sense(other, ordered)
    return (first == second and bool(first)) or squeezed(one) == squeezed(other)


@lru_cache(maxsize=100_000)
def sense(text: str, ordered: bool = False) -> tuple[str, ...]:
    """What is left of a text when all is taken out that does not count; equal for texts that say the same."""
    text = re.sub(r"(?<=\d)\s*[-–−]\s*(?=\d)", " to ", text.casefold())
    parts = [part for piece in re.split(r",(?!\d)|[;&]|\band\b|\bplus\b", text) if (part := plain(piece))]
    return tuple(parts if ordered else sorted(parts))


def plain(text: str) -> str:
    words = [SAME_WORD.get(word, NUMBERS.get(word, word)) for word in tokens(text) if word not in FILLER]
    if words.count("of") == 1:  # the tip of the needle: the needle tip
        at = words.index("of")
        words = words[at + 1 :] + words[:at]
    return " ".join(root(re.sub("['’](?:s$)?", "", word)) for word in words)


@lru_cache(maxsize=100_000)
def squeezed(text: str) -> str:
    """Without spaces, and without hyphens inside words: needle-stick, needle stick, needlestick."""
    return re.sub(r"(?<=[^\W\d_])[-–](?=[^\W\d_])|\s|\.$", "", text.casefold().strip())


@lru_cache(maxsize=20_000)
def elements(text: str) -> tuple[str, ...]:
    """The parts of an option that names several things."""
    pieces = re.split(r",(?!\d)|[;+]|\b(?:and|with|plus)\b", text.casefold())
    return tuple(part for piece in pieces if (part := plain(piece)))


def quoted(words: Sequence[str]) -> str:
    """The words for a message: “one”, “two” and “three”."""
    listed = [f"“{word}”" for word in words]
    return listed[0] if len(listed) == 1 else ", ".join(listed[:-1]) + " and " + listed[-1]


def written(text: str, roots: Set[str]) -> list[str]:
    """The words of the text as written that have these roots, or are of these families."""
    return list(dict.fromkeys(word for word in tokens(text) if {root(word), family(word)} & roots))

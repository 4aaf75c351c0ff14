"""A sentence's parts, found by rules that would rather find nothing than something wrong."""

import re
from dataclasses import dataclass
from functools import lru_cache

from trainer.banks.drafting.language import forms, words


@dataclass(frozen=True)
class Clause:
    """`intro` stands before the main clause ("While fasting, "), `verb` is its first verb, `rest` what follows it."""

    intro: str
    subject: str
    adverb: str
    verb: str
    rest: str

    @property
    def plural(self) -> bool:
        return is_plural_phrase(self.subject)

    @property
    def predicate(self) -> str:
        return " ".join(part for part in (self.adverb, self.verb, self.rest) if part)

    @property
    def has_modal(self) -> bool:
        return forms.lower(self.verb) in words.MODALS


@lru_cache(maxsize=20_000)
def parse(sentence: str) -> Clause | None:
    """The main clause of a statement without its full stop, or None where the rules cannot tell."""
    intro, main = without_intro(sentence.strip().rstrip("."))
    pieces = main.split()
    if is_instruction(pieces):
        return None
    relative = False
    for at in range(1, min(len(pieces), 16)):
        word = bare(pieces[at])
        if word in words.RELATIVES and at > 0:
            relative = True
        elif is_finite(pieces, at):
            if relative:
                relative = False
                continue
            return clause(intro, pieces, at)
        if pieces[at - 1].endswith((":", ";")):
            return None
    return None


def is_instruction(pieces: list[str]) -> bool:
    """Begins with a verb that has its object after it: "Change continuous infusions"."""
    if len(pieces) < 2 or not forms.is_verb(pieces[0], "base"):
        return False
    first, second = bare(pieces[0]), bare(pieces[1])
    if second in words.PREPOSITIONS | words.SUBORDINATORS and has_its_verb_later(pieces):
        return False
    if first not in NOUN_TOO and second not in words.AUXILIARIES:
        return True
    if first in COUNTED and second not in words.AUXILIARIES:
        return True
    return second in words.DETERMINERS | words.ADJECTIVES or bool(re.search(r"(?:ous|al|ive|ic|ful|able)$", second))


def has_its_verb_later(pieces: list[str]) -> bool:
    """ "Transport before cooling lengthens": the first word is what it is about, and this is what it does."""
    later = [bare(piece) for piece in pieces[2:9]]
    return any(forms.is_verb(word, "s") for word in later) and not set(later) & words.RELATIVES


def without_intro(sentence: str) -> tuple[str, str]:
    first = bare(sentence.split()[0]) if sentence.split() else ""
    opens = first in words.SUBORDINATORS | words.PREPOSITIONS | {
        "however",
        "therefore",
        "instead",
        "additionally",
        "typically",
    }
    if not (
        opens
        or first.endswith("ly")
        or (first.endswith("ing") and ", " in sentence[:60])
        or first in {"to", "occasionally"}
    ):
        return "", sentence
    at = sentence.find(", ")
    while (
        at > 0 and re.match(r"(?:and|or) |\w+,|\w+ (?:and|or) ", sentence[at + 2 :]) and sentence.find(", ", at + 2) > 0
    ):
        at = sentence.find(", ", at + 2)
    if at < 0:
        return "", sentence
    return sentence[: at + 2], sentence[at + 2 :]


def clause(intro: str, pieces: list[str], at: int) -> Clause | None:
    start = at
    while start > 1 and (bare(pieces[start - 1]) in words.ADVERBS or bare(pieces[start - 1]).endswith("ly")):
        start -= 1
    subject = " ".join(pieces[:start])
    if subject.endswith(",") or ("," in subject and " and " not in subject) or not is_noun_phrase(subject):
        return None
    return Clause(intro, subject, " ".join(pieces[start:at]), pieces[at], " ".join(pieces[at + 1 :]))


def is_finite(pieces: list[str], at: int) -> bool:
    word, before = bare(pieces[at]), at - 1
    while before > 0 and (bare(pieces[before]) in words.ADVERBS or bare(pieces[before]).endswith("ly")):
        before -= 1
    last = bare(pieces[before])
    if last in words.DETERMINERS | words.PREPOSITIONS | words.CONJUNCTIONS | words.AUXILIARIES | words.ADJECTIVES:
        return False
    if word in words.AUXILIARIES:
        return True
    base, form = forms.verb_form(word)
    if not base or form not in {"s", "base"}:
        return False
    following = bare(pieces[at + 1]) if at + 1 < len(pieces) else ""
    if following in words.AUXILIARIES:
        return False
    compound = word in NOUN_TOO_S - {"helps"} and following not in NOUN_TOO and forms.is_verb(following, "base")
    if form == "s" and compound:
        return False  # "ankle pumps move"
    if form == "s" and word in NOUN_TOO_S and following in words.IRREGULAR_PAST:
        return False  # "nerve tests showed"
    plural = is_plural_phrase(" ".join(pieces[:at]))
    return form == ("base" if plural else "s")


@lru_cache(maxsize=20_000)
def bare(piece: str) -> str:
    return forms.lower(piece.strip(".,;:()[]\"“”'"))


@lru_cache(maxsize=20_000)
def head(phrase: str) -> str:
    """The noun that a noun phrase is about: the last word before a preposition, comma or relative."""
    phrase = re.sub(r"\s*\([^)]*\)", "", phrase)
    pieces = phrase.split()
    for at, piece in enumerate(pieces):
        if at and (
            bare(piece) in words.PREPOSITIONS | words.RELATIVES or (forms.is_verb(piece, "ed") and at + 1 < len(pieces))
        ):
            return bare(pieces[at - 1])
        if piece.endswith(","):
            return bare(piece)
    return bare(pieces[-1]) if pieces else ""


@lru_cache(maxsize=20_000)
def is_plural_phrase(phrase: str) -> bool:
    before = re.split(r"\s(?:of|for|in|with|that|which|who|from|to|on|at)\s", phrase)[0]
    if re.search(r"\s(?:and)\s", before):
        return True
    first = bare(phrase.split()[0]) if phrase.split() else ""
    if first in {"these", "those", "many", "most", "several", "both", "few"} and head(phrase) not in {"of"}:
        return True
    return forms.is_plural(head(phrase))


@lru_cache(maxsize=20_000)
def is_noun_phrase(phrase: str) -> bool:
    """Starts like one, ends like one, and holds no finite verb that the lists are sure of."""
    pieces = [bare(piece) for piece in phrase.split()]
    if (
        not pieces
        or not pieces[-1]
        or pieces[0] in words.PRONOUNS | words.CONJUNCTIONS | words.AUXILIARIES | {"what", "how", "why", "who"}
    ):
        return False
    if pieces[0] in words.PREPOSITIONS or pieces[-1] in words.STOP | words.ADJECTIVES | words.ADVERBS:
        return False
    if any(piece in words.SUBORDINATORS - {"as", "where", "once", "after", "before"} for piece in pieces[1:]):
        return False
    if any(piece in words.AUXILIARIES for piece in pieces) and not any(piece in words.RELATIVES for piece in pieces):
        return False
    return not pieces[-1].endswith("ly")


@lru_cache(maxsize=20_000)
def shape(phrase: str) -> str:
    """What kind of phrase an option is: noun, base, s, ing, by, to, clause or other."""
    pieces = [bare(piece) for piece in phrase.split()]
    if not pieces:
        return "other"
    first = pieces[0]
    if first in {"by", "to"}:
        return first
    if first in words.SUBORDINATORS | words.PREPOSITIONS | words.RELATIVES:
        return "other" if first in words.RELATIVES else f"at {first}"
    second = pieces[1] if len(pieces) > 1 else ""
    doing = first.endswith("ing") and forms.is_verb(first, "ing")
    if doing and second and not names_kind(pieces) and second not in LOCATING:
        return "ing"
    if parse(phrase) is not None:
        return "clause"
    if (
        forms.is_verb(first, "base")
        and len(pieces) > 1
        and second not in words.PREPOSITIONS - {"to", "for", "with"} | {"and", "or"}
        and (first not in NOUN_TOO or second in words.DETERMINERS)
    ):
        return "base"
    if forms.is_verb(first, "s") and second in words.DETERMINERS | words.PREPOSITIONS | {"how"}:
        return "s"
    if forms.is_verb(first, "s") and first not in NOUN_TOO_S and len(pieces) > 2:
        return "s"
    return "noun" if is_noun_phrase(phrase) else "other"


def names_kind(pieces: list[str]) -> bool:
    """ "Stretching techniques", "bleeding disorders": the word in -ing tells what kind, and does nothing."""
    return len(pieces) == 2 and pieces[1] in KIND_NOUNS


LOCATING = {"at", "in", "of", "around", "on", "from"}  # "swelling at the site", "bleeding from the nose"
KIND_NOUNS = frozenset(
    "technique techniques exercise exercises disorder disorders program programs device devices problem "
    "problems therapy "
    "therapies session sessions area areas point points aid aids test tests pain pains signs symptoms "
    "medicine medicines "
    "medication medications agent agents time times rate rates".split()
)
NOUN_TOO = frozenset(
    "pump roll lift pain cough fever rest use need result change increase decrease test risk damage cause burn cut "
    "help "
    "look massage practice exercise "
    "report support swallow sleep stress touch treat visit walk wash work drain drop fall form heat hold "
    "line plan place "
    "position press record release repair review rise rub set share sign slow spread start stick stop strain stretch "
    "supply target tear train trigger turn view wear contact control cover cost count focus guide harm limit link list "
    "mark match measure pass puncture push range reach read seal smoke soak stem store strike sweat "
    "talk dry clean clear "
    "warm open empty double close fit light last fast waste double present direct correct complete lower".split()
)
# Of these, the ones that no sentence begins with as a noun without an article: "Treat cuts", "Limit alcohol".
COUNTED = frozenset(
    "treat limit cut wash report record seal list press reach link fit fold stop switch stick strike tear wear pass "
    "hold rub review show share cover visit place position move set".split()
)
NOUN_TOO_S = frozenset(word + "s" for word in NOUN_TOO) | {"coughs", "washes", "touches", "stretches", "exercises"}


def asked(clause_: Clause) -> str:
    """The clause as the tail of a question: "does the pump stop the flow"; empty where the verb cannot be turned."""
    subject = forms.decapitalized(clause_.subject)
    verb = forms.lower(clause_.verb)
    rest = f" {clause_.rest}" if clause_.rest else ""
    adverb = f" {clause_.adverb}" if clause_.adverb else ""
    if verb in words.AUXILIARIES and verb not in {"has", "have", "had", "do", "does", "did"}:
        return f"{verb} {subject}{adverb}{rest}"
    if verb in {"has", "have"}:
        return "" if not re.match(r"\s*been ", rest + " ") else f"{verb} {subject}{adverb}{rest}"
    base, form = forms.verb_form(verb)
    if not base or form not in {"s", "base"}:
        return ""
    return f"{'does' if form == 's' else 'do'} {subject}{adverb} {base}{rest}"

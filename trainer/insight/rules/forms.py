"""How far the result of a form can be trusted: reliability, error of measurement, consistency of the verdict."""

import math
from dataclasses import dataclass

import numpy as np

from trainer.insight.rules.answers import Answers
from trainer.insight.rules.distributions import at_least, f_quantile
from trainer.insight.rules.intervals import CONFIDENCE, Interval

FEWEST = 10  # takers: below that nothing is said about a form


@dataclass(frozen=True)
class FormNumbers:
    """Of forms of `questions` questions that so many people took.

    `is_fixed`: everybody had the same questions, so `reliability` is coefficient alpha; otherwise it is that of the
    item-sampling model. Errors are in questions; `agreement` and `kappa` of the verdict by the cut score alone.
    """

    takers: int
    questions: int
    is_fixed: bool
    mean: float
    deviation: float
    reliability: float
    interval: Interval
    error: float
    error_at_cut: float
    agreement: float
    kappa: float


def form_numbers(answers: Answers, needed: int) -> FormNumbers | None:
    """`needed` is the fewest right answers that reach the cut. None where too few took forms of equal length."""
    if not len(answers.attempt_ids):
        return None
    questions = usual_length(answers)
    kept = answers.of_attempts(answers.lengths == questions)
    takers = len(kept.attempt_ids)
    if takers < FEWEST or questions < 2:
        return None
    marks = matrix(kept)
    reliability = alpha(marks) if marks is not None else drawn(kept, questions)
    second = (takers - 1) * (questions - 1) if marks is not None else takers * (questions - 1)
    deviation = float(kept.totals.std(ddof=1))
    error = deviation * math.sqrt(max(0.0, 1 - reliability)) if deviation else math.sqrt(questions * within(kept))
    agreement, kappa = consistency(kept.totals / questions, questions, needed, max(0.0, reliability))
    return FormNumbers(
        takers,
        questions,
        marks is not None,
        float(kept.totals.mean()),
        deviation,
        reliability,
        feldt(reliability, takers - 1, second),
        error,
        error_at(needed, questions, ratio(kept, questions, reliability) if marks is not None else 1.0),
        agreement,
        kappa,
    )


def usual_length(answers: Answers) -> int:
    """How many questions most forms have."""
    return int(np.bincount(answers.lengths).argmax())


def matrix(answers: Answers) -> np.ndarray | None:
    """A row for each taker, a column for each item; None where not everybody had the same items."""
    asked, columns = np.unique(answers.item, return_inverse=True)
    if len(asked) * len(answers.attempt_ids) != len(answers.item):
        return None
    marks = np.full((len(answers.attempt_ids), len(asked)), np.nan)
    marks[answers.attempt, columns] = answers.score
    return None if np.isnan(marks).any() else marks


def alpha(marks: np.ndarray) -> float:
    """Coefficient alpha: k/(k-1) (1 - Σ s²ᵢ / s²), which is KR-20 for scores of 0 and 1.

    Cronbach 1951 (Psychometrika 16:297-334); Kuder and Richardson 1937 (Psychometrika 2:151-160).
    """
    k, whole = marks.shape[1], marks.sum(axis=1).var(ddof=1)
    return float(k / (k - 1) * (1 - marks.var(axis=0, ddof=1).sum() / whole)) if whole > 0 else 0.0


def within(answers: Answers) -> float:
    """Mean over takers of the variance of the scores on their own form: the error of one question."""
    k = answers.lengths
    return float(((answers.squares - answers.totals**2 / k) / (k - 1)).mean())


def drawn(answers: Answers, questions: int) -> float:
    """Reliability where everybody's questions are drawn anew: 1 - MS(within takers) / MS(between takers).

    Alpha would compare takers question by question, which needs the same questions. With a fresh sample for each
    taker the difficulty of the draw is a part of the error (items nested in persons, Brennan 2001, Generalizability
    Theory, section 3.1); for scores of 0 and 1 this is KR-21 (Lord 1955, Educ Psychol Meas 15:325-336). The draw
    follows a blueprint, so strata are balanced and the true value is a little higher: it is a lower bound.
    """
    between = questions * float((answers.totals / questions).var(ddof=1))
    return 1 - within(answers) / between if between > 0 else 0.0


def feldt(reliability: float, first: float, second: float) -> Interval:
    """1 - (1 - r) F at both ends of the confidence, with these degrees of freedom.

    For alpha they are n-1 and (n-1)(k-1) (Feldt, Woodruff and Salih 1987, Appl Psychol Meas 11:93-103, formulas 6 and
    7); for nested items n-1 and n(k-1), from the ratio of mean squares (Shrout and Fleiss 1979, Psychol Bull
    86:420-428, the case of ICC(1,k)).
    """
    tail = (1 - CONFIDENCE) / 2
    return Interval(*(1 - (1 - reliability) * f_quantile(share, first, second) for share in (1 - tail, tail)))


def error_at(right: float, questions: int, correction: float = 1.0) -> float:
    """Standard error of measurement of somebody who has just so many right: √(x(k-x)/(k-1)), in questions.

    Lord's binomial error, exact where questions are drawn at random (1955, as above). Where the form is fixed Keats
    multiplies it by √((1-alpha)/(1-KR-21)) (1957, Psychometrika 22:29-41).
    """
    return math.sqrt(right * (questions - right) / (questions - 1)) * correction


def ratio(answers: Answers, questions: int, reliability: float) -> float:
    rest = 1 - drawn(answers, questions)
    return math.sqrt(max(0.0, 1 - reliability) / rest) if rest > 0 else 1.0


def consistency(shares: np.ndarray, questions: int, needed: int, reliability: float) -> tuple[float, float]:
    """How many would get the same verdict on another form, and kappa: how far that goes beyond chance.

    Subkoviak 1976 (J Educ Meas 13:265-276): somebody's true share is estimated as r·share + (1-r)·mean; the chance P of
    passing is then binomial, that of the same verdict twice P² + (1-P)², averaged over takers. Chance alone gives
    P̄² + (1-P̄)².
    """
    true = np.clip(reliability * shares + (1 - reliability) * shares.mean(), 1e-9, 1 - 1e-9)
    distinct, places = np.unique(true, return_inverse=True)
    passes = at_least(needed, questions, distinct)[places]
    agreement = float((passes**2 + (1 - passes) ** 2).mean())
    chance = float(passes.mean() ** 2 + (1 - passes.mean()) ** 2)
    return agreement, (agreement - chance) / (1 - chance) if chance < 1 else 0.0


def distribution(answers: Answers, questions: int) -> list[int]:
    """How many takers have 0, 1, 2 ... questions right, shares of a mark rounded down."""
    totals = answers.totals[answers.lengths == questions]
    return np.bincount(np.floor(totals + 1e-6).astype(int), minlength=questions + 1).tolist()

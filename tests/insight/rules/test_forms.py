"""How far a form can be trusted, against numbers that others have published or that can be worked out by hand."""

import numpy as np
import pytest

from tests.insight.rules.columns import answers_of
from trainer.insight.rules import distributions as chances
from trainer.insight.rules import forms
from trainer.insight.rules.intervals import fisher, wilson
from trainer.insight.rules.pooling import beta_prior, normal_prior


def test_tails_and_quantiles_are_those_of_the_tables():
    assert chances.above([0, 1.959964, -1]) == pytest.approx([0.5, 0.025, 0.841345], abs=1e-6)
    assert chances.beta_below([2, 0.5, 40], [3, 0.5, 2], [0.4, 0.5, 0.9]) == pytest.approx(
        [0.5248, 0.5, 0.0739044], abs=1e-6
    )
    assert chances.f_quantile(0.95, 4, 10) == pytest.approx(3.4780, abs=1e-4)
    assert chances.f_quantile(0.975, 1001, 2500) == pytest.approx(chances.f_quantile(0.975, 1000, 2500), abs=1e-3)
    assert chances.at_least([3, 0, 11], 10, 0.5) == pytest.approx([0.9453125, 1, 0], abs=1e-9)
    assert chances.at_most([2, 10], 10, 0.5) == pytest.approx([0.0546875, 1], abs=1e-9)


def test_intervals():
    low, high = wilson([81, 0, 0], [263, 10, 0])
    assert low == pytest.approx([0.2553, 0, 0], abs=1e-4)
    assert high == pytest.approx([0.3662, 0.2775, 1], abs=1e-4)
    assert [float(end) for end in fisher(0.5, 28)] == pytest.approx([0.1561, 0.7357], abs=1e-3)
    assert np.isnan(fisher(0.5, 3)[0])
    # statpsych documents ci.cronbach(.05, .85, 7, 89), where n(k-1) stands for (n-1)(k-1); Evans .913 of 873 takers.
    assert forms.feldt(0.85, 88, 89 * 6) == pytest.approx((0.7971254, 0.8931436), abs=1e-5)
    assert forms.feldt(0.913, 872, 872 * 19) == pytest.approx((0.9044024, 0.9211588), abs=1e-5)


def test_a_form_that_everybody_had():
    """Four questions, twelve takers; alpha worked out by hand: Σpq = 0.8125, variance of the sums 2.1875 (over n)."""
    rows = [[1] * 4] * 3 + [[1, 1, 1, 0]] * 2 + [[1, 1, 0, 0]] * 2 + [[1, 0, 0, 0]] * 2 + [[0] * 4] * 3
    found = forms.form_numbers(answers_of(rows), needed=3)
    assert found.is_fixed
    assert (found.takers, found.questions, found.mean) == (12, 4, 2.0)
    p = np.array([9, 7, 5, 3]) / 12
    variance = np.var([sum(row) for row in rows])
    by_hand = 4 / 3 * (1 - (p * (1 - p)).sum() / variance)
    assert found.reliability == pytest.approx(by_hand)
    assert found.error == pytest.approx(found.deviation * (1 - by_hand) ** 0.5)
    assert found.interval.low < by_hand < found.interval.high


def test_forms_that_are_drawn_anew_for_everybody():
    """KR-21 by hand, for scores of 0 and 1; the error at the cut is Lord's."""
    rng = np.random.default_rng(1)
    able = rng.beta(8, 3, 200)
    marks = (rng.random((200, 20)) < able[:, None]).astype(float)
    items = np.array([rng.choice(100, 20, replace=False) for _ in range(200)])
    found = forms.form_numbers(answers_of(marks, items), needed=16)
    sums = marks.sum(axis=1)
    by_hand = 1 - (sums * (20 - sums) / 20 / 19).mean() / (20 * (sums / 20).var(ddof=1))
    assert not found.is_fixed
    assert found.reliability == pytest.approx(by_hand)
    assert found.error_at_cut == pytest.approx((16 * 4 / 19) ** 0.5)
    again = (rng.random((200, 20)) < able[:, None]).sum(axis=1) >= 16
    assert found.agreement == pytest.approx(((sums >= 16) == again).mean(), abs=0.06), "a second form says so too"
    assert 0 < found.kappa < found.agreement
    assert forms.form_numbers(answers_of(marks[:9], items[:9]), needed=16) is None, "nine takers say nothing"
    assert sum(forms.distribution(answers_of(marks, items), 20)) == 200


def test_few_takers_are_drawn_to_the_mean_and_many_stand_for_themselves():
    takers = np.array([5, 5, 400, 400, 50, 50, 50, 50])
    points = np.array([0, 5, 80, 360, 40, 30, 45, 35])
    prior = beta_prior(points, takers)
    pooled = prior.facility(points, takers)
    assert 0.05 < pooled[0] < prior.mean < pooled[1] < 0.95
    assert pooled[2] == pytest.approx(0.2, abs=0.02)
    low, high = prior.interval(points, takers)
    assert (low < pooled).all()
    assert (pooled < high).all()
    assert high[0] - low[0] > 3 * (high[2] - low[2])
    alike = beta_prior(np.array([8, 8, 8]), np.array([10, 10, 10]))
    assert alike.size > 1000, "items that do not differ are pooled wholly"

    correlations, sizes = np.array([0.3, 0.35, 0.25, -0.6, np.nan]), np.array([300, 400, 350, 6, 30])
    middle, low, high = normal_prior(correlations, sizes).pooled(correlations, sizes)
    assert middle[3] > 0.1, "six takers do not make an item bad"
    assert middle[4] == pytest.approx(middle[:3].mean(), abs=0.05)
    assert (low <= middle).all()
    assert (middle <= high).all()

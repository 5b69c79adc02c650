from __future__ import annotations

import pytest

from dialog.measures.rounding import whole_percent


@pytest.mark.parametrize(
    ("share", "percent"),
    [
        (0, 0),
        (1, 100),
        (2 / 3, 67),
        (0.125, 13),
        (0.124, 12),
        (-0.125, -13),
        (-0.004, 0),
        (0.995, 100),
    ],
)
def test_halves_go_away_from_nought_the_same_way_for_both_parties(share, percent):
    assert whole_percent(share) == percent


@pytest.mark.parametrize("n", [8, 40, 200, 1000])
def test_every_share_is_rounded_as_people_do_it_with_the_counts(n):
    """23 of 40 are 57.5 %, which a machine may take for a little less, and so for 57."""
    for agree in range(n + 1):
        assert whole_percent(agree / n) == (200 * agree + n) // (2 * n)
        assert whole_percent(-agree / n) == -whole_percent(agree / n)

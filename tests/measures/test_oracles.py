"""Our answers against those of pabutools, pref_voting and krippendorff, kept as data.

`make oracles` makes the data anew, in an environment of its own.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from dialog.measures.priority import equal_shares, schulze
from dialog.measures.reliability import krippendorffs_alpha

PROFILES = json.loads((Path(__file__).parent / "data" / "oracle_profiles.json").read_text())


def test_there_are_two_hundred_profiles():
    assert len(PROFILES) == 200


def test_schulze_winners_are_those_of_pref_voting():
    for profile in PROFILES:
        assert schulze(profile["rankings"]).order[0] == profile["schulze_winners"]


def test_equal_shares_are_those_of_pabutools():
    for profile in PROFILES:
        approvals = [set(approved) for approved in profile["approvals"]]
        chosen = equal_shares(profile["costs"], approvals, profile["budget"])
        assert sorted(chosen.by_shares) == profile["equal_shares"]


def test_alpha_is_that_of_krippendorff():
    defined = 0
    for profile in PROFILES:
        alpha = krippendorffs_alpha(profile["codes"])
        if profile["alpha"] is None:
            assert alpha is None
        else:
            assert alpha == pytest.approx(profile["alpha"], abs=1e-9)
            defined += 1
    assert defined > 150

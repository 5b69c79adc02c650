"""Answers of other people's programs to two hundred random profiles, kept for our own tests.

pabutools (method of equal shares), pref_voting (Schulze) and krippendorff (alpha) can not share
the product's locked environment, so this runs in one of its own, from requirements.txt beside it,
and writes tests/measures/data/oracle_profiles.json. The same programs write the same file, byte for
byte; a difference after an upgrade is a finding. None of the three is ever installed with the
product: two of them are GPL, and one brings a proprietary solver.
"""

from __future__ import annotations

import json
import random
import sys
from fractions import Fraction
from pathlib import Path
from typing import Any

import krippendorff
import numpy as np
from pabutools.election import ApprovalBallot, ApprovalProfile, Cardinality_Sat, Instance, Project
from pabutools.rules import method_of_equal_shares
from pabutools.tiebreaking import lexico_tie_breaking
from pref_voting.margin_based_methods import beat_path
from pref_voting.profiles import Profile

KEPT = Path(__file__).parents[2] / "tests" / "measures" / "data" / "oracle_profiles.json"
PROFILES = 200


def main() -> None:
    chance = random.Random(20261122)
    profiles = [one_profile(chance) for _ in range(PROFILES)]
    lines = ",\n".join(json.dumps(each, separators=(",", ":")) for each in profiles)
    text = f"[\n{lines}\n]\n"
    before = KEPT.read_text() if KEPT.exists() else ""
    KEPT.parent.mkdir(parents=True, exist_ok=True)
    KEPT.write_text(text)
    print(
        f"{len(profiles)} profiles in {KEPT.name}: {'unchanged' if text == before else 'changed'}"
    )
    if before and text != before:
        sys.exit("The oracles now answer otherwise than what was kept: look at the difference.")


def one_profile(chance: random.Random) -> dict[str, Any]:
    proposals, voters = chance.randint(2, 9), chance.randint(1, 14)
    rankings = [chance.sample(range(proposals), proposals) for _ in range(voters)]
    wish = chance.uniform(0.2, 0.7)
    approvals = [[p for p in range(proposals) if chance.random() < wish] for _ in range(voters)]
    costs = [chance.randint(1, 20) for _ in range(proposals)]
    budget = chance.randint(1, sum(costs) + 5)
    codes = [
        [chance.choice([0, 1, 1, None]) for _ in range(12)] for _ in range(chance.randint(2, 4))
    ]
    return {
        "rankings": rankings,
        "schulze_winners": schulze_winners(rankings),
        "approvals": approvals,
        "costs": costs,
        "budget": budget,
        "equal_shares": equal_shares(costs, approvals, budget),
        "codes": codes,
        "alpha": alpha(codes),
    }


def schulze_winners(rankings: list[list[int]]) -> list[int]:
    return sorted(int(winner) for winner in beat_path(Profile(rankings)))


def equal_shares(costs: list[int], approvals: list[list[int]], budget: int) -> list[int]:
    projects = [Project(f"{number:02}", cost) for number, cost in enumerate(costs)]
    instance = Instance(projects, budget_limit=Fraction(budget))
    ballots = [ApprovalBallot(projects[number] for number in chosen) for chosen in approvals]
    outcome = method_of_equal_shares(
        instance,
        ApprovalProfile(ballots, instance=instance),
        sat_class=Cardinality_Sat,
        tie_breaking=lexico_tie_breaking,
    )
    return sorted(int(project.name) for project in outcome)


def alpha(codes: list[list[int | None]]) -> float | None:
    """Krippendorff's alpha for nominal codes; None where there is nothing to compare."""
    data = np.array([[np.nan if code is None else code for code in row] for row in codes])
    paired = data[:, (~np.isnan(data)).sum(axis=0) >= 2]
    if len(np.unique(paired[~np.isnan(paired)])) < 2:
        return None
    measured = krippendorff.alpha(reliability_data=data, level_of_measurement="nominal")
    return round(float(measured), 12)


if __name__ == "__main__":
    main()

"""A real online dialogue: 381 persons × 165 statements, votes in time order.

Data was gathered using the Polis software (compdemocracy.org/polis) and is sub-licensed under CC BY
4.0 with attribution to The Computational Democracy Project. It is not part of this repository.
"""

from __future__ import annotations

import csv
from pathlib import Path

import numpy as np
import pytest

from dialog.measures.opinion_groups import last_votes, opinion_groups, tallies

DATA = Path(__file__).parents[2].parent / "shared" / "data" / "opinions"

pytestmark = pytest.mark.skipif(
    not DATA.is_dir(), reason="The real votes lie outside the repository and are absent here."
)


def read(name: str) -> list[dict[str, str]]:
    with (DATA / f"affordable-housing-{name}.csv").open(newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope="module")
def events() -> list[tuple[int, int, int]]:
    rows = sorted(read("votes"), key=lambda row: int(row["timestamp"]))
    return [(int(row["voter-id"]), int(row["comment-id"]), int(row["vote"])) for row in rows]


@pytest.fixture(scope="module")
def seen(events):
    return last_votes(*zip(*events, strict=True))


def test_counts_per_person_are_those_of_the_last_votes(seen):
    rows = {person: seen.matrix[number] for number, person in enumerate(seen.persons)}
    for published in read("participants-votes"):
        votes = rows.get(int(published["participant"]), np.array([np.nan]))
        assert int((~np.isnan(votes)).sum()) == int(published["n-votes"])
        assert int((votes == 1).sum()) == int(published["n-agree"])
        assert int((votes == -1).sum()) == int(published["n-disagree"])


def test_counts_per_statement_are_published_as_events_and_counted_here_as_last_votes(events, seen):
    everybody = tallies(seen.matrix, ["all"] * len(seen.persons))["all"]
    by_statement = dict(zip(seen.statements, everybody, strict=True))
    changed = 0
    for published in read("comments"):
        statement = int(published["comment-id"])
        cast = [vote for _, which, vote in events if which == statement]
        assert cast.count(1) == int(published["agrees"])
        assert cast.count(-1) == int(published["disagrees"])
        tally = by_statement.get(statement)
        changed += tally is not None and (tally.agree, tally.disagree) != (
            cast.count(1),
            cast.count(-1),
        )
    assert changed > 0


def test_groups_are_found_and_nobody_small_is_hidden_in_them(seen):
    refused = {int(row["comment-id"]) for row in read("comments") if row["moderated"] == "-1"}
    columns = [number for number, which in enumerate(seen.statements) if which in refused]
    found = opinion_groups(seen.matrix, columns)
    assert 2 <= found.count <= 5
    sizes = np.bincount(found.labels[found.who_counts])
    assert sizes.sum() == found.who_counts.sum() > 250
    assert sizes.min() > 15
    assert (np.diff(sizes) <= 0).all()
    shown = {each.column for group in found.representative for each in group}
    assert shown
    assert not shown & set(columns)

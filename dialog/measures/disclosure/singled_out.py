"""What the sizes of whole sets of respondents, and their means, give away about a small group."""

from __future__ import annotations

from collections.abc import Collection, Hashable, Mapping, Sequence
from typing import TYPE_CHECKING

from dialog.measures.disclosure.audit import Auditor
from dialog.measures.disclosure.system import INNER, PublishedMean, System

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

Group = frozenset[Hashable]
"""People by their profiles."""


def reachable(groups: Collection[Group], sets: Sequence[Group], order: Sequence[Hashable]) -> bool:
    """Whether some group is a combination of the sets, as rows of 0 and 1 over the profiles."""
    import numpy as np

    if not groups:
        return False
    wanted = _rows(groups, order)
    basis = _basis(_rows(sets, order))
    residuals = wanted - (wanted @ basis.T) @ basis
    return bool((np.linalg.norm(residuals, axis=1) < 1e-7).any())


def narrow(
    groups: Collection[Group],
    sets: Sequence[Group],
    answers: Mapping[Hashable, Sequence[int]],
    k: int,
    scores: Sequence[int] = (),
) -> bool:
    """Whether what is shown of the sets leaves some group fewer than k apart, from least to most.

    Shown are sizes and, with `scores`, means. Unknown are the counts per profile and answer; that
    a profile is empty is known.
    """
    order = [profile for profile, counts in answers.items() if sum(counts)]
    system = System([count for profile in order for count in answers[profile]])
    number = {profile: i for i, profile in enumerate(order)}
    width = len(answers[order[0]]) if order else 0

    def unknowns(group: Group, answer: int) -> list[int]:
        return [number[profile] * width + answer for profile in group]

    def figure(group: Group) -> int:
        everyone = [each for answer in range(width) for each in unknowns(group, answer)]
        return system.figure(everyone, sum(system.truth[each] for each in everyone), INNER)

    for shown in filter(None, sets):
        size = figure(shown)
        if scores:
            points = {u: score for i, score in enumerate(scores) for u in unknowns(shown, i)}
            system.means.append(PublishedMean(points, size))
    # In one order, so that no run searches otherwise than another.
    hidden = sorted(map(figure, groups), key=lambda each: sorted(system.sums[each]))
    return Auditor(system).first_narrow(hidden, [k] * len(system.values)) is not None


def _rows(sets: Collection[Group], order: Sequence[Hashable]) -> NDArray[np.float64]:
    import numpy as np

    return np.array([[profile in each for profile in order] for each in sets], dtype=float)


def _basis(rows: NDArray[np.float64]) -> NDArray[np.float64]:
    """Orthonormal rows spanning the same space."""
    import numpy as np

    _, strengths, directions = np.linalg.svd(rows, full_matrices=False)
    return np.asarray(directions[strengths > 1e-9 * max(1.0, strengths.max(initial=0.0))])

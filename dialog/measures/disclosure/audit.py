"""What an outsider can work out about a withheld figure: the least and the most it can be.

The outsider knows every shown figure, that counts are whole numbers and never negative, which
figures are sums of which, and published means. Each question is a small integer programme (HiGHS by
way of scipy) over tables that differ from the true one in nothing that is shown. Whole numbers ask
more of the defence than the linear audit of the literature: what passes here passes there.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from math import gcd
from typing import TYPE_CHECKING

from dialog.measures.disclosure.system import PublishedMean, System

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

SEARCH_LIMIT = 200
"""Branches searched for a table that an outsider could not rule out. Only published means make a
search long; what is not found in time counts as impossible, so that more is withheld."""


class Auditor:
    """Answers for one system, over and over, while more and more of its figures are withheld."""

    def __init__(self, system: System) -> None:
        import numpy as np

        self.system = system
        self.sums = system.matrix()
        self.values = np.array(system.values, dtype=float)
        self.truth = np.array(system.truth, dtype=float)
        self.links = np.zeros((len(system.links), len(self.truth)))
        for number, link in enumerate(system.links):
            self.links[number, list(link)] = list(link.values())

    def certain_zeros(self) -> set[int]:
        """Figures that published means alone tell to be zero, with every figure withheld.

        A mean at the end of its scale says that nobody chose another answer.
        """
        if not self.system.means:
            return set()
        question = _Question(self, range(len(self.values)))
        zeros = [figure for figure, value in enumerate(self.system.values) if value == 0]
        return {f for f in zeros if self.sums[f] @ question.extreme(f, -1, 1, whole=False) < 1e-6}

    def first_narrow(
        self,
        hidden: Iterable[int],
        widths: Sequence[int],
        at_most_one: Sequence[frozenset[int]] = (),
    ) -> int | None:
        """The first hidden figure, in the order given, that an outsider knows too closely.

        `widths` says per figure how far apart its least and most must be; `at_most_one` names sums
        of unknowns that the outsider also knows to be 0 or 1. None when all are wide enough.
        """
        import numpy as np

        order = list(hidden)
        question = _Question(self, order, at_most_one)
        low, high = self.values.copy(), self.values.copy()
        for figure in order:
            for sign in (-1, 1):
                if high[figure] - low[figure] >= widths[figure]:
                    break
                reached = low[figure] if sign < 0 else high[figure]
                enough = widths[figure] - abs(reached - self.values[figure])
                # Each answer is a table the outsider can not rule out, so it widens all figures.
                possible = self.sums @ question.extreme(figure, sign, enough)
                low, high = np.minimum(low, possible), np.maximum(high, possible)
            if high[figure] - low[figure] < widths[figure]:
                return figure
        return None


def possible_truth(system: System) -> list[int]:
    """Counts per unknown that give every figure its value; ValueError when there are none."""
    import numpy as np
    from scipy.optimize import LinearConstraint, milp

    answer = milp(
        np.zeros(system.unknowns),
        integrality=np.ones(system.unknowns, dtype=int),
        constraints=[LinearConstraint(system.matrix(), system.values, system.values)],
    )
    if answer.x is None:
        raise ValueError("The tables do not count the same answers.")
    return [int(count) for count in np.rint(answer.x)]


class _Question:
    """The outsider's constraints for one choice of hidden figures, as changes to the truth.

    The variables are a change per unknown and, per published mean, how many times over the number
    of answers behind it has changed by the smallest number that can give such a mean: a mean of
    2.4 says that they are a multiple of five.
    """

    def __init__(
        self, auditor: Auditor, hidden: Iterable[int], at_most_one: Sequence[frozenset[int]] = ()
    ) -> None:
        import numpy as np

        self.auditor = auditor
        shown = sorted(set(range(len(auditor.values))).difference(hidden))
        means = auditor.system.means
        self.unchanged = _widened(np.vstack([auditor.sums[shown], auditor.links]), len(means))
        for number, mean in enumerate(means):
            rows = _changes_of_mean(mean, auditor.system, number, steps=mean.total not in shown)
            self.unchanged = np.vstack([self.unchanged, rows])
        rests = np.zeros((len(at_most_one), len(auditor.truth)))
        for number, unknowns in enumerate(at_most_one):
            rests[number, list(unknowns)] = 1
        self.rests, self.room = _widened(rests, len(means)), 1 - rests @ auditor.truth

    def extreme(
        self, figure: int, sign: int, enough: float, *, whole: bool = True
    ) -> NDArray[np.float64]:
        """Unknowns that an outsider can not rule out, with the figure as far below (sign 1) or
        above (sign −1) the truth as possible, but no farther than `enough`: looking no farther is
        what makes the search short. The truth itself when nothing is found."""
        import numpy as np
        from scipy.optimize import Bounds, LinearConstraint, milp

        truth = self.auditor.truth
        width = self.unchanged.shape[1]
        target = _widened(self.auditor.sums[[figure]], width - len(truth))
        # Wide enough to tell "anything" from "at least k apart", small enough to compute exactly.
        ceiling = 10 * (truth.sum() + enough + 10)
        answer = milp(
            sign * target[0],
            integrality=np.full(width, int(whole)),
            bounds=Bounds(np.concatenate([-truth, np.full(width - len(truth), -ceiling)]), ceiling),
            constraints=[
                LinearConstraint(self.unchanged, 0, 0),
                LinearConstraint(target, -enough, enough),
                LinearConstraint(self.rests, -np.inf, self.room),
            ],
            options={"mip_rel_gap": 0, "node_limit": SEARCH_LIMIT},
        )
        if answer.x is None:
            return truth
        if not whole:
            return np.asarray(truth + answer.x[: len(truth)])
        # Solvers compute to within a tolerance; only what holds exactly may make a cell look safe.
        change = np.rint(answer.x)
        exact = np.abs(self.unchanged @ change).max(initial=0) < 1e-6
        return np.asarray(truth + change[: len(truth)]) if exact else truth


def _widened(rows: NDArray[np.float64], columns: int) -> NDArray[np.float64]:
    import numpy as np

    return np.hstack([rows, np.zeros((len(rows), columns))])


def _changes_of_mean(
    mean: PublishedMean, system: System, number: int, *, steps: bool
) -> NDArray[np.float64]:
    """Two rows over the variables that add up to 0 as long as the mean stays what it is.

    Points and answers change by p and q for every step, where p/q is the mean in its lowest terms;
    without `steps` the number of answers is known, and neither changes.
    """
    import numpy as np

    answers = system.values[mean.total]
    points = sum(score * system.truth[unknown] for unknown, score in mean.scores.items())
    divisor = gcd(points, answers) or 1
    rows = np.zeros((2, system.unknowns + len(system.means)))
    for unknown, score in mean.scores.items():
        rows[:, unknown] = score, 1
    if steps:
        rows[:, system.unknowns + number] = -points / divisor, -answers / divisor
    return rows

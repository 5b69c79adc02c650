"""Outsiders who compare filters. They see how many each released set holds and the mean of its
answers, and share no code with the defence: unknowns are the counts per profile and answer."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import numpy as np
from scipy.optimize import linprog

Profile = tuple[int, ...]
SCORES = np.array([1.0, 2.0, 3.0])


class Outsider:
    """What follows from the released sets. `answers` are the true counts, known where empty."""

    def __init__(
        self, released: Sequence[set], answers: Mapping[Profile, Sequence[int]], *, means: bool
    ) -> None:
        self.inhabited = [profile for profile in answers if sum(answers[profile])]
        self.truth = np.array([answers[profile] for profile in self.inhabited], dtype=float)
        rows, values = [], []
        for group in released:
            counts = self._members(group) @ self.truth
            if counts.sum():
                rows.append(self.row(group, np.ones(3)))
                values.append(counts.sum())
            if means and counts.sum():
                average = SCORES @ counts / counts.sum()
                rows.append(self.row(group, SCORES - average))
                values.append(0.0)
        self.known, self.values = np.array(rows), np.array(values)

    def row(self, group: set, weights: np.ndarray) -> np.ndarray:
        return np.outer(self._members(group), weights).ravel()

    def computed(self, groups: Sequence[set]) -> Iterator[set]:
        """By linear algebra, the groups whose size, points or count of one answer follows."""
        questions = [np.ones(3), SCORES, *np.eye(3)]
        asked = np.array([[self.row(group, each) for each in questions] for group in groups])
        if len(groups) and len(self.known):
            flat = asked.reshape(-1, self.known.shape[1]).T
            weights = np.linalg.lstsq(self.known.T, flat, rcond=None)[0]
            errors = np.abs(self.known.T @ weights - flat).max(axis=0)
            for number in sorted(set(np.flatnonzero(errors < 1e-7) // len(questions))):
                yield groups[number]

    def widths(self, groups: Sequence[set]) -> Iterator[float]:
        """By linear programming, how far apart the least and the most people in a group can be."""
        if not len(self.known):
            return
        for group in groups:
            row, ends = self.row(group, np.ones(3)), []
            for sign in (1, -1):
                answer = linprog(sign * row, A_eq=self.known, b_eq=self.values, bounds=(0, None))
                assert answer.status in (0, 3), answer.message
                ends.append(sign * answer.fun if answer.status == 0 else -sign * np.inf)
            assert ends[0] - 1e-6 <= row @ self.truth.ravel() <= ends[1] + 1e-6
            yield ends[1] - ends[0]

    def _members(self, group: set) -> np.ndarray:
        return np.array([profile in group for profile in self.inhabited], dtype=float)

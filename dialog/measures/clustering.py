"""Places people on a plane by how they voted, and parts them into groups. All from one seed."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

BASE_CLUSTERS = 100
MOST_GROUPS = 5
DENSE_UP_TO = 600
"""Statements up to which all principal components are computed, and two of them kept."""


class Found(NamedTuple):
    """Per participant a group from 0, largest first, and a point; per number tried, a silhouette."""

    labels: NDArray[np.int64]
    points: NDArray[np.float64]
    silhouettes: dict[int, float]


def find_groups(votes: NDArray[np.float32], seed: int) -> Found:
    """Groups among participants × statements (1, −1, 0, nan unseen), all of whom count."""
    from threadpoolctl import threadpool_limits  # type: ignore[import-untyped]

    # One thread: sums then have one order on every machine, and a busy one is not waited for.
    with threadpool_limits(1):
        return _found(votes, seed)


def project(votes: NDArray[np.float32]) -> NDArray[np.float64]:
    """Participants × 2: principal components of the votes, unseen ones set to the column's mean.

    A person is placed by the statements they have seen, √(statements / seen) farther out the fewer
    they are. The largest loading of each component is positive, so that pictures do not flip.
    """
    import numpy as np

    unseen = np.isnan(votes)
    seen = (~unseen).sum(axis=0)
    means = np.nansum(votes, axis=0, dtype=float) / np.maximum(seen, 1)
    centred = np.where(unseen, 0.0, votes - means)
    components = _components(centred)
    each = votes.shape[1] / np.maximum((~unseen).sum(axis=1), 1)
    return np.asarray(np.sqrt(each)[:, None] * (centred @ components))


def _found(votes: NDArray[np.float32], seed: int) -> Found:
    import numpy as np

    # In an order that only the votes decide, so that nobody's place in the list matters.
    order = _canonical_order(votes)
    points = np.empty((len(votes), 2))
    points[order] = placed = project(votes[order])
    labels = np.zeros(len(votes), dtype=np.int64)
    centres, weights, nearest = _base_clusters(placed, seed)
    best, silhouettes = _best_partition(centres, weights, seed)
    labels[order] = _largest_first(best[nearest])
    return Found(labels, points, silhouettes)


def _canonical_order(votes: NDArray[np.float32]) -> list[int]:
    import numpy as np

    cast = np.where(np.isnan(votes), 2, votes).astype(np.int8)
    rows = [row.tobytes() for row in cast]
    return sorted(range(len(rows)), key=rows.__getitem__)


def _components(centred: NDArray[np.float64]) -> NDArray[np.float64]:
    """Statements × 2: the two directions in which the votes differ the most."""
    import numpy as np
    from scipy.linalg import eigh
    from scipy.sparse.linalg import eigsh

    width = centred.shape[1]
    spread = centred.T @ centred
    if width <= 2:
        directions = np.eye(width, 2)
    elif width <= DENSE_UP_TO:
        directions = eigh(spread, subset_by_index=(width - 2, width - 1))[1][:, ::-1]
    else:
        # From a fixed start; a drawn one would move the last decimals from run to run.
        values, vectors = eigsh(spread, k=2, v0=np.ones(width))
        directions = vectors[:, np.argsort(-values)]
    largest = np.abs(directions).argmax(axis=0)
    signs = np.sign(directions[largest, range(directions.shape[1])])
    return np.asarray(directions * np.where(signs == 0, 1, signs))


def _base_clusters(
    points: NDArray[np.float64], seed: int
) -> tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.int64]]:
    """Centres, how many people each stands for, and each person's centre: the distinct points, or
    a hundred clusters of them, so that comparing all with all stays cheap."""
    import numpy as np
    from sklearn.cluster import KMeans

    centres, nearest = np.unique(points.round(9), axis=0, return_inverse=True)
    if len(centres) > BASE_CLUSTERS:
        clusters = KMeans(BASE_CLUSTERS, n_init=1, random_state=seed).fit(points)
        centres, nearest = clusters.cluster_centers_, clusters.labels_
    weights = np.bincount(nearest, minlength=len(centres)).astype(float)
    return centres, weights, nearest.astype(np.int64)


def _best_partition(
    centres: NDArray[np.float64], weights: NDArray[np.float64], seed: int
) -> tuple[NDArray[np.int64], dict[int, float]]:
    """The group of each centre, in the number of groups with the best silhouette."""
    import numpy as np
    from sklearn.cluster import KMeans
    from sklearn.metrics import silhouette_score

    if len(centres) <= 2:
        return np.arange(len(centres)), {}
    partitions: dict[int, NDArray[np.int64]] = {}
    silhouettes: dict[int, float] = {}
    for count in range(2, min(MOST_GROUPS, 2 + len(centres) // 12, len(centres) - 1) + 1):
        grouped = KMeans(count, n_init=10, random_state=seed).fit(centres, sample_weight=weights)
        partitions[count] = grouped.labels_.astype(np.int64)
        silhouettes[count] = round(float(silhouette_score(centres, grouped.labels_)), 9)
    best = max(silhouettes, key=lambda count: (silhouettes[count], -count))
    return partitions[best], silhouettes


def _largest_first(labels: NDArray[np.int64]) -> NDArray[np.int64]:
    import numpy as np

    names, first, sizes = np.unique(labels, return_index=True, return_counts=True)
    renamed = np.empty(int(names.max()) + 1, dtype=np.int64)
    renamed[names[np.lexsort((first, -sizes))]] = np.arange(len(names))
    return renamed[labels]

"""Whether one more set of respondents may be shown beside those that already are."""

from __future__ import annotations

from collections.abc import Collection, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from typing import TYPE_CHECKING

from dialog.measures.disclosure.checks import DEFAULT_K, checked_k, too_few

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

Profile = Hashable


@dataclass(frozen=True, slots=True)
class Decision:
    """Whether a set may be released; true as a condition. `why` is empty when it may."""

    allowed: bool
    why: str = ""

    def __bool__(self) -> bool:
        return self.allowed


def release_allowed(
    new_set: Collection[Profile],
    released_sets: Sequence[Collection[Profile]],
    profiles: Mapping[Profile, int] | Sequence[int],
    k: int = DEFAULT_K,
) -> Decision:
    """Whether figures for `new_set` may be released beside those for `released_sets`.

    `profiles` says how many answered in each combination of the background variables: keys are
    tuples with a value per variable (or anything else, taken as one variable); a list of counts
    has its positions as keys. Sets are collections of such keys; `matching` makes one from a
    filter. Judge per question, on those who answered it. Refused are a set of 1…k − 1 persons; a
    set within a released one, or around it, unless the difference is 0 or at least k; and a set
    that makes it possible, by adding and subtracting whole sets, to arrive at exactly the persons
    of some filter, profile, overlap or difference of 1…k − 1 persons.

    It stops exact recomputation of who is in a set, whatever was asked; narrow intervals within a
    table are `protect_table`'s business. Sound only if every earlier set was allowed by it too,
    and order matters: cheapest sets first (one variable, then two). A test at release, not a
    filter to play with. ValueError for a profile that does not exist.
    Sources: Denning, Denning and Schwartz 1979, ACM TODS 4:76–96 (why set size alone fails).
    """
    counts = _counts(profiles)
    sets = [_persons(each, counts) for each in (*released_sets, new_set)]
    *released, new = sets
    k = checked_k(k)
    size = _size(new, counts)
    if too_few(size, k):
        return Decision(False, "The set has too few answers.")
    for older in released:
        if (new <= older or older <= new) and too_few(_size(new ^ older, counts), k):
            return Decision(False, "Subtraction from a set already released leaves too few.")
    if _reachable(_small_groups(counts, sets, k), sets, list(counts)):
        return Decision(False, "Together with the sets already released it singles out too few.")
    return Decision(True)


def matching(
    profiles: Iterable[Sequence[Hashable]], chosen: Mapping[int, Hashable]
) -> set[Profile]:
    """The profiles that have the chosen value of each chosen variable, by the variable's place."""
    return {p for p in map(tuple, profiles) if all(p[i] == value for i, value in chosen.items())}


def _counts(profiles: Mapping[Profile, int] | Sequence[int]) -> dict[Profile, int]:
    pairs = profiles.items() if isinstance(profiles, Mapping) else enumerate(profiles)
    counts: dict[Profile, int] = dict(pairs)
    if any(count < 0 for count in counts.values()):
        raise ValueError("A count of people can not be negative.")
    return counts


def _persons(chosen: Collection[Profile], counts: Mapping[Profile, int]) -> frozenset[Profile]:
    """The profiles of a set that anybody has. Who is nobody may be known to all, and two sets that
    differ only in nobody are the same set."""
    if strangers := set(chosen) - counts.keys():
        raise ValueError(f"Unknown profiles: {sorted(map(str, strangers))}.")
    return frozenset(profile for profile in chosen if counts[profile])


def _size(chosen: Iterable[Profile], counts: Mapping[Profile, int]) -> int:
    return sum(counts[profile] for profile in chosen)


def _small_groups(
    counts: Mapping[Profile, int], sets: Sequence[frozenset[Profile]], k: int
) -> set[frozenset[Profile]]:
    """Every filter, profile, overlap and difference of 1…k − 1 persons."""
    inhabited = [profile for profile in counts if counts[profile]]
    everybody = frozenset(inhabited)
    groups = {frozenset([profile]) for profile in inhabited} | _filters(inhabited)
    new = sets[-1]
    for older in (*sets[:-1], everybody):
        groups |= {new & older, new - older, older - new}
    return {group for group in groups if too_few(_size(group, counts), k)}


def _filters(inhabited: Sequence[Profile]) -> set[frozenset[Profile]]:
    """Every conjunction of values of background variables that anybody satisfies."""
    keyed = [(p if isinstance(p, tuple) else (p,), p) for p in inhabited]
    groups: dict[tuple[object, ...], set[Profile]] = {}
    for values, profile in keyed:
        # A profile satisfies a filter that asks, per variable, for its own value or for none.
        for asked in product((True, False), repeat=len(values)):
            key = tuple((i, v) for i, v in enumerate(values) if asked[i])
            groups.setdefault(key, set()).add(profile)
    return {frozenset(group) for group in groups.values()}


def _reachable(
    groups: Collection[frozenset[Profile]],
    sets: Sequence[frozenset[Profile]],
    order: Sequence[Profile],
) -> bool:
    """Whether some group is a combination of the sets, as rows of 0 and 1 over the profiles."""
    import numpy as np

    if not groups:
        return False
    wanted = _rows(groups, order)
    basis = _basis(_rows(sets, order))
    residuals = wanted - (wanted @ basis.T) @ basis
    return bool((np.linalg.norm(residuals, axis=1) < 1e-7).any())


def _rows(sets: Collection[frozenset[Profile]], order: Sequence[Profile]) -> NDArray[np.float64]:
    import numpy as np

    return np.array([[profile in each for profile in order] for each in sets], dtype=float)


def _basis(rows: NDArray[np.float64]) -> NDArray[np.float64]:
    """Orthonormal rows spanning the same space."""
    import numpy as np

    _, strengths, directions = np.linalg.svd(rows, full_matrices=False)
    return np.asarray(directions[strengths > 1e-9 * max(1.0, strengths.max(initial=0.0))])

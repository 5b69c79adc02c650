"""Whether one more set of respondents may be shown beside those that already are."""

from __future__ import annotations

from collections.abc import Collection, Hashable, Iterable, Mapping, Sequence, Sized
from dataclasses import dataclass
from itertools import product

from dialog.measures.disclosure.checks import DEFAULT_K, checked_counts, checked_k, too_few
from dialog.measures.disclosure.singled_out import narrow, reachable

Profile = Hashable
Answered = int | Sequence[int]
"""How many answered in a profile, or how many gave each answer."""


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
    profiles: Mapping[Profile, Answered] | Sequence[Answered],
    k: int = DEFAULT_K,
    *,
    mean_scores: Sequence[int] = (),
) -> Decision:
    """Whether figures for `new_set` may be released beside those for `released_sets`.

    `profiles` says how many answered in each combination of the background variables: keys are
    tuples with a value per variable (or anything else, taken as one variable); a list of counts
    has its positions as keys. Sets are collections of such keys; `matching` makes one from a
    filter. Judge per question, on those who answered it. Refused are a set of 1…k − 1 persons; a
    set within a released one, or around it, unless the difference is 0 or at least k; and a set
    that makes it possible to arrive at the persons of some filter, profile, overlap or difference
    of 1…k − 1 persons: exactly, by adding and subtracting whole sets, or so nearly that the least
    and the most they can be differ by less than k.

    Where the mean of every set is published beside its size, `mean_scores` says what each answer
    stands for and `profiles` gives each profile its counts per answer; the audit then knows them.
    What else is shown of a set is `protect_table`'s business. Sound only if every earlier set was
    allowed by it too, and order matters: cheapest sets first (one variable, then two). A test at
    release, not a filter to play with: with hundreds of profiles it takes seconds, in a job.
    ValueError for a profile that does not exist, or scores that are not one for each answer.
    Sources: Denning, Denning and Schwartz 1979, ACM TODS 4:76–96 (why set size alone fails).
    """
    answers = _answers(profiles, mean_scores)
    counts = {profile: sum(each) for profile, each in answers.items()}
    sets = [_persons(each, counts) for each in (*released_sets, new_set)]
    *released, new = sets
    k = checked_k(k)
    if too_few(_size(new, counts), k):
        return Decision(False, "The set has too few answers.")
    for older in released:
        if (new <= older or older <= new) and too_few(_size(new ^ older, counts), k):
            return Decision(False, "Subtraction from a set already released leaves too few.")
    small = _small_groups(counts, sets, k)
    if reachable(small, sets, list(counts)):
        return Decision(False, "Together with the sets already released it singles out too few.")
    if narrow(small, sets, answers, k, mean_scores):
        return Decision(
            False, "Together with the sets already released it nearly tells how many a few are."
        )
    return Decision(True)


def matching(
    profiles: Iterable[Sequence[Hashable]], chosen: Mapping[int, Hashable]
) -> set[Profile]:
    """The profiles that have the chosen value of each chosen variable, by the variable's place."""
    return {p for p in map(tuple, profiles) if all(p[i] == value for i, value in chosen.items())}


def _answers(
    profiles: Mapping[Profile, Answered] | Sequence[Answered], scores: Sequence[int]
) -> dict[Profile, tuple[int, ...]]:
    """Per profile its counts per answer; one count where nothing depends on the answers."""
    pairs = profiles.items() if isinstance(profiles, Mapping) else enumerate(profiles)
    answers = {
        profile: checked_counts(each if isinstance(each, Sized) else [each])
        for profile, each in pairs
    }
    if not scores:
        return {profile: (sum(each),) for profile, each in answers.items()}
    if {len(each) for each in answers.values()} != {len(scores)}:
        raise ValueError("Means need the counts per answer of every profile, and a score for each.")
    return answers


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

"""How fast the measures are, each beside its floor: the bare sums that no version could do without.

`run()` gives the figures by name, for `make bench`; `python bench/measures.py` prints a table.
Wall times of a warm process, medians where the inputs vary, best of three where they do not.
"""

from __future__ import annotations

import json
import random
import resource
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[1]))

BUDGETS = {
    "measures.opinion_groups_s_10000x200": 5.0,
    "measures.opinion_groups_mb": 400.0,
    "measures.protect_2x5_ms": 150.0,
    "measures.duplicates_s_2000": 2.0,
    "measures.duplicates_one_ms": 20.0,
    "measures.verdicts_ms_1000": 50.0,
    "measures.equal_shares_s_300x60": 0.2,
}
WORDS_IN_A_ROW = """
lokal kväll förening bidrag kommun ansökan ungdom ledare möte svar tid hyra nyckel handläggare
dialog beslut politiker enkät idrott kultur språk café skola simhall bygdegård styrelse kassör
rapport krånglig saknas behövs fungerar väntar ringer mejlar öppnar stänger delar samlar tidigt
sent gemensam tydlig enkel långsam rättvis öppen
"""
WORDS = WORDS_IN_A_ROW.split()


def run() -> dict[str, float]:
    return {
        **opinion_groups_figures(),
        **protection_figures(),
        **similarity_figures(),
        **verdict_figures(),
        **equal_shares_figures(),
    }


def opinion_groups_figures() -> dict[str, float]:
    """In a process of its own, so that the peak of memory is that of this alone."""
    done = subprocess.run(
        [sys.executable, __file__, "opinion-groups"], capture_output=True, text=True, check=True
    )
    figures: dict[str, float] = json.loads(done.stdout)
    return figures


def opinion_groups_alone() -> dict[str, float]:
    import numpy as np

    from dialog.measures.opinion_groups import opinion_groups

    chance = np.random.default_rng(1)
    camp = chance.integers(0, 3, 10_000)
    leaning = chance.normal(0, 1.2, (3, 200))[camp] + chance.normal(0, 1, (10_000, 200))
    votes = (np.sign(leaning) * (np.abs(leaning) > 0.4)).astype(np.float32)
    votes[chance.random(votes.shape) < 0.5] = np.nan
    del leaning
    opinion_groups(votes[:200])
    seconds = best_of_three(lambda: opinion_groups(votes))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024

    def floor() -> None:
        centred = np.nan_to_num(votes - np.nanmean(votes, axis=0))
        centred @ np.linalg.eigh(centred.T @ centred)[1][:, -2:]

    return {
        "measures.opinion_groups_s_10000x200": seconds,
        "measures.opinion_groups_floor_s": best_of_three(floor),
        "measures.opinion_groups_mb": peak,
    }


def protection_figures() -> dict[str, float]:
    import numpy as np
    from scipy.optimize import linprog

    from dialog.measures.disclosure import protect_linked, protect_table

    chance = np.random.default_rng(2)

    def people(parties: int, sizes: int, n: int) -> Any:
        groups = chance.multinomial(n, chance.dirichlet(np.full(parties * sizes, 3.0)))
        answers = [chance.multinomial(m, chance.dirichlet(np.full(5, 1.5))) for m in groups]
        return np.array(answers).reshape(parties, sizes, 5)

    tables = [people(2, 1, n)[:, 0].tolist() for n in (40, 60, 100, 150) for _ in range(15)]
    linked = [
        [counts.sum(axis=1).tolist(), counts.sum(axis=0).tolist()]
        for counts in (people(2, 3, n) for n in (60, 150) for _ in range(15))
    ]
    protect_table(tables[0])

    def one_program(tables: Sequence[Any]) -> None:
        """A single linear program over the same cells, whose margins are known."""
        blocks = [margins_of(len(rows)) for rows in tables]
        widths = [block.shape[1] for block in blocks]
        known = np.zeros((sum(map(len, blocks)), sum(widths)))
        row = column = 0
        for block in blocks:
            known[row : row + len(block), column : column + block.shape[1]] = block
            row, column = row + len(block), column + block.shape[1]
        cells = np.concatenate([np.ravel(rows) for rows in tables])
        linprog(np.eye(len(cells))[0], A_eq=known, b_eq=known @ cells)

    def margins_of(height: int) -> Any:
        by_row = np.kron(np.eye(height), np.ones(5))
        return np.vstack([by_row, np.kron(np.ones(height), np.eye(5))])

    return {
        "measures.protect_2x5_ms": 1000 * median_of(protect_table, tables),
        "measures.protect_2x5_floor_ms": 1000 * median_of(lambda t: one_program([t]), tables),
        "measures.protect_linked_ms": 1000 * median_of(protect_linked, linked),
        "measures.protect_linked_floor_ms": 1000 * median_of(one_program, linked),
    }


def similarity_figures() -> dict[str, float]:
    from sklearn.feature_extraction.text import TfidfVectorizer

    from dialog.measures.similarity import TextIndex, near_duplicates

    chance = random.Random(3)
    words = [*WORDS, *(one + other for one in WORDS for other in WORDS)]
    notes = [" ".join(chance.choices(words, k=chance.randint(5, 20))) for _ in range(1900)]
    notes += [f"{note} {chance.choice(words)}" for note in notes[:100]]
    index = TextIndex(notes)
    asked = [" ".join(chance.choices(words, k=12)) for _ in range(50)]
    index.like(asked[0])

    vectoriser = TfidfVectorizer(analyzer="char_wb", ngram_range=(3, 5), sublinear_tf=True)
    kept = vectoriser.fit_transform(notes)

    def floor() -> None:
        vectors = vectoriser.fit_transform(notes)
        (vectors @ vectors.T).max()

    def one_floor(note: str) -> None:
        (kept @ vectoriser.transform([note]).T).max()

    return {
        "measures.duplicates_s_2000": best_of_three(lambda: near_duplicates(notes)),
        "measures.duplicates_floor_s_2000": best_of_three(floor),
        "measures.duplicates_one_ms": 1000 * median_of(index.like, asked),
        "measures.duplicates_one_floor_ms": 1000 * median_of(one_floor, asked),
        "measures.duplicates_add_ms": 1000 * median_of(index.add, asked),
    }


def verdict_figures() -> dict[str, float]:
    import numpy as np

    from dialog.measures.agreement import Tally, verdicts

    chance = random.Random(4)

    def party(most: int) -> list[Tally]:
        return [Tally(*(chance.randrange(most) for _ in range(3))) for _ in range(1000)]

    first, second = party(60), party(25)
    verdicts(first, second)
    agree = np.array([[each.agree for each in both] for both in (first, second)], dtype=float)
    n = np.array([[each.n + 1 for each in both] for both in (first, second)], dtype=float)

    def floor() -> None:
        for z in (1.96, 1.645, 1.645):
            share = agree / n
            share - z * np.sqrt(share * (1 - share) / n + z * z / (4 * n * n))

    seconds = best_of_three(lambda: verdicts(first, second))
    return {
        "measures.verdicts_ms_1000": 1000 * seconds,
        "measures.verdicts_floor_ms_1000": 1000 * best_of_three(floor),
        "measures.verdicts_per_s": 1000 / seconds,
    }


def equal_shares_figures() -> dict[str, float]:
    import numpy as np

    from dialog.measures.priority import equal_shares

    chance = random.Random(5)
    costs = [chance.randrange(10, 100) for _ in range(60)]
    ballots = [[int(chance.random() < 0.2) for _ in range(60)] for _ in range(300)]
    parties = {"associations": ballots[:220], "municipality": ballots[220:]}
    rows = np.array(ballots, dtype=bool)

    def floor() -> None:
        """The same purchases in floating point, without exactness, ties or what is left."""
        money, waiting = np.full(300, 800 / 300), set(range(60))
        while waiting:
            payments = {p: highest_payment(costs[p], np.sort(money[rows[:, p]])) for p in waiting}
            best = min(payments, key=payments.__getitem__)
            if payments[best] == np.inf:
                return
            money[rows[:, best]] -= np.minimum(payments[best], money[rows[:, best]])
            waiting.remove(best)

    def highest_payment(cost: float, purses: Any) -> float:
        poorer = np.concatenate([[0], np.cumsum(purses)[:-1]])
        payments = (cost - poorer) / np.arange(len(purses), 0, -1)
        enough = payments <= purses + 1e-12
        return float(payments[enough][0]) if enough.any() else np.inf

    return {
        "measures.equal_shares_s_300x60": best_of_three(lambda: equal_shares(costs, parties, 800)),
        "measures.equal_shares_floor_s": best_of_three(floor),
    }


def best_of_three(act: Callable[[], object]) -> float:
    return min(median_of(lambda _: act(), [None]) for _ in range(3))


def median_of(act: Callable[[Any], object], inputs: Sequence[Any]) -> float:
    times = []
    for each in inputs:
        started = perf_counter()
        act(each)
        times.append(perf_counter() - started)
    return median(times)


def main() -> None:
    if sys.argv[1:] == ["opinion-groups"]:
        print(json.dumps(opinion_groups_alone()))
        return
    for name, figure in run().items():
        budget = BUDGETS.get(name)
        print(f"{name:40} {figure:12.4g}  {f'at most {budget:g}' if budget else ''}")


if __name__ == "__main__":
    main()

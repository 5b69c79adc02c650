"""The parts of a report that tell what was said: who took part, the comparisons, the themes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING

from sqlalchemy import select

from dialog.contributions.queries import approved_quotes
from dialog.extensions import db
from dialog.report import numbers, participation, plots
from dialog.report.content import (
    WITHHELD,
    ComparisonPart,
    Comparisons,
    Line,
    Method,
    PartyWords,
    QuotePart,
    Sentence,
    StageRow,
    ThemePart,
    Themes,
)
from dialog.report.quotes import breadth, quote_parts
from dialog.report.settings import paragraphs
from dialog.survey import queries as surveys
from dialog.survey import results
from dialog.synthesis import queries as synthesis
from dialog.synthesis.models import Coding
from dialog.texts import gettext as _
from dialog.texts import ngettext
from dialog.web import charts

if TYPE_CHECKING:
    from dialog.disclosure import Released
    from dialog.process.models import Process
    from dialog.report.settings import Settings
    from dialog.survey.comparisons import Comparison
    from dialog.synthesis.models import Theme

MOST_COMPARISONS = 6
MOST_VERDICTS = 3
QUOTES_PER_THEME = 2
# What says most first.
ORDER = ("differ", "both_against", "both_for", "alike", "uncertain", "")

MaybeComparisons = Comparisons | None


def verdicts(compared: Comparisons | None) -> list[Sentence]:
    """The verdicts that say most, as a paragraph each."""
    items = [item for item in compared["entries"] if item["text"]] if compared else []
    return [
        {"text": f"{item['question']} {item['text']}", "refs": [item["ref"]]}
        for item in items[:MOST_VERDICTS]
    ]


def method(process: Process, settings: Settings) -> Method | None:
    """How it was done, with a table of asked and taking part."""
    rows: list[StageRow] = [
        {
            "stage": participation.row_name(stage),
            "cells": [
                str(figure) if figure else "–"
                for party in process.parties
                for figure in (stage.parts[party.id].asked, stage.parts[party.id].took_part)
            ],
        }
        for stage in numbers.participation(process)
    ]
    texts = paragraphs(settings.method)
    if not rows and not texts:
        return None
    return {
        "heading": _("How it was done"),
        "paragraphs": [{"text": text, "refs": []} for text in texts],
        "caption": _("How many were asked and how many took part, by stage and party."),
        "head": [
            _("Stage"),
            *[
                head
                for party in process.parties
                for head in (
                    _("%(name)s, asked", name=party.name),
                    _("%(name)s, took part", name=party.name),
                )
            ],
        ],
        "rows": rows,
    }


def comparisons(process: Process) -> tuple[MaybeComparisons, list[Line]]:
    """The main comparisons of the surveys, as they were released."""
    found = [
        one
        for survey in surveys.surveys_of(process)
        for one in results.headline(survey, "sv")
        if one.can_be_drawn or one.hidden
    ]
    if not found:
        return None, []
    chosen = sorted(found, key=lambda one: ORDER.index(one.verdict) if one.verdict in ORDER else 9)
    items, lines = [], []
    for number, one in enumerate(chosen[:MOST_COMPARISONS], 1):
        items.append(_comparison(process, one, f"J{number}"))
        lines.append(_line(f"J{number}", release=one.released.id))
    intro = _(
        "Shares of those who answered, by party. A difference is only said to be one where the "
        "number of answers allows it."
    )
    return {"heading": _("The main comparisons"), "intro": intro, "entries": items}, lines


def _comparison(process: Process, one: Comparison, ref: str) -> ComparisonPart:
    chart = plots.chart(one.released, one.sides, one.labels) if one.can_be_drawn else None
    columns = [(key, words) for key, words in one.labels.items() if key in one.released.columns]
    return {
        "ref": ref,
        "question": one.question,
        "verdict": one.heading,
        "text": one.sentence,
        "chart": asdict(chart) if chart else None,
        "alt": chart.title if chart else "",
        "head": [_("Answer"), *[_head(one, str(p.id), p.name) for p in process.parties]],
        "rows": [
            [words, *[_share(one, str(party.id), key) for party in process.parties]]
            for key, words in columns
        ],
        "withheld": [side.key for side in one.hidden],
    }


def _head(one: Comparison, key: str, name: str) -> str:
    n = one.released.n(key)
    return f"{name} ({n})" if n is not None else name


def _share(one: Comparison, row: str, column: str) -> str:
    """A party's share; a dash where it was not asked or nobody answered, a dot where withheld."""
    if row not in one.released.rows or one.released.n(row) == 0:
        return "–"
    share = one.released.share(row, column)
    return WITHHELD if share is None else charts.percent(share)


def themes(process: Process, released: Released | None) -> tuple[Themes | None, list[Line]]:
    """Every theme in use, with voices by party and a few approved quotes."""
    every = [node.theme for node in synthesis.tree(process)]
    if not every:
        return None, []
    quotes = _quotes_by_theme(process)
    items: list[ThemePart] = []
    used: set[str] = set()
    for theme in every:
        few = breadth(quotes[theme.id], QUOTES_PER_THEME, used)
        used |= {quote["ref"] for quote in few}
        items.append(
            {
                "name": theme.name,
                "definition": theme.definition,
                "cells": [_voices(released, theme, str(party.id)) for party in process.parties],
                "quotes": few,
            }
        )
    lines = [_line("T", release=released.id)] if released is not None and released.id else []
    return {
        "heading": _("What was said, by theme"),
        "intro": _("How many voices spoke of each theme, and some of what they said."),
        "caption": _("Voices by theme and party."),
        "head": [_("Theme"), *[party.name for party in process.parties]],
        "entries": items,
        "quoted": _("Some of what was said") if used else "",
    }, lines


def _voices(released: Released | None, theme: Theme, column: str) -> str:
    cell = released.cells.get(str(theme.id), {}).get(column) if released else None
    return WITHHELD if cell is None or cell.withheld else str(cell.value)


def _quotes_by_theme(process: Process) -> dict[int, list[QuotePart]]:
    rows = db.session.execute(approved_quotes(process)).all()
    parts = dict(quote_parts(process, [(row[0], row[1]) for row in rows]))
    found: dict[int, list[QuotePart]] = defaultdict(list)
    codings = db.session.execute(
        select(Coding.theme_id, Coding.contribution_id)
        .where(Coding.contribution_id.in_(list(parts)), Coding.undone_at.is_(None))
        .distinct()
        .order_by(Coding.theme_id, Coding.contribution_id)
    )
    for theme_id, contribution_id in codings:
        found[theme_id].append(parts[contribution_id])
    return found


def withheld(
    compared: Comparisons | None, by_theme: Themes | None, parties: Sequence[PartyWords]
) -> list[Sentence]:
    """What is not shown of comparisons and themes, in sentences."""
    names = {party["key"]: party["name"] for party in parties}
    made: list[Sentence] = []
    for item in compared["entries"] if compared else []:
        if item["withheld"]:
            hidden = ", ".join(names[key] for key in item["withheld"])
            text = _(
                "The answers of %(party)s to “%(question)s” are not shown.",
                party=hidden,
                question=item["question"],
            )
            made.append({"text": text, "refs": [item["ref"]]})
        elif item["verdict"] and not item["text"]:
            made.append({"text": f"{item['question']}: {item['verdict']}.", "refs": [item["ref"]]})
    dotted = sum(WITHHELD in item["cells"] for item in by_theme["entries"]) if by_theme else 0
    if dotted:
        text = ngettext(
            "For one theme the figures of at least one party are not shown.",
            "For %(num)s themes the figures of at least one party are not shown.",
            dotted,
        )
        made.append({"text": text, "refs": []})
    return made


def _line(reference: str, *, release: int | None) -> Line:
    return {
        "reference": reference,
        "proposal": None,
        "contribution": None,
        "wording": None,
        "release": release,
    }

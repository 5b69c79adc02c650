"""The summary's sentences on who took part, and what a stage is called in the table of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dialog.process.models import StageKind
from dialog.process.threads import stage_name
from dialog.report import numbers
from dialog.synthesis import queries as synthesis
from dialog.texts import gettext as _
from dialog.texts import ngettext

if TYPE_CHECKING:
    from dialog.process.models import Process
    from dialog.report.content import Sentence
    from dialog.report.numbers import StageNumbers


def row_name(stage: StageNumbers) -> str:
    """“Survey: Spring”, “Focus groups (5)”."""
    name = stage_name(stage.kind)
    if stage.title:
        return f"{name}: {stage.title}"
    return f"{name} ({stage.occasions})" if stage.occasions > 1 else name


def sentences(process: Process) -> list[Sentence]:
    """One sentence on each stage's participation, and one on what came of it, in one paragraph."""
    texts = [
        _answered(process, stage) if stage.kind == StageKind.SURVEY else _came(process, stage)
        for stage in numbers.participation(process)
        if stage.asked or stage.took_part
    ]
    if not texts:
        return []
    said, themes = synthesis.how_many(process), len(list(synthesis.tree(process)))
    if said >= process.k:
        texts.append(
            ngettext(
                "Together they left %(said)s texts, which are gathered in one theme.",
                "Together they left %(said)s texts, which are gathered in %(num)s themes.",
                themes,
                said=said,
            )
        )
    return [{"text": " ".join(texts), "refs": []}]


def _answered(process: Process, stage: StageNumbers) -> str:
    what = _("the survey “%(title)s”", title=stage.title) if stage.title else _("the survey")
    parties = [
        _("%(name)s %(took_part)s of %(asked)s", name=name, took_part=took_part, asked=asked)
        for name, asked, took_part in _by_party(process, stage)
    ]
    return _(
        "Of the %(asked)s who were asked, %(answered)s have answered %(survey)s (%(parts)s).",
        asked=stage.asked,
        answered=stage.took_part,
        survey=what,
        parts=", ".join(parties),
    )


def _came(process: Process, stage: StageNumbers) -> str:
    where = (
        ngettext("one focus group", "%(num)s focus groups", stage.occasions)
        if stage.kind == StageKind.FOCUS_GROUPS
        else ngettext("one open workshop", "%(num)s open workshops", stage.occasions)
    )
    if not stage.took_part:
        return _("Nobody has taken part in %(where)s yet.", where=where)
    parties = [
        _("%(name)s %(took_part)s", name=name, took_part=took_part)
        for name, _asked, took_part in _by_party(process, stage)
        if took_part
    ]
    return ngettext(
        "One person has taken part in %(where)s (%(parts)s).",
        "%(num)s people have taken part in %(where)s (%(parts)s).",
        stage.took_part,
        where=where,
        parts=", ".join(parties),
    )


def _by_party(process: Process, stage: StageNumbers) -> list[tuple[str, int, int]]:
    """(name, asked, took part) of each party that was there or should have been."""
    return [
        (party.name, part.asked, part.took_part)
        for party in process.parties
        if (part := stage.parts[party.id]).took_part or part.asked
    ]

"""The whole sample, step by step, in the order in which it happened."""

from __future__ import annotations

import sys
import time
from typing import TYPE_CHECKING

from dialog.demo import (
    content,
    groups,
    proposals,
    register,
    report,
    staff,
    survey,
    synthesis,
    young,
)
from dialog.demo import workshop as workshops
from dialog.demo.sample import Sample, at, letters_left
from dialog.extensions import db
from dialog.process import operations as process_operations
from dialog.process.models import PartyKind, Role, StageKind, TurnKind
from dialog.process.teams import give_role

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date, datetime

    from dialog.process.models import Process


def fill(now: datetime) -> dict[str, str]:
    """Fill an empty database. Returns what to print: log-ins, a link, a code, by name."""
    started = at("2025-01-13", "09:30")
    people, passwords = staff.hire(started)
    sample = Sample(people, passwords)
    sample.process = _process(sample, started)
    organisations = register.fill(sample, started)
    register.join(sample, sample.process, organisations, started)
    db.session.commit()
    for name, step in _steps(sample):
        _timed(name, step)
    letters_left(at("2025-08-28", "16:00"))
    facts = young.begin(sample, organisations, now)
    db.session.commit()
    for role, words in passwords.items():
        facts[f"{role}_email"] = people[role].email_key
        facts[f"{role}_password"] = words
    return facts


def _steps(sample: Sample) -> list[tuple[str, Callable[[], object]]]:
    def themes_and_proposals() -> None:
        themes = synthesis.analyse(sample)
        _complete(sample, StageKind.THEMES, at("2025-05-30", "15:00"))
        proposals.write(sample, themes)
        _complete(sample, StageKind.PROPOSALS, at("2025-06-27", "15:00"))

    def reports() -> None:
        report.write(sample)
        _complete(sample, StageKind.REPORT, at("2025-08-28", "15:00"))

    return [
        ("enkät", lambda: survey.hold(sample)),
        ("fokusgrupper", lambda: groups.hold(sample)),
        ("workshop", lambda: workshops.hold(sample)),
        ("teman och förslag", themes_and_proposals),
        ("rapport", reports),
    ]


def _complete(sample: Sample, kind: StageKind, now: datetime) -> None:
    stage = next(stage for stage in sample.process.stages if stage.kind == kind)
    process_operations.turn_stage(stage, TurnKind.COMPLETED, by=sample.leader, now=now)


def _timed(name: str, step: Callable[[], object]) -> None:
    begun = time.monotonic()
    step()
    db.session.commit()
    sys.stdout.write(f"  {name}: {time.monotonic() - begun:.1f} s\n")
    sys.stdout.flush()


def _process(sample: Sample, now: datetime) -> Process:
    data = content.load("process")
    names = {PartyKind(party["key"]): party["name"] for party in data["parties"]}
    process = process_operations.create(
        data["title"],
        data["purpose"],
        party_names=names,
        boards=data["owner_boards"],
        by=sample.leader,
        now=now,
    )
    for role in (Role.NOTE_TAKER, Role.ANALYST, Role.OBSERVER):
        give_role(process, sample.people[role.value], role, by=sample.leader, now=now)
    for stage, planned in zip(process.stages, data["stages"], strict=True):
        process_operations.plan_stage(stage, _day(planned["starts"]), _day(planned["ends"]))
    process_operations.turn(process, TurnKind.STARTED, by=sample.leader, now=now)
    db.session.commit()
    return process


def _day(text: str) -> date:
    return at(text).date()

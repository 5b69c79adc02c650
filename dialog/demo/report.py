"""The sample's reports: one for each board, the first one issued."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from dialog.demo import content
from dialog.demo.sample import at
from dialog.report.operations import create_report, issue
from dialog.report.settings import Settings

if TYPE_CHECKING:
    from dialog.demo.sample import Sample

REFERENCES = ("KFN 2024/188", "BUN 2025/14", "SN 2024/231")


def write(sample: Sample) -> None:
    """The same report to three boards, each with its own proposed decision."""
    data = content.load("process")["report"]
    decisions = {row["board"]: row["text"] for row in data["decisions"]}
    for number, board in enumerate(sample.process.owner_boards):
        report = create_report(
            sample.process,
            board,
            data["title"],
            Settings(
                reference=REFERENCES[number],
                background=data["background"],
                method=data["method"],
                decision=asks(decisions[board.name]),
            ),
            by=sample.leader,
            now=at("2025-08-20", "10:00"),
        )
        if number == 0:
            issue(report, by=sample.leader, now=at(data["date"], "14:00"))


def asks(text: str) -> str:
    """The points of a proposed decision, a line each, without their numbers."""
    points = re.findall(r"^\s*\d+\.\s*(.+?)\s*$", text, re.MULTILINE)
    return "\n".join(re.sub(r"(,| och|\.)+$", "", point) for point in points) or text

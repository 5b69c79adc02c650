"""What is said about a workbook: why it is refused, and what was left out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from dialog.errors import Refusal
from dialog.texts import gettext as _

MOST_SHOWN = 20


class WorkbookRefused(Refusal):
    """The workbook cannot be taken over; `sentences` say why, each with its row."""

    def __init__(self, sentences: Sequence[str]) -> None:
        shown = list(sentences[:MOST_SHOWN])
        if len(sentences) > MOST_SHOWN:
            shown.append(str(_("… and %(count)s more.", count=len(sentences) - MOST_SHOWN)))
        super().__init__("\n".join(shown))
        self.sentences = shown


@dataclass
class Remarks:
    """Collects what is said about rows while a workbook is read."""

    faults: list[str] = field(default_factory=list)
    left_out: list[str] = field(default_factory=list)

    def fault(self, row: int, sentence: str) -> None:
        self.faults.append(str(_("Row %(row)s: %(what)s", row=row, what=sentence)))

    def leave_out(self, row: int, sentence: str) -> None:
        self.left_out.append(str(_("Row %(row)s: %(what)s", row=row, what=sentence)))

    def refuse_if_needed(self) -> None:
        if self.faults:
            raise WorkbookRefused(self.faults)

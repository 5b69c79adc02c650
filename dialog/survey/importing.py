"""A workbook becomes a draft survey; used by the upload page and by the command alike."""

from __future__ import annotations

from pathlib import PurePath
from typing import TYPE_CHECKING

from dialog.survey.operations import create_survey
from dialog.survey.xlsform import read_survey
from dialog.texts import gettext as _

if TYPE_CHECKING:
    from datetime import datetime

    from dialog.accounts.models import Person
    from dialog.process.models import Process
    from dialog.survey.models import Mode, SeatRule, Survey


def create_from_workbook(
    process: Process,
    content: bytes,
    *,
    file_name: str,
    language: str,
    mode: Mode | str,
    seat_rule: SeatRule | str,
    closes_at: datetime,
    by: Person,
    now: datetime,
    client_id: str | None = None,
) -> Survey:
    """A draft of what the workbook asks. Its first version tells where it came from and what was
    left out. Raises WorkbookRefused with a sentence for each row that cannot be taken over.
    """
    name = PurePath(file_name.replace("\\", "/")).name[:120]
    imported = read_survey(content, language=language, title=PurePath(name).stem)
    note = "\n".join([_("Taken over from %(name)s.", name=name), *imported.left_out])
    return create_survey(
        process,
        imported.title[:200],
        mode=mode,
        seat_rule=seat_rule,
        closes_at=closes_at,
        definition=imported.definition,
        by=by,
        now=now,
        client_id=client_id,
        note=note,
    )

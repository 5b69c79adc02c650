"""Surveys written as XLSForm workbooks, read into our own definition.

What the format says and we do as well is taken over; what would change the meaning of an answer
is refused with the row it stands on; what can be spared is left out and named.
"""

from dialog.survey.xlsform.faults import WorkbookRefused
from dialog.survey.xlsform.reading import Imported, read_survey

__all__ = ["Imported", "WorkbookRefused", "read_survey"]

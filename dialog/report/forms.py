"""Forms of reports."""

from __future__ import annotations

from dialog.report.settings import Part, Settings
from dialog.texts import gettext as _
from dialog.texts import lazy_gettext as _l
from dialog.web.forms import Form, ManyField, VersionedForm, long_field, text_field


class ReportForm(VersionedForm):
    title = text_field(
        _l("Title"),
        required=_l("Write a title"),
        help=_l("What the report is about, as a headline."),
        limit=150,
    )
    reference = text_field(
        _l("Registration number"), help=_l("For example KFN 2026/112."), limit=60
    )
    document = text_field(
        _l("Kind of document"), help=_l("Left empty it says official report."), limit=60
    )
    lede = long_field(
        _l("Under the title"),
        help=_l("One sentence. Left empty it names the board."),
        limit=400,
        rows=2,
    )
    decision = long_field(
        _l("Proposed decision"),
        help=_l("What the board is asked to decide, one point on each line."),
        limit=4000,
        rows=5,
    )
    summary = long_field(
        _l("Summary"),
        help=_l(
            "Left empty it is made of the figures: who took part, the main differences, how many proposals."
        ),
        rows=6,
    )
    background = long_field(
        _l("Background"), help=_l("An empty line begins a new paragraph."), rows=5
    )
    method = long_field(
        _l("How it was done"),
        help=_l("A table of how many were asked and took part is put beneath it."),
        rows=5,
    )
    missing = long_field(
        _l("What could not be answered"),
        help=_l(
            "Who was not reached, what was not asked. Everything that is withheld is added by itself."
        ),
        rows=4,
    )
    parts = ManyField(_l("Parts of the report"))

    def offer(self) -> None:
        names = {
            Part.SUMMARY: _("Summary"),
            Part.METHOD: _("How it was done"),
            Part.COMPARISONS: _("The main comparisons"),
            Part.THEMES: _("What was said, by theme"),
            Part.MISSING: _("What could not be answered"),
        }
        self.parts.choices = [(part.value, name) for part, name in names.items()]

    @property
    def settings(self) -> Settings:
        """What was filled in, as the report keeps it."""
        texts = (
            "reference",
            "document",
            "lede",
            "decision",
            "summary",
            "background",
            "method",
            "missing",
        )
        return Settings(
            **{name: self[name].data or "" for name in texts}, parts=tuple(self.parts.data or ())
        )


class IssueForm(Form):
    note = long_field(
        _l("What is new in this edition"),
        help=_l("It stands on the first page. The first edition needs none."),
        limit=500,
        rows=2,
    )

"""What administrators send at the outbox."""

from __future__ import annotations

from flask_wtf.file import MultipleFileField
from wtforms.validators import StopValidation

from dialog.texts import gettext as _
from dialog.texts import lazy_gettext as _l
from dialog.web.forms import Form, Required

AT_MOST = 100


class ReturnedForm(Form):
    """Letters that have come back, each saved as a file."""

    files = MultipleFileField(
        _l("Letters as files"),
        description=_l("Saved from the mail program as .eml files. At most 100 at once, and 5 MB."),
        validators=[Required(_l("Choose a file"))],
        render_kw={"accept": ".eml,.txt,message/rfc822"},
    )

    def validate_files(self, field: MultipleFileField) -> None:
        if len(field.data) > AT_MOST:
            raise StopValidation(
                _(
                    "Choose at most %(most)s files; there are %(count)s.",
                    most=AT_MOST,
                    count=len(field.data),
                )
            )

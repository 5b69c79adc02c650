"""Forms of contributions."""

from __future__ import annotations

from wtforms import HiddenField

from dialog.texts import lazy_gettext as _l
from dialog.web.forms import Form, VersionedForm, long_field, text_field


class MaskForm(VersionedForm):
    """What is to be read instead. `version` is the number of the wording it was written from."""

    text = long_field(
        _l("What is to be read instead"),
        required=_l("Leave something to read, or hide the whole text instead."),
        help=_l("Put […] in place of names and of what points somebody out. Change nothing else."),
        rows=8,
    )
    because = text_field(
        _l("Why it is masked"),
        required=_l("Write why, in a few words."),
        help=_l("For example: names a private person. Stands in the record."),
    )


class HideForm(Form):
    because = text_field(
        _l("Why it is hidden"),
        required=_l("Write why, in a few words."),
        help=_l("For example: an attack on somebody, or sent twice."),
    )


class ApproveForm(Form):
    """`wording` is the number of the words that were read: only those are approved."""

    wording = HiddenField()

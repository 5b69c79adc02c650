"""H5: what is published names nobody: not in the report, not in its file, not in the results."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING

from sqlalchemy import select

from dialog.extensions import db
from dialog.register.models import Contact, Organisation

if TYPE_CHECKING:
    from werkzeug.test import TestResponse


def said(answer: TestResponse) -> str:
    """All text of a page, or of what is packed in a file."""
    assert answer.status_code == 200, answer.request.path
    content = answer.get_data()
    if content[:2] != b"PK":
        return content.decode()
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        return "".join(packed.read(name).decode("utf-8", "replace") for name in packed.namelist())


def test_no_person_and_no_association_is_named_in_what_is_published(story, browser, olle, ana):
    """By the reading link, and to somebody of the team who may see no more than what is let out."""
    process = f"/processes/{story.words['slug']}"
    survey, named = (story.numbers[one] for one in ("survey_closed", "survey_named"))
    link, observer = f"/r/{story.words['reading']}", browser(olle)
    published = {path: said(browser().get(path)) for path in (link, f"{link}/report.docx")}
    for number in (survey, named):
        for ending in ("", "/csv", "/xlsx"):
            path = f"{process}/surveys/{number}/results{ending}"
            published[path] = said(observer.get(path))
    contacts = db.session.scalars(select(Contact)).all()
    names = {one.name for one in contacts} | {str(one.email) for one in contacts}
    names |= set(db.session.scalars(select(Organisation.name)))
    assert {"Torsten Ahl", "Stina Roos", "Ulla Sjö"} <= names
    register = said(browser(ana).get("/register"))
    assert "Byalaget" in register  # they would be found
    found = [(path, name) for path, text in published.items() for name in names if name in text]
    assert found == []
    assert all(len(text) > 500 for path, text in published.items() if not path.endswith("csv"))

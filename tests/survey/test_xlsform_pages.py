"""Ana chooses a workbook, reads the draft it became, opens it and walks through it."""

from __future__ import annotations

import re
import uuid
import zipfile
from collections.abc import Callable, Iterator
from datetime import timedelta
from io import BytesIO
from pathlib import Path

import pytest
import time_machine
from flask import Flask

from dialog.accounts.models import Person
from dialog.process.models import Process
from dialog.survey import queries
from dialog.survey.models import Survey
from tests.browser import Browser
from tests.people import NOW
from tests.survey.workbooks import REAL, workbook

Start = Callable[..., Browser]
has_real_file = pytest.mark.skipif(
    not REAL.exists(), reason="The real workbook is not here: shared/data lies beside the project."
)


@pytest.fixture(autouse=True)
def noon(app: Flask) -> Iterator[None]:
    with time_machine.travel(NOW, tick=True), app.test_request_context():
        yield


def upload(visitor: Browser, process: Process, content: bytes, **changed: str) -> object:
    data = {
        "client_id": str(uuid.uuid4()),
        "workbook": (BytesIO(content), "frågor.xlsx"),
        "language": "sv",
        "mode": "confidential",
        "seat_rule": "organisation",
        "closes_day": "2026-12-14",
        "closes_hour": "23:59",
    } | changed
    return visitor.post(
        f"/processes/{process.slug}/surveys/imports/new", data, content_type="multipart/form-data"
    )


def test_a_refused_workbook_changes_nothing_and_says_why(
    browser: Start, ana: Person, dialogue: Process
) -> None:
    content = workbook([{"type": "barcode", "name": "<script>alert(1)</script>", "label": "X"}])
    visitor = browser(ana)
    assert visitor.get(f"/processes/{dialogue.slug}/surveys/imports/new").status_code == 200
    page = upload(visitor, dialogue, content)
    assert page.status_code == 422
    assert "Rad 2" in page.text
    assert "<script>alert" not in page.text
    assert queries.surveys_of(dialogue) == []
    assert upload(visitor, dialogue, b"").status_code == 422


def test_the_command_takes_over_a_workbook_or_says_in_a_sentence_why_not(
    app: Flask, dialogue: Process, tmp_path: Path
) -> None:
    good = tmp_path / "enkät.xlsx"
    good.write_bytes(workbook([{"type": "text", "name": "t", "label": "Vad?"}]))
    run = app.test_cli_runner().invoke
    answer = run(args=["survey", "import", str(good), "--process", dialogue.slug])
    assert answer.exit_code == 0, answer.output
    [survey] = queries.surveys_of(dialogue)
    assert survey.occasion.title == "enkät"
    assert survey.occasion.ends_at.isoformat() == "2026-12-01T22:59:00+00:00", "the stage's end"
    refused = run(args=["survey", "import", str(good), "--process", "ingen"])
    assert refused.exit_code == 1
    assert "Traceback" not in refused.stderr
    for option in (("--closes", "2020-01-01"), ("--language", "xx")):
        refused = run(args=["survey", "import", str(good), "--process", dialogue.slug, *option])
        assert (refused.exit_code, "Traceback" in refused.stderr) == (1, False)
    assert len(queries.surveys_of(dialogue)) == 1
    bad = tmp_path / "bad.xlsx"
    bad.write_bytes(b"nothing")
    assert run(args=["survey", "import", str(bad), "--process", dialogue.slug]).exit_code == 1


class Phone:
    """Walks through the preview as somebody with a phone does."""

    def __init__(self, visitor: Browser, address: str) -> None:
        self.visitor, self.address = visitor, address
        self.page = visitor.get(address).text
        self.answer()  # the first page, which asks nothing

    def drawn(self) -> list[str]:
        return re.findall(r'name="try-drawn" value="([^"]+)"', self.page)

    def answer(self, **given: object) -> list[str]:
        """Send the page with these answers; gives back what is drawn next."""
        hidden: dict[str, list[str]] = {}
        for name, value in re.findall(r'type="hidden" name="([^"]+)" value="([^"]*)"', self.page):
            hidden.setdefault(name, []).append(value)
        data: dict[str, object] = {**hidden, **given, "try-to": "next"}
        self.page = self.visitor.post(self.address, data).text
        return self.drawn()


def test_a_workbook_whose_sheet_is_cut_is_refused_in_a_sentence(
    browser: Start, ana: Person, dialogue: Process
) -> None:
    whole = BytesIO(workbook([{"type": "text", "name": "t", "label": "Varför?"}]))
    cut = BytesIO()
    with zipfile.ZipFile(whole) as source, zipfile.ZipFile(cut, "w") as target:
        for part in source.namelist():
            content = source.read(part)
            target.writestr(part, content[: len(content) // 2] if "sheet1" in part else content)
    answer = upload(browser(ana), dialogue, cut.getvalue())
    assert answer.status_code == 422
    assert "går inte att läsa" in answer.text
    assert queries.surveys_of(dialogue) == []


def test_who_has_to_mend_the_form_is_told_to_choose_the_file_again(
    browser: Start, ana: Person, dialogue: Process
) -> None:
    content = workbook([{"type": "text", "name": "t", "label": "Varför?"}])
    page = upload(browser(ana), dialogue, content, closes_day="")
    assert page.status_code == 422
    assert "Välj filen en gång till" in page.text
    assert "Det du skrev står kvar nedan. Hade du valt en fil måste den väljas igen." in page.text
    assert "Inget har försvunnit" not in page.text
    assert "Persiska (فارسی)" in page.text


@has_real_file
def test_the_real_workbook_is_imported_published_and_walked_along_two_branches(
    browser: Start, ana: Person, dialogue: Process
) -> None:
    visitor = browser(ana)
    answer = upload(visitor, dialogue, REAL.read_bytes())
    assert answer.status_code == 303
    [survey] = queries.surveys_of(dialogue)
    page = visitor.get(f"/processes/{dialogue.slug}/surveys/{survey.id}").text
    assert "regex(" in page, "what was left out stands on the draft"
    definition = queries.definition_of(survey)
    assert definition.languages == ("de",)
    assert len(definition.sections) == 9
    assert (
        visitor.post(f"/processes/{dialogue.slug}/surveys/{survey.id}/opening").status_code == 303
    )
    assert survey.is_open(NOW + timedelta(minutes=1))
    address = f"/processes/{dialogue.slug}/surveys/{survey.id}/preview"
    _walk_with_cooperation(Phone(visitor, address))
    _walk_without(Phone(visitor, address))


def _walk_with_cooperation(phone: Phone) -> None:
    assert phone.drawn() == ["welcome"]
    assert '<span lang="de" dir="auto">Wilkommen</span>' in phone.page
    assert "themenfelder_other" not in phone.answer()
    assert "themenfelder_other" in phone.answer(themenfelder=["kultur", "other"])
    first = phone.answer(themenfelder=["kultur", "other"], themenfelder_other="Meer")
    assert first == ["zusammenarbeit_stadt", "wissen_gesetz"]
    more = phone.answer(zusammenarbeit_stadt="ja", wissen_gesetz="ja")
    assert more == [
        "zusammenarbeit_stadt", "zusammenarbeit_stadt_einschaetzung", "ansprechpersonen",
        "zusammenarbeit_stadt_freq", "wissen_gesetz", "veraenderung_gesetz_art",
    ]  # fmt: skip
    all_of_it = phone.answer(
        zusammenarbeit_stadt="ja", wissen_gesetz="ja", veraenderung_gesetz_art="ja_haben",
        zusammenarbeit_stadt_einschaetzung="schlecht", ansprechpersonen="other",
    )  # fmt: skip
    assert len(all_of_it) == 9


def _walk_without(phone: Phone) -> None:
    phone.answer()
    phone.answer()
    drawn = phone.answer(zusammenarbeit_stadt="nein", wissen_gesetz="nein")
    assert drawn[0] == "entscheidungsverfahren"
    drawn = phone.answer(entscheidungsverfahren="arbeitsgruppen", teilhabe_gruppen="frauen")
    assert drawn[0] == "probleme"
    assert "teilhabe_gruppen_other" not in drawn


def test_an_imported_survey_keeps_its_own_language(
    browser: Start, ana: Person, dialogue: Process
) -> None:
    content = workbook([{"type": "text", "name": "t", "label::Suomi (fi)": "Miksi?"}])
    visitor = browser(ana)
    upload(visitor, dialogue, content)
    survey: Survey = queries.surveys_of(dialogue)[0]
    address = f"/processes/{dialogue.slug}/surveys/{survey.id}/preview"
    page = visitor.post(address, {"try-page": "0"}).text
    assert '<span lang="fi" dir="auto">Miksi?</span>' in page

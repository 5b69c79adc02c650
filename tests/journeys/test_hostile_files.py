"""D6 in a browser: a file that wants to run something in the reader's page runs nothing."""

from __future__ import annotations

import pytest

from tests.journeys.actors import sv
from tests.journeys.arranging import arranged, sits_down

NASTY = [
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "<svg onload=alert(1)>",
    "javascript:alert(1)",
    "{{ 7 * 7 }}${7*7}",
    "=cmd|' /C calc'!A0",
    "</textarea></td></table><iframe src=javascript:alert(1)>",
]
HEADING = "Namn;Slag;Område;Kontaktperson;E-post"


@pytest.fixture(scope="module")
def ana(server, enter):
    return sits_down(enter("Ana"), arranged(server, "team")["ana"])


def quoted(text):
    return '"' + text.replace('"', '""') + '"'


def files():
    """Each text in every cell; as a column's name; and as the name of an organisation alone."""
    for number, text in enumerate(NASTY, 1):
        yield "\r\n".join([HEADING, ";".join([quoted(text)] * 5)])
        yield "\r\n".join([f"{HEADING};{quoted(text)}", ";".join([quoted(text)] * 6)])
        yield "\r\n".join(["Namn;Slag", f"{quoted(f'{text} {number}')};Förening"])


def test_twenty_one_hostile_files_open_no_dialogue(ana):
    opened = []
    ana.page.on("dialog", lambda dialog: (opened.append(dialog.message), dialog.dismiss()))
    for file in files():
        ana.goes("/register/imports/new")
        upload = {"name": "lista.csv", "mimeType": "text/csv", "buffer": file.encode()}
        ana.find("input[type=file]").set_input_files(upload)
        ana.presses("Show the preview")
        button = ana.page.get_by_role("button", name=sv("Read in as shown"))
        if button.count():
            button.click()
            ana.sees("The file has been read in")
    for page in ("/register", "/register?q=alert"):
        ana.goes(page)
        assert not ana.find("main img, main iframe, main svg[onload]").count()
    assert opened == []

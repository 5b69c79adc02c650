"""A secret link to one edition: made, read without an account, revoked."""

from __future__ import annotations

import re

import pytest
from sqlalchemy import select

from dialog.extensions import db
from dialog.report.models import ReadingLink
from tests.report.test_editions import at


@pytest.fixture
def address(browser, ana, dialogue, edition, report) -> str:
    """The path of a fresh link, as Ana sees it once."""
    page = browser(ana).post(at(dialogue, f"/{report.id}/editions/1/links")).text
    found = re.search(r"<code>https?://[^/]+(/r/[\w-]{32})</code>", page)
    assert found
    return found[1]


def test_whoever_has_the_link_reads_the_report_and_its_word_file(browser, address, edition):
    page = browser().get(address)
    assert page.status_code == 200
    assert "En namngiven kontakt" in page.text
    assert "/contributions/" not in page.text
    assert "/proposals/" not in page.text
    assert "noindex" in page.headers["X-Robots-Tag"]
    assert "no-store" in page.headers["Cache-Control"]
    docx = browser().get(f"{address}/report.docx")
    assert docx.data[:2] == b"PK"


def test_the_address_is_shown_once_and_stored_nowhere(browser, ana, dialogue, address, report, app):
    token = address.rpartition("/")[2]
    page = browser(ana).get(at(dialogue, f"/{report.id}/editions/1/links")).text
    assert token not in page
    link = db.session.scalars(select(ReadingLink)).one()
    assert token not in link.token_hash
    assert token not in browser(ana).get(f"/processes/{dialogue.slug}/journal").text


def test_only_who_was_given_a_link_is_told_that_it_has_been_revoked(
    browser, ana, dialogue, address, report
):
    link = db.session.scalars(select(ReadingLink)).one()
    path = at(dialogue, f"/{report.id}/editions/1/links/{link.id}/revocation")
    assert browser(ana).post(path).status_code == 303
    revoked, wrong = browser().get(address), browser().get("/r/" + "A" * 32)
    assert revoked.status_code == 410
    assert "Läslänken är återkallad" in revoked.text
    assert report.title not in revoked.text
    assert wrong.status_code == 404
    assert "återkallad" not in wrong.text
    assert browser().get(f"{address}/report.docx").status_code == 410
    assert browser(ana).post(path).status_code == 303


def test_only_the_leader_makes_and_revokes_links(
    browser, cleo, olle, dev, dialogue, address, report
):
    link = db.session.scalars(select(ReadingLink)).one()
    path = at(dialogue, f"/{report.id}/editions/1/links")
    for person, status in ((cleo, 403), (olle, 403), (dev, 404)):
        assert browser(person).post(path).status_code == status
        assert browser(person).post(f"{path}/{link.id}/revocation").status_code == status
    assert browser().get(address).status_code == 200


def test_a_link_opens_its_own_edition_alone(browser, ana, dialogue, address, report):
    browser(ana).post(at(dialogue, f"/{report.id}/issuing"), {"note": "Nya siffror."})
    assert "version 1, fryst" in browser().get(address).text
    page = browser(ana).post(at(dialogue, f"/{report.id}/editions/2/links")).text
    other = re.search(r"(/r/[\w-]{32})</code>", page)[1]
    assert other != address
    assert "version 2, fryst" in browser().get(other).text

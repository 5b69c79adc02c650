"""A file read in to a dialogue: whom it lets take part, said row by row beforehand."""

from __future__ import annotations

import re

from dialog.extensions import db
from dialog.process.models import PartyKind, TurnKind
from dialog.process.operations import turn
from dialog.register import operations
from dialog.register.queries import participants
from tests.people import NOW, party
from tests.register.conftest import HEADING, csv_of, upload


def test_read_in_straight_into_a_dialogue(browser, ana, dialogue):
    lines = [
        "Ljungö IF;;;;;;;;Föreningar;öar,idrott",
        "Socialförvaltningen;;Kommunal enhet;;;;;;;",
        "Vikens BK;;;;;;;;;",
    ]
    visit = browser(ana)
    data = csv_of(*lines, heading=HEADING + ";Part;Märkning")
    answer = upload(visit, data, dialogue=dialogue.slug)
    visit.post(answer.location, {"known": "skip", "address": "skip"})
    side = party(dialogue, PartyKind.ASSOCIATION)
    assert [one.name for one in participants(dialogue, side)] == ["Ljungö IF", "Vikens BK"]
    assert len(participants(dialogue, party(dialogue, PartyKind.MUNICIPAL))) == 1
    wrong = upload(
        visit,
        csv_of("X;;;;;;;;Kyrkan", heading=HEADING + ";Part"),
        dialogue=dialogue.slug,
    )
    assert "”Kyrkan” är ingen part i dialogen" in visit.get(wrong.location).text


def test_without_a_column_for_the_party_the_kind_decides_and_the_preview_shows_it(
    browser, ana, dialogue
):
    visit = browser(ana)
    data = csv_of("Ljungö IF;;Förening;;;;;", "Socialförvaltningen;;Kommunal enhet;;;;;")
    answer = upload(visit, data, dialogue=dialogue.slug)
    rows = re.findall(r"<tr><td data-n>.*?</tr>", visit.get(answer.location).text, re.DOTALL)
    assert [("Föreningar" in row, "Kommunen" in row) for row in rows] == [(1, 0), (0, 1)]
    visit.post(answer.location, {"known": "skip", "address": "skip"})
    sides = (PartyKind.ASSOCIATION, PartyKind.MUNICIPAL)
    assert [
        [one.name for one in participants(dialogue, party(dialogue, kind))] for kind in sides
    ] == [["Ljungö IF"], ["Socialförvaltningen"]]
    plain = visit.get(upload(visit, csv_of("Vikens BK;;;;;;;")).location).text
    assert '<th scope="col">Part</th>' not in plain


def rows_of(page):
    """What the rows of a page say, without marks."""
    rows = re.findall(r"<tr><td data-n>.*?</tr>", page.text, re.DOTALL)
    return [re.sub(r"<[^>]+>", " ", row) for row in rows]


def test_those_the_register_knows_become_participants_and_are_not_changed(
    browser, ana, dialogue, byalag, network
):
    """Who takes part already stays on its side; who left comes back; who is archived does not."""
    municipality = party(dialogue, PartyKind.MUNICIPAL)
    operations.take_part(dialogue, network, municipality, tags=["först"], by=ana, now=NOW)
    gone = operations.add_organisation("Vikens BK", "association", by=ana, now=NOW)
    part = operations.take_part(dialogue, gone, municipality, by=ana, now=NOW)
    operations.leave(part, by=ana, now=NOW)
    old = operations.add_organisation("Nedlagda IF", "association", by=ana, now=NOW)
    operations.archive(old, by=ana, now=NOW)
    db.session.commit()
    lines = [
        "Norröns byalag;;Nätverk;;Kassören;kassor@byalag.example;;;Föreningar;öar",
        "Annat namn;802429-1968;;;;;;;Kommunen;",
        "Ödegårdens vänner;;;;;;;;Föreningar;sen",
        "Vikens BK;;;;;;;;Föreningar;",
        "Nedlagda IF;;;;;;;;Föreningar;",
        "Helt ny;;;;;;;;Föreningar;",
        "Norröns byalag;;;;Sekreteraren;sekr@byalag.example;;;;",
    ]
    visit = browser(ana)
    answer = upload(
        visit, csv_of(*lines, heading=HEADING + ";Part;Märkning"), dialogue=dialogue.slug
    )
    page = visit.get(answer.location)
    said = rows_of(page)
    for row, text in zip(
        said,
        [
            "Blir deltagare i dialogen",
            "Samma organisation som rad 2",
            "Deltar redan i dialogen, för Kommunen",
            "Har deltagit tidigare, blir deltagare i dialogen igen",
            "Är arkiverad och blir inte deltagare",
            "Blir deltagare i dialogen",
            "En kontaktperson till för rad 2, om du väljer att lägga till kontaktpersoner",
        ],
        strict=True,
    ):
        assert text in row
    assert "De blir deltagare i dialogen i vilket fall" in page.text
    visit.post(answer.location, {"known": "skip", "address": "skip"})
    side = party(dialogue, PartyKind.ASSOCIATION)
    assert [one.name for one in participants(dialogue, side)] == [
        "Helt ny",
        "Norröns byalag",
        "Vikens BK",
    ]
    assert [one.name for one in participants(dialogue, municipality)] == ["Ödegårdens vänner"]
    assert (byalag.kind, byalag.name) == ("association", "Norröns byalag")
    assert [one.name for one in byalag.contacts] == ["Torsten Edvall"]
    assert [part.tags for part in byalag.participations + network.participations] == [
        ["öar"],
        ["först"],
    ]
    done = rows_of(visit.get(answer.location))
    assert ["Blev deltagare i dialogen" in row for row in done] == [1, 0, 0, 1, 0, 1, 0]
    assert "valde 3 organisationer" in visit.get(f"/processes/{dialogue.slug}/journal").text


def test_with_an_error_in_one_row_nobody_joins(browser, ana, dialogue, byalag):
    visit = browser(ana)
    data = csv_of("Norröns byalag;;;;;;;", "Fel;802400-6243;;;;;;")
    answer = upload(visit, data, dialogue=dialogue.slug)
    assert visit.post(answer.location, {"known": "merge"}).status_code == 409
    assert participants(dialogue) == []


def test_an_address_that_is_known_joins_only_when_it_is_said_to_be_the_same(
    browser, ana, dialogue, byalag
):
    visit = browser(ana)
    data = csv_of("Annat;;;;Torsten;torsten@byalag.example;;")
    for choice, names in (("skip", []), ("merge", ["Norröns byalag"])):
        answer = upload(visit, data, dialogue=dialogue.slug)
        assert "om du inte hoppar över raden" in rows_of(visit.get(answer.location))[0]
        visit.post(answer.location, {"known": "skip", "address": choice})
        assert [one.name for one in participants(dialogue)] == names


def test_who_joins_between_the_preview_and_the_button_is_shown_first(
    browser, ana, dialogue, byalag
):
    visit = browser(ana)
    answer = upload(visit, csv_of("Norröns byalag;;;;;;;"), dialogue=dialogue.slug)
    municipality = party(dialogue, PartyKind.MUNICIPAL)
    operations.take_part(dialogue, byalag, municipality, by=ana, now=NOW)
    db.session.commit()
    assert visit.post(answer.location, {"known": "skip"}).location == answer.location
    assert "Deltar redan i dialogen, för Kommunen" in rows_of(visit.get(answer.location))[0]


def test_a_dialogue_that_has_ended_gets_no_participants(browser, ana, dialogue, byalag):
    visit = browser(ana)
    answer = upload(visit, csv_of("Norröns byalag;;;;;;;"), dialogue=dialogue.slug)
    turn(dialogue, TurnKind.BROKEN_OFF, reason="Pengarna räcker inte", by=ana, now=NOW)
    db.session.commit()
    refused = visit.post(answer.location, {"known": "skip"})
    assert refused.status_code == 409
    assert "Du kan inte längre lägga till deltagare i den dialogen" in refused.text
    assert participants(dialogue) == []

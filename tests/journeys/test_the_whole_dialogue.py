"""A real dialogue from end to end, with several people at once, each in a browser of their own."""

from __future__ import annotations

from docx import Document

from tests.journeys import chapters, later_chapters


def test_from_the_register_to_the_report(server, enter, tmp_path):
    people = chapters.a_team_is_gathered(server, enter)
    chapters.the_register_is_read_in(people["adam"], tmp_path)
    survey = chapters.ana_writes_and_sends_a_survey(people["ana"])
    chapters.two_answer_at_once(server, enter)
    chapters.the_survey_closes(people["ana"], survey)
    later_chapters.a_group_meets(people["ana"], people["eva"])
    later_chapters.a_workshop_is_held(people["ana"], enter)
    server.restart()  # everything survives
    later_chapters.cleo_codes_and_proposes(people["cleo"], people["ana"])
    file = later_chapters.ana_issues_the_report(people["ana"], enter, tmp_path)
    document = Document(str(file))
    text = "\n".join(paragraph.text for paragraph in document.paragraphs)
    text += "\n".join(
        cell.text for table in document.tables for row in table.rows for cell in row.cells
    )
    assert "En namngiven kontakt" in text
    assert "Gemensam kalender" in text
    assert chapters.WISH in text

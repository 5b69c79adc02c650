"""The matrix of who may do what, for every address, by the rule that stands above its view.

A letter for each of WHO: 1 asked to sign in (401) · 4 not found (404) · 3 refused (403) · k let in.
A new rule needs a line in RULES; a new view that is open to anyone needs a place in OPEN.
"""

from __future__ import annotations

WHO = (
    "nobody",
    "dev",  # on the staff, but without a part in the dialogue
    "observer",
    "note-taker",  # assigned to the group and the board
    "analyst",
    "facilitator",
    "administrator",  # without a part in the dialogue
    "respondent",  # has opened a personal link
    "guest",  # has joined the board
)

STAFF = "1kkkkkk11"
KEEPERS = "14444kk11"
ADMINISTRATORS = "144444k11"
TEAM = "14kkkkk11"
LEADERS = "14333kk11"
FACILITATORS = "14333k311"
ANALYSTS = "1433kk311"
NOTES = "143k3k311"
BOARD = "143kkk311"

RULES = {
    "signed_in": STAFF,
    "keeper": KEEPERS,
    "administrator": ADMINISTRATORS,
    "team_see": TEAM,
    "team_lead": LEADERS,
    "team_invite": FACILITATORS,
    "team_code": ANALYSTS,
    "team_propose": ANALYSTS,
    "team_report": FACILITATORS,
    "leads_even_ended": LEADERS,
    "occasion_team_see": TEAM,
    "occasion_team_invite": FACILITATORS,
    "at_the_door": NOTES,  # of a focus group
    "analysis_read_texts": ANALYSTS,
    "analysis_code": ANALYSTS,
    "one_theme": ANALYSTS,
    "proposal_see": TEAM,
    "proposal_read_texts": ANALYSTS,
    "proposal_propose": ANALYSTS,
    "report_see": TEAM,
    "report_report": FACILITATORS,
    # A text of the survey: a note-taker reads those of what is assigned to them, no other exists.
    "reads_contribution": "1434kk311",
    "of_survey_see": TEAM,
    "reads_responses": ANALYSTS,
    "of_survey_prepare": FACILITATORS,
    "of_survey_open": FACILITATORS,
    "of_survey_close": FACILITATORS,
    "of_survey_release": ANALYSTS,
    "group_team_see": TEAM,
    "group_team_lead": LEADERS,
    "group_team_open": FACILITATORS,
    "group_team_close": FACILITATORS,
    "group_team_take_notes": NOTES,
    "group_team_read_texts": BOARD,
    "find_guide": LEADERS,
    "prepares": FACILITATORS,
    "runs_lead": LEADERS,
    "runs_open": FACILITATORS,
    "runs_close": FACILITATORS,
    "runs_run_board": NOTES,
    "runs_lead runs_run_board": "143k3kk11",
    "sees_board": BOARD,
    "respondent": "4444444k4",
    "invited": "4444444k4",
    "invited_in": "4444444k4",
    "joined": "44444444k",
    "has_reading_link": "kkkkkkkkk",
}

# Who stands at the doors that are not for the team.
COME_AS = {"joined": "guest", "respondent": "respondent", "invited_in": "respondent"}

# Views that ask for more than their rule does.
ENDPOINTS = {
    "register_imports.show": "14444k411",  # a preview belongs to whoever made it
    "register_imports.update": "14444k411",
}

# Views that are open to anybody, each looked at by a person before it was put here.
OPEN = {
    "assets.static",
    "static",
    "codes.change",
    "codes.edit",
    "codes.new",
    "codes.show",
    "disclosure.small_groups",
    "links.ask_to_stop",
    "links.find",
    "links.lost",
    "links.open_link",
    "links.sent",
    "links.stop",
    "overview.home",
    "pages.accessibility",
    "pages.language",
    "pages.live",
    "pages.privacy",
    "pages.ready",
    "participant.code",
    "participant.door",
    "participant.enter_code",
    "participant.join",
    "participant.qr",
    "signing.ask",
    "signing.choose",
    "signing.chosen",
    "signing.create",
    "signing.forgotten",
    "signing.new",
}

# Whose number stands in the address, by how the endpoint begins; the longest beginning wins.
NUMBERS = {
    "codings": "coding",
    "contacts": "organisation",
    "contributions": "contribution",
    "editions": "report",
    "focusgroup": "group",
    "focusgroup_guides": "guide",
    "invitation": "occasion",
    "invitation_replies": "group",
    "occasions": "group_closed",
    "outbox": "letter",
    "participant.": "workshop",
    "people": "person",
    "processes": "stage",
    "proposal": "proposal",
    "register": "organisation",
    "register_imports": "import",
    "reports": "report",
    "results": "survey_closed",
    "survey": "survey",
    "survey_openings.new": "survey_preparing",
    "survey_openings.create": "survey_preparing",
    "survey_parts": "survey_preparing",
    "survey_questions": "survey_preparing",
    "survey_responses": "survey_named",
    "survey_sections": "survey_preparing",
    "survey.edit": "survey_preparing",
    "survey.update": "survey_preparing",
    "theme_tree": "theme",
    "workshop": "workshop",
}

# Other arguments of an address, and what they name when it is not what they are called.
NAMES = {
    "link": "reading_link",
    "answered invitation": "invitation_answered",
    "participant invitation": "invitation_board",
}
FIXED = {
    "page": "1",
    "ending": "csv",
    "act": "pause",
    "kind": "questions",
    "code": "en",
    "client_id": "7a0c3a5e-5c1f-4d47-9a2d-1f0a4a5a7b11",
    "filename": "css/none.css",
}
KEYS = {
    "survey_parts": "reach",
    "survey_questions": "reach",
    "survey_sections": "reach",
    "survey_corrections": "wish",
}
# What must stand in the question part of an address for there to be a page.
QUERIES = {
    "reports.new": "board={board}",
    "reports.create": "board={board}",
    "survey_questions.new": "section=reach&kind=long",
    "survey_questions.create": "section=reach&kind=long",
    "coding_desk.similar": "contribution={contribution}",
}
TOKENS = {"links": "link", "reading": "reading"}

# Views whose answer is not the same class for all who are let in.
ACTS = {"focusgroup_notes.turn": "hiding"}

# What ends something comes last, so that what it ends can be visited first.
ENDINGS = (
    "cancel",
    "close",
    "closing",
    "leave",
    "merge",
    "remove",
    "revoke",
    "archive",
    "withdraw",
    "take_back",
    "turn",
    "take",
    "demote",
    "disable",
    "retire",
    "sign_out",
    "delete",
)

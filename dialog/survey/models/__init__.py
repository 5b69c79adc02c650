"""Surveys and their questions, who may answer, and what was answered."""

from dialog.survey.models.answers import Answer, Origin, Response, ResponseEdit
from dialog.survey.models.seats import Draft, Dropoff, Receipt, Seat, SeatInvitation
from dialog.survey.models.surveys import Mode, Question, SeatRule, Survey, SurveyVersion

__all__ = [
    "Answer",
    "Draft",
    "Dropoff",
    "Mode",
    "Origin",
    "Question",
    "Receipt",
    "Response",
    "ResponseEdit",
    "Seat",
    "SeatInvitation",
    "SeatRule",
    "Survey",
    "SurveyVersion",
]

"""Role × right × state: the whole table, crossed."""

from __future__ import annotations

import itertools

import pytest

from dialog.process.models import Role
from dialog.process.rights import TABLE, Right, is_open, may
from dialog.process.states import OccasionState, ProcessState


@pytest.mark.parametrize("right", list(Right))
def test_nobody_without_a_role_may_anything(right):
    for process, occasion in itertools.product(ProcessState, [None, *OccasionState]):
        assert not may(right, set(), process, occasion)


def test_every_right_stands_in_the_table():
    assert set(TABLE) == set(Right)


@pytest.mark.parametrize(
    "right",
    [Right.READ_TEXTS, Right.CODE, Right.PROPOSE, Right.TAKE_NOTES, Right.REPORT, Right.LEAD],
)
def test_the_observer_never_reads_or_changes(right):
    for process, occasion in itertools.product(ProcessState, [None, *OccasionState]):
        assert not may(right, {Role.OBSERVER}, process, occasion)


def test_only_the_facilitator_leads():
    for role in Role:
        assert may(Right.LEAD, {role}, ProcessState.RUNNING) is (role is Role.FACILITATOR)


def test_nothing_is_opened_unless_the_dialogue_runs():
    for state in ProcessState:
        opens = is_open(Right.OPEN, state, OccasionState.PREPARING)
        assert opens is (state is ProcessState.RUNNING)


@pytest.mark.parametrize("state", [OccasionState.PREPARING, OccasionState.CLOSED, None])
def test_notes_are_taken_only_while_it_is_open(state):
    assert not may(Right.TAKE_NOTES, {Role.NOTE_TAKER}, ProcessState.RUNNING, state)
    assert may(Right.TAKE_NOTES, {Role.NOTE_TAKER}, ProcessState.RUNNING, OccasionState.OPEN)


def test_figures_are_released_only_after_closing():
    for occasion in OccasionState:
        allowed = may(Right.RELEASE, {Role.FACILITATOR}, ProcessState.RUNNING, occasion)
        assert allowed is (occasion is OccasionState.CLOSED)

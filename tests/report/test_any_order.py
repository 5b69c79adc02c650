"""C7: a report is written, issued and withdrawn in any order; what was issued is never written over."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    rule,
    run_state_machine_as_test,
)
from hypothesis.strategies import booleans, sampled_from

from dialog.errors import Refusal, Stale
from dialog.extensions import db
from dialog.report import operations, queries
from dialog.report.settings import Settings
from tests.people import NOW

if TYPE_CHECKING:
    from flask import Flask

    from dialog.accounts.models import Person
    from dialog.report.models import Edition, Report


class Writing(RuleBasedStateMachine):
    """Two windows with the same report, one of which may be old."""

    app: Flask
    leader: Person
    report: Report

    @initialize()
    def begin(self) -> None:
        db.session.rollback()
        self.title, self.version = self.report.title, self.report.version
        self.old = self.version
        self.issued: list[tuple[str, str]] = []  # title and checksum of each edition

    @rule(from_old_window=booleans(), title=sampled_from(["Så gör vi", "Ihop"]))
    def edit(self, from_old_window: bool, title: str) -> None:
        version = self.old if from_old_window else self.version
        more = {"settings": Settings(), "version": version, "by": self.leader, "now": NOW}
        if version != self.version:
            with pytest.raises(Stale) as refused:
                operations.edit_report(self.report, title=title, **more)
            assert self.title in refused.value.theirs.values()
            return
        operations.edit_report(self.report, title=title, **more)
        self.title, self.version = title, self.report.version

    @rule(note=sampled_from(["", "Rättade siffror"]))
    def issue(self, note: str) -> None:
        if len(self.issued) > 1:
            return  # a document is made each time
        with self.app.test_request_context():
            if self.issued and not note:
                with pytest.raises(Refusal):
                    operations.issue(self.report, note=note, by=self.leader, now=NOW)
                return
            edition = operations.issue(self.report, note=note, by=self.leader, now=NOW)
        self.issued.append((self.title, edition.sha256))

    @rule()
    def ask_for_another(self) -> None:
        same = operations.create_report(
            self.report.process, self.report.owner_board, "Ny", by=self.leader, now=NOW
        )
        assert same.id == self.report.id

    @invariant()
    def what_was_issued_stands(self) -> None:
        if hasattr(self, "issued"):
            editions: list[Edition] = list(queries.editions_of(self.report))
            editions.sort(key=lambda one: one.number)
            assert [one.number for one in editions] == list(range(1, len(self.issued) + 1))
            assert [(one.content["title"], one.sha256) for one in editions] == self.issued
            assert all(queries.is_unchanged(one) for one in editions)
            assert (self.report.title, self.report.version) == (self.title, self.version)

    def teardown(self) -> None:
        db.session.rollback()


def test_no_order_changes_what_was_issued(app, report, ana):
    known = {"app": app, "leader": ana, "report": report}
    run_state_machine_as_test(
        type("ThisReport", (Writing,), known),
        settings=settings(
            max_examples=20,
            stateful_step_count=7,
            deadline=None,
            derandomize=True,
            database=None,
            phases=[Phase.generate],
            suppress_health_check=list(HealthCheck),
        ),
    )

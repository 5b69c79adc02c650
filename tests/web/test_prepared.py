"""Statements that go straight to the driver: typed, bound, and in the transaction as any other."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import bindparam, column, delete, insert, select, table, update
from sqlalchemy.exc import DBAPIError, IntegrityError

from dialog import database
from dialog.accounts.models import Person
from dialog.extensions import db
from dialog.prepared import Prepared
from dialog.process.models import Process
from dialog.survey.models import Draft, SurveyVersion
from tests import people
from tests.survey.respondents import make_survey

if TYPE_CHECKING:
    from flask import Flask

    from dialog.survey.models import Survey

NOW = datetime(2026, 11, 30, 12, 30, 15, tzinfo=UTC)
VERSIONS = (
    select(SurveyVersion.id, SurveyVersion.definition)
    .where(SurveyVersion.survey_id == bindparam("survey"))
    .order_by(SurveyVersion.number)
)
NAMES = select(Person.id, Person.email_key, Person.administrator_since, Person.disabled_at).where(
    Person.id == bindparam("number"), Person.locale == "sv"
)


@pytest.fixture
def ana(app: Flask) -> Person:
    return people.staff("Ana", administrator=True)


@pytest.fixture
def survey(ana: Person) -> Survey:
    return make_survey(people.dialogue(ana), ana)


def test_values_are_what_their_columns_promise(survey: Survey, ana: Person) -> None:
    always = db.session.execute(NAMES, {"number": ana.id}).one()
    assert Prepared(NAMES).first(number=ana.id) == tuple(always)
    assert isinstance(always[2], datetime)
    [found] = Prepared(VERSIONS).all(survey=survey.id)
    [kept] = db.session.execute(VERSIONS, {"survey": survey.id})
    assert found == tuple(kept)
    assert isinstance(found[1], dict)


def test_nothing_found_is_none_and_no_rows(app: Flask) -> None:
    assert Prepared(NAMES).first(number=10**9) is None
    assert Prepared(NAMES).all(number=10**9) == []


def test_it_writes_in_the_transaction_of_the_session(survey: Survey, ana: Person) -> None:
    db.session.commit()
    title = Prepared(
        update(Process.__table__).where(Process.__table__.c.id == bindparam("number"))  # type: ignore[arg-type]
    )
    number = survey.occasion.process_id
    title.run({"number": number, "title": "Öar – i “samtal”; %s ?"})
    asked = select(Process.title).where(Process.id == bindparam("number"))
    assert Prepared(asked).first(number=number) == ("Öar – i “samtal”; %s ?",)
    db.session.rollback()
    assert Prepared(asked).first(number=number) == (survey.occasion.process.title,)


def test_several_rows_and_none(app: Flask) -> None:
    kept: Any = table(
        "kept", column("n", db.Integer), column("on", db.Date), column("what", db.JSON)
    )
    connection = db.session.connection()
    connection.exec_driver_sql('CREATE TEMPORARY TABLE kept (n integer, "on" date, what json)')
    rows = [{"n": n, "on": date(2026, 11, n), "what": {"å": [n, None]}} for n in (1, 2, 3)]
    write, read = Prepared(insert(kept)), Prepared(select(kept).order_by(kept.c.n))
    write.run()
    assert read.all() == []
    write.run(*rows)
    assert read.all() == [tuple(row.values()) for row in rows]
    Prepared(delete(kept).where(kept.c.n == bindparam("number"))).run({"number": 2})
    assert [row[0] for row in read.all()] == [1, 3]


def test_a_value_that_is_missing_is_never_made_up(survey: Survey, ana: Person) -> None:
    with pytest.raises(KeyError, match="number"):
        Prepared(NAMES).first()
    with pytest.raises(ValueError, match="would be computed"):
        Prepared(insert(Person.__table__)).run({"name": "Bo"})  # type: ignore[arg-type]


def test_errors_are_those_of_always_and_quote_nothing(survey: Survey) -> None:
    begin = Prepared(insert(Draft.__table__))  # type: ignore[arg-type]
    row = {
        "seat_id": 10**9,
        "survey_version_id": 10**9,
        "answers": {"q": "Hemligt"},
        "page": 1,
        "version": 1,
        "begun_at": NOW,
        "saved_at": NOW,
    }
    with pytest.raises(IntegrityError) as caught:
        begin.run(row)
    assert "Hemligt" not in str(caught.value)


def test_a_glance_has_a_connection_of_its_own_that_cannot_write(ana: Person) -> None:
    db.session.commit()
    raw = db.session.connection().connection.dbapi_connection
    with database.access("glance"):
        assert Prepared(NAMES).first(number=ana.id) is not None
        with database.glancing(db.engine) as other:
            assert other is not raw
            with pytest.raises(Exception, match=r"read.?only"):
                other.execute("DELETE FROM person")
    db.session.rollback()
    assert Prepared(NAMES).first(number=ana.id) is not None


def test_a_glance_that_fails_gives_its_connection_back(app: Flask) -> None:
    db.session.rollback()
    before = db.engine.pool.checkedout()  # type: ignore[attr-defined]
    nothing: Any = table("no_such_table", column("id", db.Integer))
    with database.access("glance"), pytest.raises(DBAPIError, match="no_such_table"):
        Prepared(select(nothing)).all()
    assert db.engine.pool.checkedout() == before  # type: ignore[attr-defined]

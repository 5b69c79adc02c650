"""The floor: a bare Flask and SQLAlchemy page that saves five answers and redirects. Nothing else.

No roles, drafts, versions, receipts or translations. Same server, same pragmas, same page loads.
"""

import os

from flask import Flask, redirect, request
from pysqlite3 import dbapi2
from sqlalchemy import Engine, create_engine, event
from sqlalchemy.orm import Mapped, Session, declarative_base, mapped_column

PAGES = 6
PAGE = """<!doctype html><html lang="sv"><title>Page {{ n }}</title><h1>Page {{ n }}</h1>
<form method="post" action="/{{ who }}/{{ n }}">{% for q in range(5) %}<label>Question {{ q }}
<input name="q{{ q }}"></label>{% endfor %}<button>Next</button></form></html>"""

Model = declarative_base()


class Answer(Model):
    __tablename__ = "answer"
    id: Mapped[int] = mapped_column(primary_key=True)
    who: Mapped[int]
    page: Mapped[int]
    question: Mapped[str]
    text: Mapped[str]


engine: Engine = create_engine(os.environ["FLOOR_DATABASE"], module=dbapi2, pool_size=64)
app = Flask(__name__)
form = app.jinja_env.from_string(PAGE)  # compiled once, as a template in a file is


@event.listens_for(engine, "connect")
def prepare(connection, _record) -> None:
    connection.isolation_level = None
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "secure_delete=ON"):
        connection.execute(f"PRAGMA {pragma}")
    connection.execute("PRAGMA busy_timeout=20000")


@event.listens_for(engine, "begin")
def begin(connection) -> None:
    connection.exec_driver_sql("BEGIN" if request.method == "GET" else "BEGIN IMMEDIATE")


@app.get("/<int:who>/<int:n>")
def show(who: int, n: int):
    return form.render(who=who, n=n)


@app.post("/<int:who>/<int:n>")
def save(who: int, n: int):
    with Session(engine) as session:
        session.add_all(
            Answer(who=who, page=n, question=q, text=t) for q, t in request.form.items()
        )
        session.commit()
    return redirect(f"/{who}/{n + 1}", 303) if n < PAGES else "<h1>Thanks</h1>"

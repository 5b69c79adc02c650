"""The floor: a bare Flask and SQLAlchemy page that keeps a note and hands it to every open stream.

No rights, versions, numbers to resume from, columns. Same server, same pragmas, same load.
"""

import os
from queue import SimpleQueue

from flask import Flask, Response, redirect, render_template_string, request
from pysqlite3 import dbapi2
from sqlalchemy import Engine, create_engine, event
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column

NOTE = "<article id='note-{{ id }}'><p>{{ text }}</p></article>"


class Model(DeclarativeBase):
    pass


class Note(Model):
    __tablename__ = "note"
    id: Mapped[int] = mapped_column(primary_key=True)
    text: Mapped[str]


engine: Engine = create_engine(os.environ["FLOOR_DATABASE"], module=dbapi2, pool_size=64)
app = Flask(__name__)
followers: set[SimpleQueue] = set()


@event.listens_for(engine, "connect")
def prepare(connection, _record) -> None:
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "secure_delete=ON"):
        connection.execute(f"PRAGMA {pragma}")
    connection.execute("PRAGMA busy_timeout=20000")


@app.get("/w/<int:_number>/stream")
def stream(_number: int):
    mine: SimpleQueue = SimpleQueue()
    followers.add(mine)
    mine.put(b"retry: 1000\n\n")
    return Response(iter(mine.get, None), mimetype="text/event-stream")


@app.post("/w/<int:number>/notes")
def write(number: int):
    with Session(engine) as session:
        session.add(note := Note(text=request.form["text"]))
        session.commit()
        html = render_template_string(NOTE, id=note.id, text=note.text)
    chunk = f"id: {note.id}\nevent: change\ndata: {html}\n\n".encode()
    for follower in list(followers):
        follower.put(chunk)
    return redirect(f"/w/{number}", 303)


Model.metadata.create_all(engine)

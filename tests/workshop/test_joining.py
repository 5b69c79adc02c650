"""The way in: codes, QR codes, sides; who stays outside."""

from __future__ import annotations

import re
from datetime import timedelta

import time_machine

from dialog import tokens
from dialog.accounts import attempts
from dialog.extensions import db
from dialog.process.models import PartyKind
from dialog.web import clock
from dialog.workshop import codes, operations, queries
from dialog.workshop.access import COOKIE
from dialog.workshop.models import Participant
from tests.people import party
from tests.workshop.conftest import Phone, columns_of, notes_on


def side(activity, kind=PartyKind.ASSOCIATION) -> int:
    return party(activity.workshop.occasion.process, kind).id


def test_ben_joins_by_the_code_however_he_types_it(app, open_board):
    code = codes.code_of(open_board.workshop)
    assert re.fullmatch(f"[{codes.ALPHABET}]{{6}}", code)
    ben = Phone(app, open_board)
    assert ben.get("/w").status_code == 200
    response = ben.post("/w", {"code": f" {code[:3].lower()} {code[3:]} "})
    assert response.status_code == 303
    door = ben.get(response.location).get_data(as_text=True)
    assert "allmän handling" in door
    assert "Föreningar" in door
    joined = ben.post(f"{ben.home}/join", {"party": str(side(open_board))})
    assert joined.status_code == 303
    cookie = joined.headers["Set-Cookie"]
    assert cookie.startswith(f"{COOKIE}=")
    assert all(part in cookie for part in ("Secure", "HttpOnly", "SameSite=Lax", "Path=/"))
    assert ben.get(ben.home).status_code == 200


def test_a_camera_reads_the_qr_code_and_reading_changes_nothing(app, open_board):
    token = codes.token_of(open_board.workshop)
    assert len(token) == 22
    ben = Phone(app, open_board)
    for _ in range(5):
        response = ben.get(f"/w/q/{token}")
        assert response.status_code == 303
        assert token not in response.location
    assert db.session.query(Participant).count() == 0
    assert ben.post(f"{ben.home}/join", {"party": str(side(open_board))}).status_code == 303


def test_neither_code_nor_device_is_in_the_database(app, phone, open_board):
    ben = phone()
    token = next(one.value for one in ben.client._cookies.values() if one.key == COOKIE)
    rows = [
        str(row)
        for table in db.metadata.sorted_tables
        for row in db.session.execute(table.select())
    ]
    for secret in (token, codes.code_of(open_board.workshop), codes.token_of(open_board.workshop)):
        assert not any(secret in row for row in rows)
    assert db.session.query(Participant).one().device_hash != tokens.digest(token)


def test_joining_twice_is_being_there_once(phone, open_board):
    ben = phone()
    again = ben.post(f"{ben.home}/join", {"party": str(side(open_board, PartyKind.MUNICIPAL))})
    assert again.status_code == 303
    assert db.session.query(Participant).count() == 1


def test_a_side_must_be_chosen(app, open_board):
    ben = Phone(app, open_board)
    ben.post("/w", {"code": codes.code_of(open_board.workshop)})
    response = ben.post(f"{ben.home}/join", {})
    assert response.status_code == 422
    assert "Välj vem du talar för" in response.get_data(as_text=True)
    assert ben.post(f"{ben.home}/join", {"party": "999"}).status_code == 422


def test_nobody_comes_in_without_a_key(app, open_board):
    stranger = Phone(app, open_board)
    assert stranger.get(f"{stranger.home}/join").status_code == 404
    assert stranger.post(f"{stranger.home}/join", {"party": "1"}).status_code == 404
    assert stranger.get(stranger.home).status_code == 404
    assert stranger.write("Hej", columns_of(open_board)[0]).status_code == 404
    assert stranger.get(f"{stranger.home}/stream").status_code == 404
    assert stranger.get("/w/q/nonsense").status_code == 404


def test_no_code_opens_a_board_that_is_not_open(app, board, ana):
    assert codes.code_of(board.workshop) == ""
    operations.open_board(board, by=ana, now=clock.now())
    db.session.commit()
    code = codes.code_of(board.workshop)
    operations.close_board(board, by=ana, now=clock.now())
    db.session.commit()
    assert Phone(app, board).post("/w", {"code": code}).status_code == 422


def test_a_code_holds_for_a_day(app, open_board):
    code, token = codes.code_of(open_board.workshop), codes.token_of(open_board.workshop)
    with time_machine.travel(clock.now() + timedelta(hours=24, minutes=1), tick=False):
        late = Phone(app, open_board)
        assert late.post("/w", {"code": code}).status_code == 422
        assert late.get(f"/w/q/{token}").status_code == 404


def test_a_new_code_keeps_those_inside_and_stops_those_at_the_door(
    app, browser, ana, phone, open_board
):
    inside, at_the_door = phone(), Phone(app, open_board)
    old = codes.code_of(open_board.workshop)
    assert at_the_door.post("/w", {"code": old}).status_code == 303
    base = f"/processes/{open_board.workshop.occasion.process.slug}/workshops/{inside.number}"
    assert browser(ana).post(f"{base}/code").status_code == 303
    db.session.rollback()
    new = codes.code_of(queries.activity_of(inside.number).workshop)
    assert new != old
    assert (
        at_the_door.post(f"{at_the_door.home}/join", {"party": str(side(open_board))}).status_code
        == 404
    )
    assert Phone(app, open_board).post("/w", {"code": old}).status_code == 422
    assert inside.write("Jag är kvar", columns_of(open_board)[0]).status_code == 303


def test_a_closed_door_lets_nobody_new_in(app, browser, ana, phone, open_board):
    inside = phone()
    base = f"/processes/{open_board.workshop.occasion.process.slug}/workshops/{inside.number}"
    desk = browser(ana)
    assert desk.post(f"{base}/lock").status_code == 303
    code = codes.code_of(open_board.workshop)
    assert Phone(app, open_board).post("/w", {"code": code}).status_code == 422
    assert inside.write("Jag är kvar", columns_of(open_board)[0]).status_code == 303
    assert desk.post(f"{base}/unlock").status_code == 303
    assert Phone(app, open_board).post("/w", {"code": code}).status_code == 303


def test_a_device_is_shown_out(browser, ana, phone, open_board):
    ben = phone()
    ben.write("Den här lappen blir kvar", columns_of(open_board)[0])
    base = f"/processes/{open_board.workshop.occasion.process.slug}/workshops/{ben.number}"
    participant = db.session.query(Participant).one().id
    assert browser(ana).post(f"{base}/people/{participant}/removal").status_code == 303
    assert ben.get(ben.home).status_code == 403
    assert ben.get(f"{ben.home}/stream").status_code == 403
    assert ben.write("En till", columns_of(open_board)[0]).status_code == 403
    assert ben.get(f"{ben.home}/join").status_code in {303, 404, 200}
    assert ben.join(codes.code_of(open_board.workshop), side(open_board)).status_code == 409
    assert notes_on(open_board) == ["Den här lappen blir kvar"]


def test_wrong_codes_are_counted_and_then_nothing_is_tried(app, open_board):
    with time_machine.travel(clock.now(), tick=False) as now:
        guesser = Phone(app, open_board)
        for _ in range(30):
            assert guesser.post("/w", {"code": "WWWWWW"}).status_code == 422
        stopped = guesser.post("/w", {"code": codes.code_of(open_board.workshop)})
        assert stopped.status_code == 429
        assert stopped.headers["Retry-After"] == "60"
        token = codes.token_of(open_board.workshop)
        assert guesser.get(f"/w/q/{token}").status_code == 303, "a camera is never stopped"
        now.shift(timedelta(minutes=1, seconds=1))
        assert guesser.post("/w", {"code": codes.code_of(open_board.workshop)}).status_code == 303


def test_a_hundred_wrong_codes_a_minute_stop_everybody(app, open_board):
    with time_machine.travel(clock.now(), tick=False):
        for _ in range(100):
            attempts.count("board-code", seconds=60, now=clock.now())
        db.session.commit()
        other = Phone(app, open_board)
        assert other.post("/w", {"code": codes.code_of(open_board.workshop)}).status_code == 429


def test_the_side_can_be_changed_until_the_first_note(phone, open_board):
    ben = phone()
    assert ben.get(f"{ben.home}/party").status_code == 200
    municipal = str(side(open_board, PartyKind.MUNICIPAL))
    assert ben.post(f"{ben.home}/party", {"party": municipal}).status_code == 303
    assert db.session.query(Participant).one().voice.party_id == int(municipal)
    ben.write("Nu talar jag för kommunen", columns_of(open_board)[0])
    response = ben.post(f"{ben.home}/party", {"party": str(side(open_board))})
    assert response.status_code == 409


def test_leaving_makes_the_device_forget(phone, open_board):
    ben = phone()
    response = ben.post(f"{ben.home}/leaving")
    assert response.status_code == 200
    assert "forget-notes" in response.get_data(as_text=True)
    assert ben.get(ben.home).status_code == 404


def test_colour_comes_when_the_fifth_of_a_side_has_joined(phone, open_board):
    first = phone()
    first.write("Vem skrev det här?", columns_of(open_board)[0])
    for _ in range(3):
        phone()
    assert "data-p" not in board_of(first)
    phone(PartyKind.MUNICIPAL).write("Kommunen är ensam", columns_of(open_board)[0])
    phone()
    assert board_of(first).count('data-p="f"') >= 1
    assert 'data-p="k"' not in board_of(first)


def board_of(phone) -> str:
    """The shared board on a phone, without what is the phone's own."""
    html = phone.get(phone.home).get_data(as_text=True)
    return html[html.index('id="board"') : html.index('id="phase"')]


def test_a_closed_board_can_be_read_until_the_day_after(phone, open_board, ana):
    ben = phone()
    ben.write("Läs mig i morgon", columns_of(open_board)[0])
    with time_machine.travel(clock.now(), tick=False) as now:
        operations.close_board(open_board, by=ana, now=clock.now())
        db.session.commit()
        now.shift(timedelta(days=1))
        assert "Läs mig i morgon" in ben.get(ben.home).get_data(as_text=True)
        now.shift(timedelta(days=1))
        assert ben.get(ben.home).status_code == 404


def offered(phone) -> list[str]:
    """The rooms that the page with the code field offers to go on in."""
    page = phone.get("/w").get_data(as_text=True)
    rooms = re.findall(r'<h2>([^<]*)</h2>.*?href="(/w/\d+)">Fortsätt i workshopen', page, re.DOTALL)
    assert 'name="code"' in page
    assert all(page.index(room) < page.index('name="code"') for _title, room in rooms)
    return [f"{title} {room}" for title, room in rooms]


def test_who_has_joined_is_offered_to_go_on_above_the_field(app, browser, ana, phone, open_board):
    """Not somebody else, not who has left or been shown out, not when it cannot be read."""
    with time_machine.travel(clock.now(), tick=False) as now:
        ben, dag, eva = phone(), phone(), phone()
        here = [f"Öppen workshop {ben.home}"]
        assert offered(Phone(app, open_board)) == []
        assert offered(ben) == offered(dag) == offered(eva) == here
        wrong = ben.post("/w", {"code": "AAA AAA"})
        assert wrong.status_code == 422
        assert "Fortsätt i workshopen" in wrong.get_data(as_text=True)
        dag.post(f"{dag.home}/leaving")
        assert offered(dag) == []
        latest = db.session.query(Participant.id).order_by(Participant.id.desc()).first()[0]
        base = f"/processes/{open_board.workshop.occasion.process.slug}/workshops/{ben.number}"
        assert browser(ana).post(f"{base}/people/{latest}/removal").status_code == 303
        assert offered(eva) == []
        operations.close_board(open_board, by=ana, now=clock.now())
        db.session.commit()
        now.shift(timedelta(days=1))
        assert offered(ben) == here
        now.shift(timedelta(days=1))
        assert offered(ben) == []

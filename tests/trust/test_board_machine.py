"""C7, F4: an evening at a board in any order, by two who see it at different times. Nobody is overrun."""

from __future__ import annotations

import hashlib
import random
import uuid
from typing import TYPE_CHECKING, Any

import hypothesis
import pytest
from hypothesis import HealthCheck, settings
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    rule,
    run_state_machine_as_test,
)
from hypothesis.strategies import integers, sampled_from

from dialog.errors import Refusal, Stale
from dialog.extensions import db
from dialog.process.models import PartyKind
from dialog.web import clock
from dialog.workshop import operations as boards
from dialog.workshop import queries
from dialog.workshop.models import Card, Place
from dialog.workshop.operations.arranging import Picked
from tests.people import party
from tests.stores import ENGINE

if TYPE_CHECKING:
    from dialog.accounts.models import Person
    from dialog.workshop.models import Activity, Participant

# From which phase each act leads where: written anew, not read from the product.
PHASES = {
    ("preparing", "open"): "writing",
    ("writing", "stop"): "sorting",
    ("sorting", "resume"): "writing",
    ("writing", "vote"): "voting",
    ("sorting", "vote"): "voting",
    ("voting", "reveal"): "talking",
    ("writing", "close"): "closed",
    ("sorting", "close"): "closed",
    ("talking", "close"): "closed",
}
ACTS: dict[str, Any] = {
    "open": boards.open_board,
    "stop": boards.stop_writing,
    "resume": boards.resume_writing,
    "vote": boards.open_voting,
    "reveal": boards.close_voting,
    "close": boards.close_board,
}
OPEN = {"writing", "sorting", "voting", "talking"}
DESKS = ("Ana", "Eva")
PHONES = ("the phone", "the tablet")


class Evening(RuleBasedStateMachine):
    """Two desks, and one participant with two devices; each acts on what it saw last."""

    leader: Person
    activity: Activity
    guest: Participant

    @initialize()
    def begin(self) -> None:
        db.session.rollback()
        self.now = clock.now()
        self.phase = "writing"
        self.chance = random.Random(7)
        board = queries.board_of(self.activity)
        # What lies where, by number: [version, place, text, wording] and [version, title, is there].
        self.cards = {one.id: [one.version, one.place_id, one.text, 1] for one in board.notes}
        self.places: dict[int, list[Any]] = {one.id: [1, one.title, True] for one in board.columns}
        self.seen: dict[str, Any] = {}
        for who in (*DESKS, *PHONES):
            self.look(who)

    @rule(who=sampled_from([*DESKS, *PHONES]))
    def look(self, who: str) -> None:
        cards = {number: list(card) for number, card in self.cards.items()}
        self.seen[who] = (cards, {number: list(place) for number, place in self.places.items()})

    @rule(act=sampled_from(["stop", "resume", "vote", "reveal", "close"]))
    def go_on(self, act: str) -> None:
        """Every button that should not be there is pressed first, then this one."""
        for other in ACTS:
            if (self.phase, other) not in PHASES:
                with pytest.raises(Refusal):
                    self._press(other)
        if (self.phase, act) in PHASES:
            self._press(act)
            self.phase = PHASES[self.phase, act]

    def _press(self, act: str) -> None:
        more = {"dots": 3, "per_target": 2} if act == "vote" else {}
        ACTS[act](self.activity, by=self.leader, now=self.now, **more)

    @rule(place=integers(0, 5))
    def write(self, place: int) -> None:
        columns = [number for number in self.places if number in self.first_columns]
        column = db.session.get_one(Place, columns[place % len(columns)])
        text = f"lapp {len(self.cards)}"
        more = {"client_id": str(uuid.uuid4()), "language": "sv", "today": self.now.date()}
        if self.phase != "writing":
            with pytest.raises(Refusal):
                boards.write_note(
                    self.activity, self.guest, text, column=column, now=self.now, **more
                )
            return
        for _twice in range(2):  # a double click
            card = boards.write_note(
                self.activity, self.guest, text, column=column, now=self.now, **more
            )
        self.cards[card.id] = [card.version, column.id, text, 1]

    @property
    def first_columns(self) -> set[int]:
        return {one.id for one in queries.board_of(self.activity).columns}

    @rule(who=sampled_from(PHONES), which=integers(0, 20))
    def edit(self, who: str, which: int) -> None:
        known = self.seen[who][0]
        if not known:
            return
        number = sorted(known)[which % len(known)]
        based_on, text = known[number][3], f"{known[number][2]} {who}"
        card = db.session.get_one(Card, number)
        if self.phase not in {"writing", "sorting"}:
            wanted: type[Refusal] | None = Refusal
        else:
            same = text == self.cards[number][2]  # the same words again are no other words
            wanted = Stale if based_on != self.cards[number][3] and not same else None
        if wanted is None:
            boards.edit_note(self.activity, card, text, based_on=based_on, now=self.now)
            if text != self.cards[number][2]:
                self.cards[number][2:] = [text, based_on + 1]
            return
        with pytest.raises(wanted) as refused:
            boards.edit_note(self.activity, card, text, based_on=based_on, now=self.now)
        if wanted is Stale:  # whoever was late is shown both
            assert self.cards[number][2] in str(refused.value.theirs)
            assert text in str(refused.value.mine)

    @rule(who=sampled_from(DESKS), which=integers(0, 20), to=integers(0, 20))
    def move(self, who: str, which: int, to: int) -> None:
        picked = self._picked(who, which)
        place = self._place(who, to)
        if picked is None or place is None:
            return
        late = [one for one in picked if self.cards[one.card_id][0] != one.version]
        if self.phase not in OPEN or not self.places[place.id][2]:
            wanted: type[Refusal] | None = Refusal
        else:
            wanted = Stale if late else None
        if wanted is not None:
            with pytest.raises(wanted):
                boards.move(self.activity, picked, place, by=self.leader, now=self.now)
            return
        boards.move(self.activity, picked, place, by=self.leader, now=self.now)
        self._laid(picked, place)

    @rule(who=sampled_from(DESKS), which=integers(0, 20))
    def gather(self, who: str, which: int) -> None:
        picked = self._picked(who, which)
        if picked is None:
            return
        late = [one for one in picked if self.cards[one.card_id][0] != one.version]
        more = {"client_id": str(uuid.uuid4()), "by": self.leader, "now": self.now}
        if self.phase not in OPEN or late:
            with pytest.raises(Stale if self.phase in OPEN else Refusal):
                boards.gather(self.activity, picked, "Nå", **more)
            return
        group = boards.gather(self.activity, picked, "Nå", **more)
        assert boards.gather(self.activity, picked, "Nå", **more).id == group.id  # sent twice
        self.places[group.id] = [group.version, group.title, True]
        self._laid(picked, group)

    @rule(who=sampled_from(DESKS), which=integers(0, 20))
    def rename(self, who: str, which: int) -> None:
        place = self._place(who, which)
        if place is None:
            return
        version, title = self.seen[who][1][place.id][0], f"Plats {who}"
        if version != self.places[place.id][0]:
            with pytest.raises(Stale) as refused:
                boards.rename(
                    self.activity, place, title, version=version, by=self.leader, now=self.now
                )
            assert self.places[place.id][1] in str(refused.value.theirs)
            return
        boards.rename(self.activity, place, title, version=version, by=self.leader, now=self.now)
        if self.places[place.id][1] != title:
            self.places[place.id][:2] = [version + 1, title]

    def _picked(self, who: str, which: int) -> list[Picked] | None:
        known = self.seen[who][0]
        numbers = sorted(known)[which % 3 : which % 3 + 2]
        return [Picked(number, known[number][0]) for number in numbers] or None

    def _place(self, who: str, which: int) -> Place | None:
        known = sorted(self.seen[who][1])
        return db.session.get_one(Place, known[which % len(known)]) if known else None

    def _laid(self, picked: list[Picked], place: Place) -> None:
        for one in picked:
            card = self.cards[one.card_id]
            card[0], card[1] = card[0] + 1, place.id

    @invariant()
    def lies_as_it_should(self) -> None:
        """Every note and every name is what the last act that was taken made of it."""
        if not hasattr(self, "phase"):
            return
        assert self.activity.phase.value == self.phase
        board = queries.board_of(self.activity)
        assert {note.id: note.text for note in board.notes} == {
            number: card[2] for number, card in self.cards.items()
        }
        for number, (version, place_id, _text, _wording) in self.cards.items():
            card = db.session.get_one(Card, number)
            assert (card.version, card.place_id) == (version, place_id)
        for number, (version, title, _there) in self.places.items():
            place = db.session.get_one(Place, number)
            assert (place.version, place.title) == (version, title)

    def teardown(self) -> None:
        db.session.rollback()


def test_nobody_is_overrun_and_no_evening_takes_an_illegal_turn(app, dialogue, ana):
    workshop = boards.create_workshop(
        dialogue, "Kväll", question="Vad?", columns=["Ett", "Två"], by=ana, now=clock.now()
    )
    activity = queries.activity_of(workshop.id)
    assert activity is not None
    boards.open_board(activity, by=ana, now=clock.now())
    guest = boards.join(
        activity,
        party(dialogue, PartyKind.ASSOCIATION),
        device_hash=hashlib.sha256(b"device").hexdigest(),
        chance=random.Random(3),
        now=clock.now(),
    )
    column = db.session.get_one(Place, queries.board_of(activity).columns[0].id)
    for text in ("Första lappen", "Andra lappen", "Tredje lappen"):
        boards.write_note(
            activity,
            guest,
            text,
            column=column,
            client_id=str(uuid.uuid4()),
            language="sv",
            today=clock.today(),
            now=clock.now(),
        )
    db.session.commit()
    known = {"leader": ana, "activity": activity, "guest": guest}
    run_state_machine_as_test(
        hypothesis.seed(len(ENGINE))(type("ThisEvening", (Evening,), known)),
        settings=settings(
            max_examples=250,  # 2 000 steps on each engine
            stateful_step_count=8,
            deadline=None,
            database=None,
            phases=[hypothesis.Phase.generate],
            suppress_health_check=list(HealthCheck),
        ),
    )

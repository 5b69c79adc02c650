"""Who was booked, who came: exact, by party (taking part is never withheld)."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import func, select

from dialog.extensions import db
from dialog.invitations.models import Invitation, Reply, ReplyKind
from dialog.invitations.queries import latest_replies
from dialog.process.models import Occasion

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from dialog.process.models import Party, Process


@dataclass(frozen=True)
class Attendance:
    """One party's figures in one group, or in all of them."""

    party: Party
    invited: int
    booked: int
    came: int
    walked_in: int

    @property
    def present(self) -> int:
        return self.came + self.walked_in


def attendance(occasion: Occasion, parties: Sequence[Party]) -> list[Attendance]:
    """The figures of one group, a row for each party in order."""
    return attendance_by_group([occasion.id], parties)[occasion.id]


def attendance_by_group(
    occasion_ids: Sequence[int], parties: Sequence[Party]
) -> dict[int, list[Attendance]]:
    """The same for several groups, in two questions to the database."""
    invited = {
        (occasion, party): count
        for occasion, party, count in db.session.execute(
            select(Invitation.occasion_id, Invitation.party_id, func.count())
            .where(Invitation.occasion_id.in_(occasion_ids), Invitation.revoked_at.is_(None))
            .group_by(Invitation.occasion_id, Invitation.party_id)
        )
    }
    replies = db.session.scalars(
        select(Reply).where(Reply.occasion_id.in_(occasion_ids)).order_by(Reply.at, Reply.id)
    ).all()
    return {
        number: _rows(number, parties, invited, [r for r in replies if r.occasion_id == number])
        for number in occasion_ids
    }


def _rows(
    number: int,
    parties: Sequence[Party],
    invited: dict[tuple[int, int], int],
    replies: list[Reply],
) -> list[Attendance]:
    tally = _tally(replies)
    return [
        Attendance(
            party=party,
            invited=invited.get((number, party.id), 0),
            booked=tally["booked", party.id],
            came=tally["came", party.id],
            walked_in=max(0, tally["walked_in", party.id]),
        )
        for party in parties
    ]


def _tally(replies: Iterable[Reply]) -> Counter[tuple[str, int]]:
    """Replies are never changed: the latest of each invitation counts; a no without one takes a
    walk-in back."""
    tally: Counter[tuple[str, int]] = Counter()
    by_invitation: dict[int, list[Reply]] = defaultdict(list)
    for reply in replies:
        if reply.invitation_id is not None:
            by_invitation[reply.invitation_id].append(reply)
        elif reply.kind == ReplyKind.WALKED_IN:
            tally["walked_in", reply.party_id] += 1
        elif reply.kind == ReplyKind.NO:
            tally["walked_in", reply.party_id] -= 1
    for own in by_invitation.values():
        party = own[-1].party_id
        answers = [one.kind for one in own if one.kind in (ReplyKind.YES, ReplyKind.NO)]
        tally["booked", party] += bool(answers and answers[-1] == ReplyKind.YES)
        tally["came", party] += own[-1].kind == ReplyKind.CAME
    return tally


def came(occasion: Occasion) -> set[int]:
    """The numbers of the invitations whose people came."""
    return {n for n, kind in latest_replies(occasion).items() if kind == ReplyKind.CAME}


def attendance_of(process: Process) -> list[Attendance]:
    """All groups of the dialogue together, a row for each party: for the report."""
    numbers = list(
        db.session.scalars(
            select(Occasion.id).where(
                Occasion.process_id == process.id, Occasion.kind == "focus_group"
            )
        )
    )
    groups = attendance_by_group(numbers, process.parties)
    return [
        Attendance(
            party=party,
            invited=sum(rows[index].invited for rows in groups.values()),
            booked=sum(rows[index].booked for rows in groups.values()),
            came=sum(rows[index].came for rows in groups.values()),
            walked_in=sum(rows[index].walked_in for rows in groups.values()),
        )
        for index, party in enumerate(process.parties)
    ]

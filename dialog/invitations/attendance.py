"""Who said that they would come, and who came: exact, by party (taking part is never withheld)."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import func, select

from dialog.extensions import db
from dialog.invitations.models import Invitation, Reply, ReplyKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from dialog.process.models import Occasion, Party


@dataclass(frozen=True)
class Attendance:
    """One party's figures on one occasion."""

    party: Party
    invited: int  # invitations whose link stands
    booked: int  # of them, those whose last answer was yes
    declined: int  # of them, those who said no last, and did not come
    came: int  # with an invitation
    walked_in: int  # without

    @property
    def present(self) -> int:
        return self.came + self.walked_in


def attendance(occasion: Occasion) -> list[Attendance]:
    """The figures of one occasion, a row for each party in order."""
    return attendance_by_occasion([occasion.id], occasion.process.parties)[occasion.id]


def attendance_by_occasion(
    occasion_ids: Sequence[int], parties: Sequence[Party]
) -> dict[int, list[Attendance]]:
    """The same for several occasions of a dialogue, in two questions to the database."""
    invitations = db.session.execute(
        select(Invitation.occasion_id, Invitation.party_id, func.count())
        .where(Invitation.occasion_id.in_(occasion_ids), Invitation.revoked_at.is_(None))
        .group_by(Invitation.occasion_id, Invitation.party_id)
    )
    invited = {(occasion, party): count for occasion, party, count in invitations}
    replies: dict[int, list[_Reply]] = defaultdict(list)
    for reply in _replies(occasion_ids):
        replies[reply.occasion_id].append(reply)
    found = {}
    for number in occasion_ids:
        answers, walked_in = _answers(replies[number]), _walk_ins(replies[number])
        found[number] = [
            Attendance(
                party=party,
                invited=invited.get((number, party.id), 0),
                booked=answers["booked", party.id],
                declined=answers["declined", party.id],
                came=answers["came", party.id],
                walked_in=walked_in[party.id],
            )
            for party in parties
        ]
    return found


@dataclass(frozen=True, slots=True)
class _Reply:
    occasion_id: int
    party_id: int
    invitation_id: int | None
    organisation_id: int | None
    kind: str
    is_revoked: bool


def _replies(occasion_ids: Sequence[int]) -> Iterator[_Reply]:
    """Every reply in the order they were given, and whether its invitation has been taken back."""
    rows = db.session.execute(
        select(
            Reply.occasion_id,
            Reply.party_id,
            Reply.invitation_id,
            Reply.organisation_id,
            Reply.kind,
            Invitation.revoked_at.is_not(None),
        )
        .outerjoin(Invitation, Invitation.id == Reply.invitation_id)
        .where(Reply.occasion_id.in_(occasion_ids))
        .order_by(Reply.at, Reply.id)
    )
    return (_Reply(*row) for row in rows)


def _answers(replies: Iterable[_Reply]) -> Counter[tuple[str, int]]:
    """Of those who are invited. Replies are never changed: the latest of each invitation counts."""
    tally: Counter[tuple[str, int]] = Counter()
    of_one: dict[int, list[_Reply]] = defaultdict(list)
    for reply in replies:
        if reply.invitation_id is not None:
            of_one[reply.invitation_id].append(reply)
    for own in of_one.values():
        last = own[-1]
        answers = [one.kind for one in own if one.kind in (ReplyKind.YES, ReplyKind.NO)]
        tally["came", last.party_id] += last.kind == ReplyKind.CAME
        if not last.is_revoked:
            tally["booked", last.party_id] += answers[-1:] == [ReplyKind.YES]
            tally["declined", last.party_id] += last.kind == ReplyKind.NO
    return tally


def _walk_ins(replies: Iterable[_Reply]) -> Counter[int]:
    """Party → how many came without an invitation.

    An organisation counts once, by its latest reply; somebody without a name is one more, and a
    “no” without a name takes one back.
    """
    named: dict[int, _Reply] = {}
    count: Counter[int] = Counter()
    for reply in replies:
        if reply.invitation_id is not None:
            continue
        if reply.organisation_id is not None:
            named[reply.organisation_id] = reply
        elif reply.kind == ReplyKind.WALKED_IN:
            count[reply.party_id] += 1
        elif reply.kind == ReplyKind.NO:
            count[reply.party_id] = max(0, count[reply.party_id] - 1)
    for reply in named.values():
        count[reply.party_id] += reply.kind == ReplyKind.WALKED_IN
    return count

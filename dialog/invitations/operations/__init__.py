"""Acts on invitations: ask, send, remind, revoke, register replies, pass on, send lost links."""

from dialog.invitations.operations.attending import (
    note_who_came,
    take_back_walk_in,
    walk_in,
)
from dialog.invitations.operations.inviting import invite, invite_many, renew, revoke
from dialog.invitations.operations.passing import AT_MOST, pass_on
from dialog.invitations.operations.replies import reply
from dialog.invitations.operations.sending import (
    print_letters,
    remind_all,
    send,
    send_all,
    send_lost_links,
    send_renewed,
    stop_sending,
)

__all__ = [
    "AT_MOST",
    "invite",
    "invite_many",
    "note_who_came",
    "pass_on",
    "print_letters",
    "remind_all",
    "renew",
    "reply",
    "revoke",
    "send",
    "send_all",
    "send_lost_links",
    "send_renewed",
    "stop_sending",
    "take_back_walk_in",
    "walk_in",
]

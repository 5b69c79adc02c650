"""A mail server on this machine, that takes letters or refuses them; and letters to send to it."""

from __future__ import annotations

import socket
from collections import Counter
from dataclasses import replace
from email import message_from_bytes
from typing import Any

import pytest
from aiosmtpd.controller import Controller

from dialog.accounts.models import LinkPurpose
from dialog.accounts.operations import RESET_FOR, make_link
from dialog.extensions import db
from dialog.mail.models import Letter
from dialog.mail.operations import post
from dialog.web import clock


class Postbox:
    """Takes letters as a mail server does, and counts them by their Message-ID."""

    def __init__(self) -> None:
        self.taken: Counter[str] = Counter()
        self.senders: dict[str, str] = {}
        self.refuses: dict[str, str] = {}
        self.breaks = False
        self.told = ""
        self.on_arrival: Any = lambda _number: None

    async def handle_EHLO(self, _server, session, _envelope, name, answers):
        session.host_name = self.told = name
        return answers

    async def handle_RCPT(self, _server, _session, envelope, address, _options) -> str:
        if address in self.refuses:
            return self.refuses[address]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, _session, envelope) -> str:
        self.taken[message_from_bytes(envelope.content)["Message-ID"]] += 1
        self.senders[envelope.rcpt_tos[0]] = envelope.mail_from
        self.on_arrival(self.taken.total())
        if self.breaks:
            server.transport.abort()  # it has the letter, and nobody hears that it does
        return "250 OK"


@pytest.fixture
def postbox(app):
    """A mail server on this machine; the product sends its letters there."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    box = Postbox()
    controller = Controller(box, hostname="127.0.0.1", port=port, server_hostname="localhost")
    controller.start()
    usual = app.config["SETTINGS"]
    there = f"smtp://127.0.0.1:{port}"
    app.config["SETTINGS"] = replace(usual, smtp_url=there, bounce_address="studs@by.example")
    yield box
    app.config["SETTINGS"] = usual
    controller.stop()


def write(person, *to: str) -> list[Letter]:
    """A letter to each of the addresses."""
    link = make_link(person, LinkPurpose.RESET, lasts=RESET_FOR, now=clock.now())
    letters = [
        post(
            address,
            "staff_reset",
            language="sv",
            cause="account",
            now=clock.now(),
            link=("staff", link.id),
            name="Anna Ek",
        )
        for address in to or ["anna@forening.example"]
    ]
    db.session.commit()
    return letters

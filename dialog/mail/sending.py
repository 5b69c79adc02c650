"""Letters leave: over SMTP, or as files into a folder where no server is named."""

from __future__ import annotations

import smtplib
import ssl
from email.message import EmailMessage
from email.utils import format_datetime, parseaddr
from ipaddress import ip_address
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote, urlsplit

from flask import current_app, render_template

from dialog import database
from dialog.extensions import db
from dialog.mail import envelopes, links, operations, refusals
from dialog.mail.models import Letter
from dialog.texts import force_locale
from dialog.web.clock import now

if TYPE_CHECKING:
    from dialog.config import Settings

WAIT = 20.0  # seconds for the mail server to answer


class Undeliverable(Exception):
    """The letter can never leave: its link has been revoked, or its address is refused."""


class Uncertain(Exception):
    """The line broke while the letter was being taken."""


def send_waiting(at_most: int = 500) -> int:
    """Send the letters that wait, oldest first. Returns how many left.

    Each is claimed in a transaction of its own before it is handed over, so that a letter is never
    sent twice: one that was claimed when the machine died stays marked as uncertain.
    """
    left = 0
    for _ in range(at_most):
        with database.access("write"):
            letter = operations.next_to_send(now())
            if letter is None:
                db.session.rollback()
                break
            operations.claim(letter, now())
            db.session.commit()
            left += _hand_over(letter)
            db.session.commit()
    return left


def _hand_over(letter: Letter) -> int:
    settings = current_app.config["SETTINGS"]
    try:
        message, sender = compose(letter, settings), envelopes.sender_of(letter, settings)
        file = f"{letter.id:06d}-{letter.template}.eml"
        db.session.commit()  # all has been read; the network is never waited for in a transaction
        deliver(message, sender, file, settings)
    except Uncertain:
        return 0  # it stays claimed: a person decides whether it is sent again
    except smtplib.SMTPRecipientsRefused as error:
        for_good = _refused_for_good(error)
        operations.failed(letter, _reason(error), now(), for_good=for_good)
        if for_good and _is_dead(error):
            refusals.tell(letter.to_address, now())
        return 0
    except (Undeliverable, ValueError) as error:
        operations.failed(letter, _reason(error), now(), for_good=True)
        return 0
    except (OSError, smtplib.SMTPException) as error:
        operations.failed(letter, _reason(error), now(), for_good=False)
        return 0
    operations.sent(letter, now())
    return 1


def _refused_for_good(error: smtplib.SMTPRecipientsRefused) -> bool:
    """A 5xx; many servers say 4xx to a sender they do not know, and take the letter later."""
    return all(code >= 500 for code, _words in error.recipients.values())


def _is_dead(error: smtplib.SMTPRecipientsRefused) -> bool:
    """The address, and not what we sent or how we sent it, is why it was refused."""
    said = [words.decode("utf-8", "replace") for _code, words in error.recipients.values()]
    return all(envelopes.is_dead(envelopes.status_in(words), words) for words in said)


def _reason(error: Exception) -> str:
    """What went wrong, without the letter's text or the secret link."""
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        return "the address was refused"
    if isinstance(error, Undeliverable):
        return str(error)
    return type(error).__name__


def compose(letter: Letter, settings: Settings) -> EmailMessage:
    """The letter as it leaves. Raises Undeliverable when its link is no longer valid."""
    parameters = dict(letter.parameters)
    link = parameters.pop("link", None)
    if link is not None:
        address = links.make(link[0], int(link[1]))
        if address is None:
            raise Undeliverable("the link has been revoked")
        parameters["link"] = address
    with force_locale(letter.language):
        text = render_template(f"mail/{letter.template}.txt", settings=settings, **parameters)
    subject, _, body = text.strip().partition("\n")
    host = (parseaddr(settings.mail_from)[1].rpartition("@")[2]) or "localhost"
    message = EmailMessage()
    message["Subject"] = " ".join(subject.removeprefix("Subject:").split())
    message["From"] = settings.mail_from
    message["To"] = letter.to_address
    message["Date"] = format_datetime(letter.created_at)
    message["Message-ID"] = f"<{letter.message_id}@{host}>"
    message["Auto-Submitted"] = "auto-generated"
    message["Content-Language"] = letter.language
    message.set_content(body.strip() + "\n")
    return message


def deliver(message: EmailMessage, sender: str, file: str, settings: Settings) -> None:
    """Hand the letter over. Raises Uncertain when nobody can tell whether it was taken."""
    if not settings.smtp_url:
        settings.mail_dir.mkdir(parents=True, exist_ok=True, mode=0o700)
        path = settings.mail_dir / file
        path.write_bytes(f"Return-Path: <{sender}>\n".encode() + bytes(message))
        path.chmod(0o600)
        return
    url = urlsplit(settings.smtp_url)
    host, we = url.hostname or "localhost", name_of(settings)
    if url.scheme == "smtps":
        server: smtplib.SMTP = EncryptedServer(
            host, url.port or 465, we, timeout=WAIT, context=ssl.create_default_context()
        )
    else:
        server = Server(host, url.port or 25, we, timeout=WAIT)
    with server:
        server.ehlo()
        if url.scheme == "smtp" and server.has_extn("starttls"):
            server.starttls(context=ssl.create_default_context())
            server.ehlo()
        if url.username:
            server.login(unquote(url.username), unquote(url.password or ""))
        server.send_message(message, from_addr=sender)


def name_of(settings: Settings) -> str:
    """Who we say we are to the mail server: our address's own name, or a literal (RFC 5321 4.1.3).

    Left to itself the library asks the name service, once for every letter, and may wait long.
    """
    named = urlsplit(settings.base_url).hostname or "localhost"
    try:
        address = ip_address(named)
    except ValueError:
        return named
    return f"[IPv6:{address}]" if address.version == 6 else f"[{address}]"


class TellsWhenUnsure:
    """Once the letter's text is on its way, a broken line no longer means that it was not taken."""

    def data(self, msg: Any) -> tuple[int, bytes]:
        try:
            return super().data(msg)  # type: ignore[misc, no-any-return]
        except (smtplib.SMTPServerDisconnected, TimeoutError, ConnectionError) as error:
            raise Uncertain from error


class Server(TellsWhenUnsure, smtplib.SMTP):
    pass


class EncryptedServer(TellsWhenUnsure, smtplib.SMTP_SSL):
    pass

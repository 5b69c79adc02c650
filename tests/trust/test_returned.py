"""J5: a letter that comes back is told apart, and its address marked."""

from __future__ import annotations

import io
from email.message import EmailMessage
from email.mime.message import MIMEMessage
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText

import pytest
from sqlalchemy import select

from dialog.config import ConfigurationError, read_settings
from dialog.extensions import db
from dialog.mail.envelopes import is_dead, status_in
from dialog.mail.models import LetterState
from dialog.mail.returned import Verdict, take_back
from dialog.mail.sending import send_waiting
from dialog.register.models import Contact
from dialog.web import clock
from tests.survey.respondents import association
from tests.trust.postbox import write


def report(
    to: str,
    action: str,
    status: str,
    diagnostic: str = "",
    quoting: str = "",
    about: str = "Torsten@1.example",
) -> bytes:
    """A report of delivery as mail servers write it (RFC 3464)."""
    whole = MIMEMultipart("report", report_type="delivery-status")
    whole["From"] = "MAILER-DAEMON@mx.example"
    whole["To"] = to
    whole["Subject"] = "Undelivered Mail Returned to Sender"
    whole["Auto-Submitted"] = "auto-replied"
    whole.attach(MIMEText("This is the mail system at host mx.example.", "plain"))
    blocks = MIMEMultipart("delivery-status")
    del blocks["MIME-Version"], blocks["Content-Type"]
    server, one = EmailMessage(), EmailMessage()
    server["Reporting-MTA"] = "dns; mx.example"
    one["Final-Recipient"] = f"rfc822; {about}"
    one["Action"] = action
    one["Status"] = status
    if diagnostic:
        one["Diagnostic-Code"] = diagnostic
    part = MIMEMessage(server, "delivery-status")
    part.set_payload([server, one])
    whole.attach(part)
    if quoting:
        original = EmailMessage()
        original["Message-ID"] = quoting
        original.set_content("Hej!")
        whole.attach(MIMEMessage(original))
    return whole.as_bytes()


def marked() -> list[int]:
    return list(db.session.scalars(select(Contact.id).where(Contact.bounced_at.is_not(None))))


@pytest.fixture
def gone(ana):
    (contact,) = association("Byalaget", "Torsten Ahl", by=ana)
    return contact


def test_each_letter_has_an_envelope_address_of_its_own(ana, postbox):
    letters = write(ana, "a@forening.example", "b@forening.example")
    assert send_waiting() == 2
    first, second = (postbox.senders[letter.to_address] for letter in letters)
    assert first.startswith(f"studs+{letters[0].id}-")
    assert second.startswith(f"studs+{letters[1].id}-")
    assert first.endswith("@by.example")
    assert first.partition("-")[2] != second.partition("-")[2]


@pytest.mark.parametrize(
    "value", ["studs", "a+b@by.example", "Studs <a@by.example>", "å@by.example"]
)
def test_an_envelope_address_that_cannot_carry_a_sign_stops_the_start(tmp_path, value):
    with pytest.raises(ConfigurationError, match="RADSLAG_BOUNCE_ADDRESS must be"):
        read_settings({"RADSLAG_DATA_DIR": str(tmp_path), "RADSLAG_BOUNCE_ADDRESS": value})


def test_a_dead_address_is_marked_when_the_letter_comes_back_later(
    app, ana, adam, browser, gone, postbox
):
    """From the server's report through the command to the facilitator's page."""
    [letter] = write(ana, str(gone.email))
    assert send_waiting() == 1
    came = report(postbox.senders[str(gone.email)].upper(), "failed", "5.1.1")
    run = app.test_cli_runner().invoke(args=["letter", "returned"], input=came)
    assert (run.exit_code, "takes no letters" in run.output) == (0, True)
    db.session.expire_all()
    assert letter.state is LetterState.RETURNED
    assert marked() == [gone.id]
    assert "Brev kommer tillbaka" in browser(adam).get(f"/register/{gone.organisation_id}").text
    page = browser(adam).get("/outbox?state=returned").text
    assert "adressen finns inte (kod 5.1.1)" in page
    run = app.test_cli_runner().invoke(args=["letter", "returned"], input=came)
    assert run.exit_code == 0  # a mail server may hand the same over twice
    assert marked() == [gone.id]


@pytest.mark.parametrize(
    ("action", "status", "diagnostic", "verdict"),
    [
        ("failed", "5.1.10", "", Verdict.DEAD),
        ("failed", "5.0.0", "smtp; 550 5.1.1 no such user", Verdict.DEAD),
        ("failed", "5.0.0", "smtp; 550 no such user", Verdict.DEAD),
        ("failed", "5.0.0", "smtp; 550 rejected: 194.5.1.1 is in a black list", Verdict.RETURNED),
        ("failed", "5.0.0", "smtp; 552 Mailbox is full", Verdict.RETURNED),
        ("failed", "5.1.90", "", Verdict.RETURNED),  # we have sent too much today
        ("failed", "5.2.1", "", Verdict.DEAD),
        ("failed", "5.2.2", "", Verdict.RETURNED),  # a full mailbox may be emptied
        ("failed", "5.7.1", "", Verdict.RETURNED),  # they do not want what we sent
        ("failed", "5.0.0", "smtp; 550 5.7.26 unauthenticated", Verdict.RETURNED),
        ("failed", "4.4.7", "", Verdict.RETURNED),
        ("delayed", "4.4.1", "", Verdict.DELAYED),
        ("delivered", "2.0.0", "", Verdict.DELAYED),
    ],
)
def test_what_came_back_is_told_apart(ana, gone, postbox, action, status, diagnostic, verdict):
    [letter] = write(ana, str(gone.email))
    send_waiting()
    to = postbox.senders[str(gone.email)]
    assert take_back(report(to, action, status, diagnostic), clock.now()) is verdict
    assert marked() == ([gone.id] if verdict is Verdict.DEAD else [])
    is_back = verdict in (Verdict.DEAD, Verdict.RETURNED)
    assert letter.state is (LetterState.RETURNED if is_back else LetterState.SENT)


def test_a_report_to_the_sender_is_known_by_the_letter_it_quotes(ana, gone, postbox):
    [letter] = write(ana, str(gone.email))
    send_waiting()
    quoted = f"<{letter.message_id}@localhost.example>"
    came = report("radslag@localhost.example", "failed", "5.1.1", quoting=quoted)
    assert take_back(came, clock.now()) is Verdict.DEAD
    assert marked() == [gone.id]


def test_an_older_way_of_reporting_is_read_too(ana, gone, postbox):
    write(ana, str(gone.email))
    send_waiting()
    old = EmailMessage()
    old["To"] = postbox.senders[str(gone.email)]
    old["X-Failed-Recipients"] = str(gone.email)
    old.set_content("The following address failed: 550 5.1.1 unknown user")
    assert take_back(bytes(old), clock.now()) is Verdict.DEAD


def test_an_answer_marks_nobody(app, ana, gone, postbox):
    """Programs answer to the envelope's address that somebody is on leave."""
    write(ana, str(gone.email))
    send_waiting()
    away = EmailMessage()
    away["To"] = postbox.senders[str(gone.email)]
    away["Auto-Submitted"] = "auto-replied"
    away.set_content("Jag är borta. Error 5.1.1, skojar bara.")
    assert take_back(bytes(away), clock.now()) is Verdict.REPLY
    assert marked() == []


def test_a_dead_member_of_a_list_does_not_kill_the_list(ana, gone, postbox):
    """The association's address sends on to its board; one of them has moved."""
    write(ana, str(gone.email))
    send_waiting()
    to = postbox.senders[str(gone.email)]
    came = report(to, "failed", "5.1.1", about="nils@privat.example")
    assert take_back(came, clock.now()) is Verdict.RETURNED
    assert marked() == []


def test_a_report_in_other_letters_than_ascii_is_read(ana, gone, postbox):
    """The report of RFC 6533, which servers write about addresses with å, ä and ö."""
    write(ana, str(gone.email))
    send_waiting()
    came = report(postbox.senders[str(gone.email)], "failed", "5.1.1")
    came = came.replace(b"message/delivery-status", b"message/global-delivery-status")
    assert take_back(came, clock.now()) is Verdict.DEAD


def test_nobody_else_can_say_that_a_letter_came_back(app, ana, gone, postbox):
    [letter] = write(ana, str(gone.email))
    send_waiting()
    for to in (f"studs+{letter.id}-{'0' * 16}@by.example", "studs@by.example", ""):
        came = report(to, "failed", "5.1.1")
        assert take_back(came, clock.now()) is Verdict.UNKNOWN
        run = app.test_cli_runner().invoke(args=["letter", "returned"], input=came)
        assert run.exit_code == 1
        assert "Nothing was about a letter from here." in run.output
    assert (marked(), letter.state) == ([], LetterState.SENT)


NESTED = b"".join(
    b"Content-Type: multipart/x; boundary=b%d\n\n--b%d\n" % (n, n) for n in range(2000)
)


@pytest.mark.parametrize(
    "junk",
    [
        b"",
        b"\x00\xff" * 4000,
        b"To: \n" * 5000,
        b"Content-Type: x",
        b'To: Anna <\nDelivered-To: a@\nX-Original-To: "',
        b"To: =?no-such?q?a?= <\xff>\n\nhej",
        b"To: " + b"(" * 5000,
        NESTED,
    ],
)
def test_what_is_no_letter_is_said_to_be_about_none(app, ana, junk):
    assert take_back(junk, clock.now()) is Verdict.UNKNOWN


@pytest.mark.parametrize("charset", ["no-such", "idna", "utf-16", "\x00"])
def test_a_report_in_letters_that_nobody_knows_is_read(ana, gone, postbox, charset):
    write(ana, str(gone.email))
    send_waiting()
    to = postbox.senders[str(gone.email)]
    head = (
        f"To: {to}\nX-Failed-Recipients: {gone.email}\nContent-Type: text/plain; charset={charset}"
    )
    came = f"{head}\n\nåäö 550 5.1.1".encode()
    assert take_back(came, clock.now()) is Verdict.DEAD


def test_a_letter_that_nobody_saw_leave_had_left_when_it_comes_back(ana, gone, postbox):
    [letter] = write(ana, str(gone.email))
    postbox.breaks = True
    send_waiting()
    assert letter.state is LetterState.CLAIMED
    came = report(postbox.senders[str(gone.email)], "failed", "4.4.7")
    assert take_back(came, clock.now()) is Verdict.RETURNED
    assert letter.state is LetterState.RETURNED


def test_an_address_is_marked_for_what_is_wrong_with_it_alone(ana, postbox):
    """A server that refuses us, and not the address, says nothing about the address."""
    here, there = association("Byalaget", "Torsten Ahl", "Märta Ek", by=ana)
    postbox.refuses = {
        str(here.email): "550 5.7.1 not from you",
        str(there.email): "550 5.1.1 no such mailbox",
    }
    letters = write(ana, *postbox.refuses)
    send_waiting()
    assert [letter.state for letter in letters] == [LetterState.FAILED] * 2
    assert marked() == [there.id]
    assert [is_dead(status) for status in ("5.1.7", "5.1.0", "4.1.1", "2.1.5")] == [False] * 4
    assert status_in("host 194.5.1.1 said 550 5.2.2 full") == "5.2.2"


def test_adam_lets_files_be_read_that_were_saved_from_the_mail_program(
    adam, ana, browser, gone, postbox
):
    write(ana, str(gone.email))
    send_waiting()
    visit = browser(adam)
    empty = visit.post("/outbox/returned", {}, content_type="multipart/form-data")
    assert empty.status_code == 422
    assert "Välj en fil" in empty.text
    files = [
        (io.BytesIO(report(postbox.senders[str(gone.email)], "failed", "5.1.1")), "retur.eml"),
        (io.BytesIO(b"Subject: nyhetsbrev\n\nHej"), "annat.eml"),
    ]
    sent = visit.post("/outbox/returned", {"files": files}, content_type="multipart/form-data")
    assert sent.status_code == 303
    page = visit.get(sent.location).text
    assert "1 brev har noterats som återkommet. 1 adress tar inte emot brev" in page
    assert "1 handlar inte om något brev härifrån" in page
    assert marked() == [gone.id]
    many = [(io.BytesIO(b"x"), f"{number}.eml") for number in range(101)]
    refused = visit.post("/outbox/returned", {"files": many}, content_type="multipart/form-data")
    assert refused.status_code == 422
    assert "Välj högst 100 filer" in refused.text
    assert browser(ana).post("/outbox/returned", {}).status_code == 404

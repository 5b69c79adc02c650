"""Text as it is stored, and complaints in words."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dialog.web.forms import email_complaint, one_line, tidy


def test_text_is_nfc_with_line_feeds_only():
    assert tidy("  a\u030a\r\nb\rc  ") == "å\nb\nc"


@pytest.mark.parametrize("sign", ["\x00", "\x07", "\u202e", "\ud800", "\ufeff"])
def test_characters_no_keyboard_makes_are_left_out(sign):
    assert tidy(f"före{sign}ningen") == "föreningen"


def test_emoji_and_tabs_stay():
    assert tidy("bra 👍\tmöte") == "bra 👍\tmöte"


@given(st.text())
@settings(max_examples=300, deadline=None)
def test_tidying_twice_changes_nothing(text):
    assert tidy(tidy(text)) == tidy(text)
    tidy(text).encode()  # never a lone surrogate


def test_one_line_is_one_line():
    assert one_line(" Norröns \n byalag ") == "Norröns byalag"


def test_swedish_addresses_are_fine(app):
    with app.test_request_context():
        assert email_complaint("åsa@förening.se") == ""
        assert "@" in email_complaint("byalaget.norron.example")
        assert email_complaint("a@b")

"""Swedish order, and organisation numbers."""

from __future__ import annotations

import pytest

from dialog.register import names


def test_a_swedish_list_ends_with_å_ä_ö():
    words = ["Öppna dörren", "Zorngården", "Ängens vänner", "Åkerbo IF", "anhöriga", "Éva"]
    assert sorted(words, key=names.name_key) == [
        "anhöriga",
        "Éva",
        "Zorngården",
        "Åkerbo IF",
        "Ängens vänner",
        "Öppna dörren",
    ]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Ljungö I.F.", "ljungö  I F"),
        ("Café Norrön", "cafe norrön"),
        ("Ekbackens hembygdsförening", "EKBACKENS HEMBYGDSFÖRENING"),
    ],
)
def test_two_spellings_of_one_name_have_one_key(one, other):
    assert names.name_key(one) == names.name_key(other)


def test_a_name_in_another_script_keeps_its_letters():
    assert names.name_key("جمعية الصداقة") == "جمعية الصداقة"
    assert names.name_key("***") == "***"


@pytest.mark.parametrize("text", ["802429-1968", "8024291968", "16802429-1968", " 802429 1968 "])
def test_a_number_is_read_however_it_is_written(text):
    assert names.org_digits(text) == "8024291968"
    assert names.is_luhn(names.org_digits(text))


def test_one_wrong_digit_is_noticed():
    right = "8024291968"
    for place in range(10):
        for digit in "0123456789":
            wrong = right[:place] + digit + right[place + 1 :]
            assert names.is_luhn(wrong) == (wrong == right)

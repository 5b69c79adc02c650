from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn.feature_extraction.text import TfidfVectorizer

from dialog.measures.ngrams import character_ngrams, text_vectors
from dialog.measures.similarity import (
    TextIndex,
    ThemeSuggester,
    like,
    name_group,
    near_duplicates,
    suggest_groups,
    suggest_themes,
)

NOTES = [
    "Vi saknar en lokal att vara i på kvällarna",
    "Det saknas lokaler att hyra kvällstid",
    "Vi saknar lokal att vara i på kvällarna.",
    "Bidragsansökan är för krånglig för små föreningar",
    "Krångliga bidragsansökningar för små föreningar",
    "Ungdomarna får aldrig vara med och bestämma",
    "Ingen svarar när man ringer till kommunen",
]
NOTHING = ["", "   ", "!!!", "… – ?", "\n\t", "___", "🙂🙂"]
words = st.text(alphabet="abcåäö ,.!7", max_size=40)
notes = st.lists(words, max_size=12)


@given(st.lists(words.filter(lambda text: any(map(str.isalnum, text))), min_size=1, max_size=8))
@settings(max_examples=100, deadline=None)
def test_the_vectors_are_those_scikit_learn_makes(texts):
    theirs = TfidfVectorizer(
        analyzer="char_wb", ngram_range=(3, 5), sublinear_tf=True, lowercase=True
    ).fit_transform(texts)
    ours = text_vectors(texts)
    assert (ours @ ours.T).toarray() == pytest.approx((theirs @ theirs.T).toarray(), abs=1e-12)


def test_an_accent_is_one_character_however_it_was_typed():
    assert character_ngrams("Många") == character_ngrams("Ma\u030anga")


def test_rewordings_are_found_and_other_notes_are_not():
    assert [(pair.first, pair.second) for pair in near_duplicates(NOTES)] == [(0, 2), (3, 4)]
    assert [pair.score >= 0.45 for pair in near_duplicates(NOTES)] == [True, True]
    assert [match.position for match in like("Vi saknar en lokal på kvällarna", NOTES)] == [0, 2]


@pytest.mark.parametrize("act", [near_duplicates, suggest_groups, TextIndex, name_group])
def test_texts_without_words_never_raise(act):
    for texts in ([], [""], NOTHING, [NOTES[0], *NOTHING], [*NOTHING, *NOTES]):
        act(texts)


def test_texts_without_words_are_like_nothing():
    assert near_duplicates(NOTHING * 2) == []
    assert suggest_groups(NOTHING).groups == []
    assert suggest_groups([*NOTHING, "en not"]).ungrouped == list(range(len(NOTHING) + 1))
    assert name_group(NOTHING) == []
    for empty in NOTHING:
        assert like(empty, NOTES) == []
        assert like("en not", NOTHING) == []
        assert suggest_themes(empty, {"lokaler": NOTES[:3]}) == []
        assert suggest_themes("en lokal", {"tomt": [empty], "inget": []}) == []


@given(notes, words)
@settings(max_examples=100, deadline=None)
def test_the_index_scores_as_all_pairs_do(texts, new):
    together = [*texts, new]
    expected = {
        pair.first: pair.score
        for pair in near_duplicates(together, threshold=0.2)
        if pair.second == len(texts)
    }
    found = TextIndex(texts).like(new, most=100, threshold=0.2)
    assert {match.position for match in found} == expected.keys()
    for match in found:
        assert match.score == pytest.approx(expected[match.position], abs=1e-9)


@pytest.mark.parametrize(
    "new",
    [
        "lokal bidrag",
        "lokal lokal lokal",
        "lokaler och nya frågor om kvantmekanik",
        "bidrag bidrag",
    ],
)
def test_repeated_and_unknown_words_weigh_in_the_index_as_in_all_pairs(new):
    texts = ["lokal lokal lokal bidrag", "bidrag till lokaler", "bidrag", "ledare"]
    expected = [(p.score, p.first) for p in near_duplicates([*texts, new], 0.05) if p.second == 4]
    assert len(expected) >= 2
    assert [(m.score, m.position) for m in TextIndex(texts).like(new, 9, 0.05)] == expected


def test_what_was_forgotten_makes_no_word_commoner():
    index = TextIndex([*NOTES, *NOTES[:3]])
    for position in (7, 8, 9):
        index.remove(position)
    assert index.like(NOTES[0], 9, 0.1) == TextIndex(NOTES).like(NOTES[0], 9, 0.1)


@given(notes, st.data())
@settings(max_examples=60, deadline=None)
def test_an_index_that_forgot_a_text_is_as_if_it_never_had_it(texts, data):
    index = TextIndex([*texts, "bort med mig"])
    index.remove(len(texts))
    new = data.draw(words)
    assert index.like(new, 100, 0.1) == TextIndex(texts).like(new, 100, 0.1)
    assert len(index) == len(texts)


def test_positions_are_kept_and_used_once():
    index = TextIndex(NOTES[:2])
    assert index.add(NOTES[2]) == 2
    index.remove(2)
    assert index.add(NOTES[2]) == 3
    assert [match.position for match in index.like(NOTES[2])] == [3, 0]
    for gone in (2, 9, -1):
        with pytest.raises(ValueError, match=f"no text at position {gone}"):
            index.remove(gone)


def test_the_index_grows_beyond_its_first_room():
    index = TextIndex(
        f"not nummer {number} om {chr(97 + number % 26) * 5}" for number in range(400)
    )
    assert index.like("not nummer 333 om vvvvv", 1)[0].position == 333


@given(notes, st.randoms(use_true_random=False))
@settings(max_examples=60, deadline=None)
def test_the_order_of_notes_changes_nothing(texts, chance):
    order = list(range(len(texts)))
    chance.shuffle(order)
    there = {
        (frozenset((pair.first, pair.second)), round(pair.score, 9))
        for pair in near_duplicates(texts, 0.3)
    }
    back = {
        (frozenset((order[pair.first], order[pair.second])), round(pair.score, 9))
        for pair in near_duplicates([texts[i] for i in order], 0.3)
    }
    assert there == back


def test_suggested_groups_hold_two_or_more_and_leave_the_rest():
    grouping = suggest_groups(NOTES)
    assert [0, 1, 2] in grouping.groups
    assert [3, 4] in grouping.groups
    assert grouping.ungrouped == [5, 6]
    assert suggest_groups(NOTES) == grouping
    assert suggest_groups(["ensam"]).ungrouped == [0]


def test_themes_are_suggested_from_examples_best_first():
    examples = {
        "lokaler": ["Vi behöver en lokal på kvällar", "Hyran för lokalen är för hög"],
        "bidrag": ["Ansökan om bidrag är krånglig", "Bidraget kommer för sent"],
        "dialog": ["Kommunen lyssnar inte", "Bjud in oss i tid"],
        "unga": ["Ungdomar vill bestämma", "Fråga de unga"],
    }
    suggested = suggest_themes("Krånglig bidragsansökan", examples)
    assert suggested[0].theme == "bidrag"
    assert len(suggested) <= 3
    assert [each.score for each in suggested] == sorted((s.score for s in suggested), reverse=True)
    assert all(0 < each.score <= 1 for each in suggested)
    assert ThemeSuggester(examples).suggest("Krånglig bidragsansökan") == suggested
    assert suggest_themes("xyzzy plugh", examples) == []


def test_a_text_mostly_of_unknown_words_is_like_little():
    examples = {"lokaler": ["lokal"]}
    alone = suggest_themes("lokal", examples)[0].score
    drowned = suggest_themes("lokal kvantmekanik supersymmetri entropi", examples)[0].score
    assert alone == pytest.approx(1)
    assert drowned < 0.6


def test_a_group_is_named_by_its_own_words_in_their_commonest_form():
    group = [
        "Lokaler saknas på kvällen",
        "Vi saknar lokaler",
        "En lokal för kvällsmöten",
        "Dyra lokaler",
    ]
    others = ["Bidrag saknas", "Kommunen saknar tid för bidrag", "Ungdomar saknar ledare"]
    named = name_group(group, others)
    assert named[0] == "lokaler"
    assert len(named) == 3
    assert name_group(group, others) == named == name_group(group[::-1], others[::-1])
    assert name_group(group, others, words=1) == ["lokaler"]


def test_a_name_has_no_word_that_all_groups_share_or_that_says_nothing():
    """Two write of halls and two of keys; all write of Aneby, and with the same small words."""
    halls = ["Hallen i Aneby är för liten", "Hallarna i Aneby är inte bra"]
    keys = ["Nyckeln i Aneby är borta", "Nycklar till Aneby är svåra att få"]
    assert name_group(halls, keys, words=1) == ["hallarna"]
    assert name_group(halls, words=3) == ["aneby", "hallarna", "liten"]
    assert not {"för", "inte", "bra", "är"} & set(name_group(halls, keys, words=9))


def test_pairs_are_found_across_the_blocks_they_are_computed_in():
    texts = [f"{chr(97 + i % 26) * 4} {chr(97 + i // 26) * 5}" for i in range(600)]
    texts[3] = texts[299] = texts[301] = texts[599] = NOTES[0]
    same = [(pair.first, pair.second) for pair in near_duplicates(texts, 0.99)]
    assert same == [(3, 299), (3, 301), (3, 599), (299, 301), (299, 599), (301, 599)]


def test_scores_never_leave_their_range():
    same = ["Samma text flera gånger"] * 4
    scores = [pair.score for pair in near_duplicates(same)]
    assert scores == pytest.approx([1.0] * 6)
    assert max(scores) <= 1.0
    assert np.isfinite(scores).all()

"""A text cut into runs without losing a sign, and themes that share its words."""

from __future__ import annotations

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dialog.synthesis.models import Coding, Theme
from dialog.synthesis.texts import alike, paragraphs, suggested
from dialog.synthesis.tree import grown

words = st.text(alphabet="abå👍é \n", max_size=60).map(str.strip)


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(words, st.lists(st.tuples(st.integers(0, 60), st.integers(0, 60)), max_size=5))
def test_every_sign_stands_in_its_place_whatever_is_marked(text, spans):
    codings = [
        Coding(start=min(span), stop=max(span), words=text[min(span) : max(span)])
        for span in spans
        if min(span) < max(span) <= len(text)
    ]
    runs = [run for part in paragraphs(text, codings) for run in part]
    for run in runs:
        assert text[run.at : run.at + len(run.text)] == run.text
        for coding in run.codings:
            assert coding.start <= run.at
            assert run.at + len(run.text) <= coding.stop
    marked = {run.at + n for run in runs for n in range(len(run.text))}
    assert all(text[n] == "\n" for n in range(len(text)) if n not in marked)


def test_a_theme_is_suggested_by_what_was_coded_to_it():
    themes = [
        Theme(id=n, name=name, definition="") for n, name in enumerate(["Bidrag", "Hallar"], 1)
    ]
    nodes = list(grown(themes))
    coded = [(2, "Nycklarna till gympasalen"), (1, "Ansökan om pengar"), (1, "Redovisningen")]
    assert suggested("Vi fick inga nycklar", nodes, coded, [])[0].theme.id == 2
    assert suggested("Något helt annat", nodes, coded, [])[0].theme.id == 1, "the one used most"
    assert [node.theme.id for node in suggested("nycklar", nodes, coded, [2])] == [1]


def test_the_likest_texts_come_first_and_the_unlike_not_at_all():
    others = {1: "Lokalen är kall.", 2: "Nycklar saknas på kvällen.", 3: "Nycklarna saknas."}
    assert alike("Nycklarna saknas ofta.", others)[0] == 3
    assert 1 not in alike("Nycklarna saknas ofta.", others)
    assert alike("Nycklar", {}) == []

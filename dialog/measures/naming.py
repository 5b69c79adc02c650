"""Words that may name a group of notes: shown to a person, who writes the name."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Sequence
from math import log

_WORD = re.compile(r"[^\W\d_]{3,}")

# Words that say nothing of what a note is about; they would name every group.
_EMPTY_WORDS_IN_A_ROW = """
    alla allt alltid andra annan annat att aldrig bara behöver behövs blev bli blir blivit borde bra
    dag där dem den denna dess dessa det detta dig din dina ditt dock du då därför efter eftersom
    eller en ens er era ert ett finns flera fler folk fram från få får fått för före förut gå går
    gång gör göra ha hade han har hela helt henne hennes hon hos hur här hittar i ibland idag in inga
    ingen inget innan inom inte ja jag ju just kan kanske kom kommer kunde kunna lite lika likadant
    många man med mellan men mer mest mig min mina mindre mitt mot mycket må måste ned ner ni nog
    nu nya ny nytt när någon något några och också om oss på rätt samma se sedan ser sig sin sina
    sitt själv ska skulle skall små som snart svarar saknas saknar så sådan tack tar till tills
    tycker under upp ur ut utan vad var vara varför varit varje vem vems verkar vet vi vid vilja
    vilka vilken vilket vill vår våra vårt väl än ännu är åt över även
    about all and any are because been but can could did does for from had has have her his how into
    its just like many more most much must need not our out she should some than that the their them
    then there they this too very was were what when where which who why will with would you your
"""
_EMPTY_WORDS = frozenset(_EMPTY_WORDS_IN_A_ROW.split())

# The endings of Swedish inflection that Snowball's first step removes, longest first.
_ENDINGS_IN_A_ROW = """
    a arna erna heterna orna ad e ade ande arne are aste en anden aren heten ern ar er heter or as
    arnas ernas ornas es ades andes ens arens hetens erns at andet het ast s t n et ets
"""
_ENDINGS = sorted(_ENDINGS_IN_A_ROW.split(), key=len, reverse=True)


def name_group(texts: Sequence[str], others: Sequence[str] = (), words: int = 3) -> list[str]:
    """The words most particular to a group of texts, most particular first, at most `words`.

    `others` are the texts outside the group, against which it is told apart; without them, the
    words most of the group has in common. Inflected forms are counted as one word and shown in
    their commonest form. Ties go alphabetically. Empty when the texts have no words of their own.
    Source: class-based TF-IDF, Grootendorst 2022, arXiv 2203.05794.
    """
    inside = [_words_by_stem(text) for text in texts]
    outside = Counter(stem for text in others for stem in _words_by_stem(text))
    notes_with = Counter(stem for note in inside for stem in note)
    forms: dict[str, Counter[str]] = {}
    for note in inside:
        for stem, word in note.items():
            forms.setdefault(stem, Counter())[word] += 1
    average = (sum(notes_with.values()) + sum(outside.values())) / (2 if outside else 1)
    scores = {
        stem: count * log(1 + average / (count + outside[stem]))
        for stem, count in notes_with.items()
    }
    best = sorted(scores, key=lambda stem: (-scores[stem], stem))[:words]
    return [min(forms[stem], key=lambda word: (-forms[stem][word], word)) for stem in best]


def _words_by_stem(text: str) -> dict[str, str]:
    """Each word of a text once, by its stem, in the form it first has there."""
    found: dict[str, str] = {}
    for word in _WORD.findall(unicodedata.normalize("NFC", text).lower()):
        if word not in _EMPTY_WORDS:
            found.setdefault(_stem(word), word)
    return found


def _stem(word: str) -> str:
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= 4:
            return word.removesuffix(ending)
    return word

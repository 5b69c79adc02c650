"""Cuts the fonts of the npm packages (all OFL) down to the letters and weights our pages use."""

from io import BytesIO
from pathlib import Path

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont
from fontTools.varLib.instancer import instantiateVariableFont

PACKAGES = Path("node_modules/@fontsource-variable")
LETTERS = (
    "".join(map(chr, range(0x20, 0x7F)))
    + "\u00a0\u00ad"  # no-break space, soft hyphen
    + "åäöÅÄÖéÉèÈüÜæÆøØ§«»·½×"
    + "–—‘’‚“”„…−"
)
FEATURES = ["kern", "tnum", "ccmp"]

Weight = int | tuple[int, int]
FOR_THE_WEB: dict[str, tuple[str, Weight]] = {
    "hanken-grotesk.woff2": ("hanken-grotesk", (400, 700)),
    "familjen-grotesk-600.woff2": ("familjen-grotesk", 600),
    "newsreader.woff2": ("newsreader", (400, 600)),
}
# The charts of the Word reports are drawn by resvg, which reads neither woff2 nor variable weights.
FOR_WORD: dict[str, tuple[str, Weight]] = {
    "hanken-grotesk-400.ttf": ("hanken-grotesk", 400),
    "hanken-grotesk-600.ttf": ("hanken-grotesk", 600),
}


def build(target: Path) -> None:
    for name, (family, weight) in FOR_THE_WEB.items():
        font = at_weight(family, weight)
        keep_only_our_letters(font)
        font.flavor = "woff2"
        font.save(target / name)
    for name, (family, weight) in FOR_WORD.items():
        at_weight(family, weight).save(target / name)


def at_weight(family: str, weight: Weight) -> TTFont:
    source = PACKAGES / family / "files" / f"{family}-latin-wght-normal.woff2"
    font = instantiateVariableFont(TTFont(source, recalcTimestamp=False), {"wght": weight})
    plain = BytesIO()
    font.flavor = None
    font.save(plain)  # read again: the subsetter stumbles over what the instancer left in memory
    return TTFont(BytesIO(plain.getvalue()), recalcTimestamp=False)


def keep_only_our_letters(font: TTFont) -> None:
    options = Options(layout_features=FEATURES, hinting=False, desubroutinize=True)
    subsetter = Subsetter(options)
    subsetter.populate(text=LETTERS)
    subsetter.subset(font)

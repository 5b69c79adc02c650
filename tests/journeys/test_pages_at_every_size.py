"""The pages of the sample dialogue: nothing is cut off at any size, and axe finds nothing."""

from __future__ import annotations

import csv
import re
from itertools import pairwise
from pathlib import Path

import pytest

from tests.journeys.arranging import arranged, sits_down
from tests.journeys.watching import violations

COMMENTS = sorted(
    (Path(__file__).parents[2].parent / "shared" / "data" / "opinions").glob("*comments.csv")
)
WIDTHS = {1280: 800, 390: 844, 320: 640}
WALL = {"width": 1920, "height": 1080}
TOO_WIDE = """() => {
  const page = document.documentElement, width = page.clientWidth;
  if (page.scrollWidth <= width) return "";
  const wide = [...document.body.querySelectorAll("*")].filter(e => e.getBoundingClientRect().right > width + 1);
  return `${page.scrollWidth} of ${width}: ` + wide.slice(-2).map(e => e.outerHTML.slice(0, 120)).join(" ");
}"""
# Where each page is found: an address, or a pattern for the first such address on the page before.
LEADERS = [
    "/",
    "{process}",
    "{process}/settings",
    "{process}/team",
    "{process}/participants",
    "{process}/surveys",
    r"{process}/surveys/\d+",
    "{here}/results",
    "{here}/preview",
    "{process}/focus-groups",
    r"{process}/focus-groups/\d+",
    "{here}/minutes",
    "{process}/workshops",
    r"{process}/workshops/\d+",
    "{here}/hidden",
    "{process}/workshops/new",
    "{process}/proposals",
    r"{process}/proposals/\d+",
    "{process}/reports",
    r"{process}/reports/\d+",
    "{process}/journal",
    "/register",
    r"/register/\d+",
    "/privacy",
    "/accessibility",
]
ANALYSTS = [
    "{process}/themes",
    "{process}/themes/tree",
    r"{process}/themes/\d+",
    "{process}/themes/contributions",
    "{process}/themes/desk",
    r"{process}/contributions/\d+",
    "{process}/proposals/european-code",
    "{process}/proposals/new",
]
OBSERVERS = ["/", "{process}", "{process}/workshops", "{process}/proposals"]
COLOURS = [{"color_scheme": "dark"}, {"forced_colors": "active"}]


class Sample:
    """The sample on a server, and the team's log-ins."""

    def __init__(self, server):
        server.flask("demo")
        self.tokens = arranged(server, "sessions")

    def sits(self, actor, name):
        return sits_down(actor, self.tokens[name])


@pytest.fixture(scope="module")
def sample(server):
    return Sample(server)


class Walk:
    """Somebody goes from page to page; what is wrong on any of them is told at the end."""

    def __init__(self, actor):
        self.actor = actor
        self.page = actor.page
        self.faults = []
        self.process = self._oldest()
        self.here = ""
        self.seen = []

    def _oldest(self):
        """The dialogue that has come the whole way, to its reports."""
        self.page.goto("/")
        for one in set(re.findall(r'"(/processes/[^/"?#]+)"', self.page.content())):
            self.page.goto(f"{one}/reports")
            if re.search(r"/reports/\d+", self.page.content()):
                return one
        raise AssertionError("No dialogue has a report.")

    def goes(self, place):
        where = place.format(process=self.process, here=self.here)
        if "\\d" in where:
            found = re.search(f'"({where})["?#]', self.page.content())
            assert found, f"{self.page.url} leads to no {where}"
            self.here = where = found.group(1)
        answer = self.page.goto(where)
        assert answer.ok, f"{where}: {answer.status}"
        self.page.wait_for_load_state()
        self.seen.append(where)

    def fits(self, widths=WIDTHS):
        for width, height in widths.items():
            self.page.set_viewport_size({"width": width, "height": height})
            if wide := self.page.evaluate(TOO_WIDE):
                self.faults.append(f"{self.page.url} is too wide: {wide}")

    def is_clean(self, **media):
        calm = {"color_scheme": "light", "forced_colors": "none", "reduced_motion": "reduce"}
        self.page.emulate_media(**{**calm, **media})
        self.faults += [
            f"{self.page.url} {media}: {one['help']}: {one['nodes'][0]['html'][:200]}"
            for one in violations(self.page, contrast="forced_colors" not in media)
        ]

    def ends(self):
        assert not self.faults, "\n".join(self.faults)


def test_the_leaders_pages(sample, enter):
    walk = Walk(sample.sits(enter("Karin"), "processledare"))
    for number, place in enumerate(LEADERS):
        walk.goes(place)
        walk.fits()
        walk.page.set_viewport_size({"width": 390, "height": 844})
        if number % 2:  # every second page, for the sake of time; the widths are tried on all
            walk.is_clean()
        if number in (1, 7, 19):
            for media in COLOURS:
                walk.is_clean(**media)
    walk.ends()


def test_the_analysts_pages(sample, enter):
    walk = Walk(sample.sits(enter("Leila"), "analytiker"))
    for place in ANALYSTS:
        walk.goes(place)
        walk.fits()
        walk.page.set_viewport_size({"width": 1280, "height": 800})
        walk.is_clean()
    for media in COLOURS:
        walk.is_clean(**media)
    walk.ends()


def test_the_observers_pages(sample, enter):
    walk = Walk(sample.sits(enter("Per"), "observator"))
    for place in OBSERVERS:
        walk.goes(place)
        walk.fits()
    walk.ends()


def test_the_wall(sample, enter):
    """An open board and a closed one, on a projector."""
    walk = Walk(sample.sits(enter("Väggen"), "processledare"))
    walk.page.set_viewport_size(WALL)
    for place in ("{process}/workshops", r"{process}/workshops/\d+"):
        walk.goes(place)
    for view in ("board", "votes", "join"):
        walk.page.goto(f"{walk.here}/projector?view={view}")
        walk.fits({1920: 1080, 1280: 720})
        walk.page.set_viewport_size(WALL)
        walk.is_clean()
    walk.ends()


@pytest.mark.skipif(not COMMENTS, reason="The statements of others are not on this machine.")
def test_a_board_with_what_a_whole_town_said(sample, enter):
    """Real statements, of every length, pasted as notes: the board and the wall still fit."""
    with COMMENTS[0].open(encoding="utf-8", newline="") as handle:
        said = [" ".join(row["comment-body"].split()) for row in csv.DictReader(handle)]
    walk = Walk(sample.sits(enter("Karin"), "processledare"))
    page = walk.page
    page.goto(f"{walk.process}/workshops/new")
    walk.actor.fills(title="Stormöte", question="Vad behövs?", columns="Allt", day="2030-11-30")
    page.locator("main form button.ds-button").first.click()
    board = page.url
    walk.actor.presses("Open the board")
    page.goto(f"{board}/pasted")
    walk.actor.fills(text="\n".join(said))
    page.locator("[name='party']").first.select_option(index=1)
    page.locator("main form button.ds-button").first.click()
    walk.fits()
    page.locator("main form button.ds-button").first.click()
    page.locator("#board .r-note").first.wait_for()
    shown = page.locator("#board .r-note > p").all_inner_texts()
    assert sorted(shown) == sorted({one for one in said if one})
    walk.fits()
    walk.is_clean()
    page.goto(f"{board}/projector?view=board")
    walk.fits({1920: 1080})
    walk.ends()


# The edges of the parts that a row holds, rounded: [top, bottom, right] of each that is seen.
EDGES = """parts => [...document.querySelectorAll(parts)].map(e => e.getBoundingClientRect())
  .filter(b => b.width).map(b => [b.top, b.bottom, b.right].map(Math.round))"""
FILTER = ".r-filters > div > .ds-input, .r-filters > .r-tick, .r-filters > .ds-button"


def lines_of(walk, parts):
    """On how many lines parts stand: parts whose middles are alike stand on one."""
    middles = sorted((top + bottom) / 2 for top, bottom, _right in walk.page.evaluate(EDGES, parts))
    assert middles, f"{walk.page.url} has no {parts}"
    return 1 + sum(after - before > 3 for before, after in pairwise(middles))


def test_rows_are_straight_and_nothing_waits_beside_the_screen(sample, enter):
    """Filters stand on one line where there is room; what stands in a row stands level."""
    walk = Walk(sample.sits(enter("Karin"), "processledare"))
    texts = f"{walk.process}/themes/contributions"
    walk.goes(texts)
    assert lines_of(walk, FILTER) == 1
    walk.goes("{process}/focus-groups/new")
    for row in (".r-two", ".r-three"):
        for part in ("label", ".ds-input"):
            assert lines_of(walk, f"{row} > .ds-field > {part}") == 1, (row, part)
    walk.goes("{process}/team")
    words = walk.page.evaluate(
        """() => [...document.querySelectorAll("tbody tr")].map(row =>
          [...row.querySelectorAll("th, td:nth-child(2), .ds-button")].map(part => {
            const range = document.createRange();
            range.selectNodeContents(part.firstChild);
            return Math.round(range.getBoundingClientRect().bottom);
          }))"""
    )
    assert words, "Nobody is in the team."
    assert all(max(row) - min(row) <= 2 for row in words), words
    walk.page.set_viewport_size({"width": 390, "height": 844})
    walk.goes(texts)
    assert lines_of(walk, FILTER) <= 4
    walk.goes("{process}/team")
    assert all(right <= 390 for *_edges, right in walk.page.evaluate(EDGES, "tbody :is(th, td)"))
    walk.goes("{process}/workshops")
    walk.goes(r"{process}/workshops/\d+")
    number = walk.here.rpartition("/")[2]
    walk.goes(f"{walk.process}/occasions/{number}/invitations/recipients")
    assert all(right <= 390 for *_edges, right in walk.page.evaluate(EDGES, "tbody :is(th, td)"))
    named = walk.page.evaluate(EDGES, "tbody th label > *")
    assert named, "Nobody is left to invite."
    assert all(box[0] < name[1] for box, name in zip(named[::2], named[1::2], strict=True))

"""Nobody is sent to another site."""

from __future__ import annotations

import pytest

from dialog.web.routes import local_path


@pytest.mark.parametrize(
    "target",
    [
        "//evil.example",
        "///evil.example",
        "/\\evil.example",
        "\\\\evil.example",
        "\\/evil.example",
        "https://evil.example",
        "http:evil.example",
        "javascript:alert(1)",
        "data:text/html,x",
        "evil.example",
        "evil",
        "",
        None,
        " /evil",
        "\t//evil.example",
        "/%0d%0aSet-Cookie:x=1",
        "/a\r\nSet-Cookie: x=1",
        "/\x00",
        "//",
        "/\\",
    ],
)
def test_targets_elsewhere_lead_home(target):
    assert local_path(target) == "/"


@pytest.mark.parametrize("target", ["/", "/processes/oar?x=1", "/a/b#c", "/å"])
def test_targets_here_are_kept(target):
    assert local_path(target) == target

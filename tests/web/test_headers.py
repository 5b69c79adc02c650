"""Answers are packed as they leave. What else their headers say: tests/trust/test_headers.py."""

from __future__ import annotations


def test_pages_are_gzipped_and_small_ones_are_not(browser):
    visitor = browser()
    page = visitor.client.get(
        "/privacy", base_url=visitor.base, headers={"Accept-Encoding": "gzip"}
    )
    assert page.headers["Content-Encoding"] == "gzip"
    live = visitor.client.get(
        "/health/live", base_url=visitor.base, headers={"Accept-Encoding": "gzip"}
    )
    assert "Content-Encoding" not in live.headers

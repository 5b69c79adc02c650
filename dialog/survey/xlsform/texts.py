"""Texts of a workbook: HTML that forms allow, as Markdown in texts to read and plain elsewhere."""

from __future__ import annotations

import html
import re

TAG = r"</?(?:b|strong|i|em|u|span|br|p|div|font|a|h[1-6]|ul|ol|li|big|small)\b[^>]*>"
LINK = re.compile(r"<a\b[^>]*?href\s*=\s*[\"']([^\"']*)[\"'][^>]*>(.*?)</a>", re.I | re.S)
BOLD = re.compile(r"<(b|strong)\b[^>]*>\s*(.*?)\s*</\1>", re.I | re.S)
SLANTED = re.compile(r"<(i|em)\b[^>]*>\s*(.*?)\s*</\1>", re.I | re.S)
BREAK = re.compile(r"<br\b[^>]*>", re.I)
PARAGRAPH = re.compile(r"</(?:p|div|h[1-6])\s*>", re.I)
ANY = re.compile(TAG, re.I)
STRONG = re.compile(r"(\*\*|__)(?=\S)(.+?)(?<=\S)\1", re.S)
MARKDOWN_LINK = re.compile(r"\[([^\]]+)\]\(([^)\s]+)\)")
REFERENCE = re.compile(r"\$\{[^}]*\}")


def as_markdown(text: str) -> str:
    """A text to read: its HTML as Markdown, what has no counterpart without its marks."""
    text = LINK.sub(r"[\2](\1)", text)
    text = BOLD.sub(r"**\2**", text)
    text = SLANTED.sub(r"*\2*", text)
    text = PARAGRAPH.sub("\n\n", BREAK.sub("\n", text))
    return html.unescape(ANY.sub("", text)).strip()


def as_plain(text: str) -> str:
    """A question, a hint or an alternative: words alone, on one line."""
    text = SLANTED.sub(r"\2", text)
    text = MARKDOWN_LINK.sub(r"\1 (\2)", STRONG.sub(r"\2", as_markdown(text)))
    return " ".join(text.split())


def has_reference(text: str) -> bool:
    """Whether the text wants to repeat an answer: ${name}."""
    return REFERENCE.search(text) is not None

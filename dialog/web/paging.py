"""Long lists in pages: never everything at once, and always said how much there is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from flask import request, url_for
from sqlalchemy import Select, func, select

from dialog.extensions import db

Row = TypeVar("Row")
PER_PAGE = 50


@dataclass(frozen=True)
class Page(Generic[Row]):
    """One page of a list: its rows, and where it stands in the whole."""

    rows: Sequence[Row]
    number: int
    per_page: int
    total: int

    @property
    def last(self) -> int:
        return max(1, -(-self.total // self.per_page))

    @property
    def first_row(self) -> int:
        return min(self.total, (self.number - 1) * self.per_page + 1)

    @property
    def last_row(self) -> int:
        return min(self.total, self.number * self.per_page)

    @property
    def shown(self) -> list[int | None]:
        """The page numbers to show: the ends, the neighbours, None where some are left out."""
        near = {1, self.last, *range(self.number - 1, self.number + 2)}
        numbers: list[int | None] = []
        before = 0
        for n in sorted(n for n in near if 1 <= n <= self.last):
            if n > before + 1:
                numbers.append(None)
            numbers.append(n)
            before = n
        return numbers

    def url(self, number: int) -> str:
        """This address with another page number."""
        arguments: dict[str, Any] = {
            **(request.view_args or {}),
            **request.args.to_dict(flat=False),
        }
        return url_for(request.endpoint or "", **{**arguments, "page": number})


def asked_page() -> int:
    """The page number in the address; 1 when it is missing or nonsense."""
    text = request.args.get("page", "1")
    return max(1, int(text)) if text.isdecimal() and len(text) < 7 else 1


def paged(
    statement: Select[Any] | Select[Any, Any], per_page: int = PER_PAGE, *, scalars: bool = True
) -> Page[Any]:
    """One page of what `statement` selects. Asking beyond the end gives the last page."""
    total = db.session.scalar(select(func.count()).select_from(statement.order_by(None).subquery()))
    total = total or 0
    number = min(asked_page(), max(1, -(-total // per_page)))
    result = db.session.execute(statement.limit(per_page).offset((number - 1) * per_page))
    rows = result.scalars().all() if scalars else result.all()
    return Page(rows=rows, number=number, per_page=per_page, total=total)

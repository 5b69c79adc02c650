"""One row of the sheet survey as a question, with everything that is said about it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from dialog.survey import conditions
from dialog.survey.definition import OTHER, WITH_OPTIONS, Kind, Option, Question
from dialog.survey.keys import RESERVED
from dialog.survey.xlsform import expressions, texts
from dialog.survey.xlsform.faults import Remarks
from dialog.survey.xlsform.languages import code_of
from dialog.survey.xlsform.sheets import Row
from dialog.survey.xlsform.types import Type
from dialog.texts import gettext as _

# Columns that say something we do not do; where they hold something it is named.
UNUSED = (
    "default", "calculation", "read_only", "readonly", "choice_filter", "repeat_count", "trigger",
    "guidance_hint", "parameters", "image", "audio", "video", "media",
)  # fmt: skip
YES = {"yes", "true", "true()", "1", "ja"}
NO = {"", "no", "false", "false()", "0", "nej"}


class RowReader:
    """Knows the lists of choices and the questions read so far; what it sees goes to `remarks`."""

    def __init__(self, choices: Sequence[Row], plain: str, remarks: Remarks) -> None:
        self.plain = plain
        self.remarks = remarks
        self.numbers: dict[str, int] = {}
        self.kinds: dict[str, str] = {}
        self.choices = self._choices(choices)

    def question(self, row: Row, meaning: Type, kind: Kind) -> Question | None:
        """The question of a row; None when it cannot be one."""
        self._name_unused(row)
        key = row.get("name")
        if not self._is_good_key(row, key):
            return None
        question = Question(
            key=key,
            kind=self._kind(row, kind),
            text=self.texts(row, "label", plain=kind is not Kind.INFO),
            help=self.texts(row, "hint"),
            required=self._required(row),
            options=self._options(row, meaning),
            other=meaning.other,
            condition=self.condition(row),
            whole=meaning.whole,
        )
        if not question.text:
            self.remarks.fault(row.number, _("“%(key)s” has no label.", key=key))
        self.numbers[key], self.kinds[key] = row.number, question.kind
        return self._limited(row, question)

    def condition(self, row: Row) -> str:
        """The row's condition in our own words; what it cannot say is a fault."""
        expression = row.get("relevant", "relevance")
        if not expression:
            return ""
        try:
            found = expressions.condition_of(expression)
        except expressions.NotSupported as error:
            self.remarks.fault(
                row.number, _("The condition “%(part)s” cannot be taken over.", part=error.part)
            )
            return ""
        return conditions.write(expressions.for_kinds(found, self.kinds))

    def texts(self, row: Row, column: str, *, plain: bool = True) -> Mapping[str, str]:
        """A column's texts by language code."""
        made = texts.as_plain if plain else texts.as_markdown
        found = {
            code_of(name) or self.plain: made(text)
            for name, text in row.by_language(column).items()
        }
        if any(texts.has_reference(text) for text in found.values()):
            self.remarks.leave_out(
                row.number, _("A text repeats an answer; the place is shown as it was written.")
            )
        return {code: text for code, text in found.items() if text}

    def _choices(self, rows: Sequence[Row]) -> dict[str, list[Option]]:
        lists: dict[str, list[Option]] = {}
        for row in rows:
            name, key = row.get("list_name", "list name"), row.get("name", "value")
            label = self.texts(row, "label")
            if not name:
                continue
            if not key or len(key.split()) > 1:
                self.remarks.fault(
                    row.number, _("On the sheet choices: a name without spaces is needed.")
                )
                continue
            options = lists.setdefault(name, [])
            if any(option.key == key for option in options):
                self.remarks.fault(
                    row.number,
                    str(
                        _(
                            "On the sheet choices: “%(key)s” stands twice in “%(list)s”.",
                            key=key,
                            list=name,
                        )
                    ),
                )
            options.append(Option(key, label or {self.plain: key}))
        return lists

    def _kind(self, row: Row, kind: Kind) -> Kind:
        appearance = row.get("appearance").casefold()
        if kind is Kind.SHORT and "multiline" in appearance:
            return Kind.LONG
        return Kind.SCALE if kind is Kind.SINGLE and "likert" in appearance else kind

    def _is_good_key(self, row: Row, key: str) -> bool:
        if not key:
            self.remarks.fault(row.number, _("The question has no name."))
        elif (
            not key.replace("-", "_").replace(".", "_").isidentifier() or key.casefold() in RESERVED
        ):
            self.remarks.fault(
                row.number, _("“%(key)s” cannot be the name of a question.", key=key)
            )
        elif key in self.numbers:
            first = self.numbers[key]
            self.remarks.fault(
                row.number,
                _("“%(key)s” is already the name of row %(first)s.", key=key, first=first),
            )
        else:
            return True
        return False

    def _required(self, row: Row) -> bool:
        text = row.get("required").casefold()
        if text not in YES | NO:
            self.remarks.leave_out(
                row.number, _("“required” is not yes or no: the question is not compulsory.")
            )
        return text in YES

    def _options(self, row: Row, meaning: Type) -> tuple[Option, ...]:
        if meaning.what not in WITH_OPTIONS:
            return ()
        options = self.choices.get(meaning.choices, [])
        if not options:
            self.remarks.fault(
                row.number,
                _("The sheet choices has no list “%(name)s”.", name=meaning.choices),
            )
        return tuple(option for option in options if not (meaning.other and option.key == OTHER))

    def _limited(self, row: Row, question: Question) -> Question:
        """The question with the limits its constraint sets; another constraint is left out."""
        expression = row.get("constraint")
        if not expression:
            return question
        try:
            if question.kind != Kind.NUMBER:
                raise expressions.NotSupported(expression)
            low, high = expressions.limits_of(expression, whole=question.whole)
        except expressions.NotSupported:
            self.remarks.leave_out(
                row.number,
                str(
                    _(
                        "The constraint “%(text)s” of “%(key)s” is left out.",
                        text=expression,
                        key=question.key,
                    )
                ),
            )
            return question
        return replace(question, minimum=low, maximum=high)

    def _name_unused(self, row: Row) -> None:
        for column in UNUSED:
            if row.by_language(column):
                self.remarks.leave_out(
                    row.number, _("The column “%(name)s” is not used.", name=column)
                )

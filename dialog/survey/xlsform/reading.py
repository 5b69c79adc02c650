"""From the rows of a workbook to a definition."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from dialog.survey import conditions
from dialog.survey.condition_words import complaint, doubt
from dialog.survey.definition import (
    MOST_QUESTIONS,
    Definition,
    Kind,
    Question,
    Section,
    words,
)
from dialog.survey.keys import RESERVED
from dialog.survey.xlsform.faults import Remarks, WorkbookRefused
from dialog.survey.xlsform.languages import code_of
from dialog.survey.xlsform.rows import YES, RowReader
from dialog.survey.xlsform.sheets import Row, Sheets, read_sheets
from dialog.survey.xlsform.types import Edge, type_of
from dialog.texts import gettext as _


@dataclass(frozen=True)
class Imported:
    """What a workbook became, and what of it was left out, a sentence each."""

    definition: Definition
    left_out: tuple[str, ...]

    @property
    def title(self) -> str:
        return words(self.definition.title, self.definition.first_language).text


@dataclass
class Group:
    """A group that is being read. Only the outermost becomes a section."""

    row: Row
    key: str
    condition: str
    questions: list[Question] = field(default_factory=list)


def read_survey(content: bytes, *, language: str = "sv", title: str = "") -> Imported:
    """The definition a workbook describes; `language` is for columns that do not name theirs.

    Raises WorkbookRefused with everything that stands in the way.
    """
    return Reader(read_sheets(content), language, title).read()


class Reader:
    def __init__(self, sheets: Sheets, language: str, title: str) -> None:
        settings = sheets.settings[0] if sheets.settings else Row(2, {})
        self.sheets = sheets
        self.remarks = Remarks()
        self.languages = languages_of(
            sheets.columns, code_of(settings.get("default_language")) or language
        )
        self.plain = self.languages[0]
        self.title = settings.get("form_title", "title") or title or _("Survey")
        self.rows = RowReader(sheets.choices, self.plain, self.remarks)
        self.groups: list[Group] = []
        self.sections: list[Section] = []

    def read(self) -> Imported:
        for row in self.sheets.survey:
            if row.get("disabled").casefold() not in YES:
                self._take(row)
        for group in self.groups:
            self.remarks.fault(group.row.number, _("The group is never ended."))
        definition = Definition(
            title={self.plain: self.title},
            sections=tuple(self.sections),
            languages=self.languages,
        )
        self._check(definition)
        self.remarks.refuse_if_needed()
        return Imported(definition, tuple(self.remarks.left_out))

    def _take(self, row: Row) -> None:
        meaning = type_of(row.get("type"))
        if meaning.what is Edge.BEGIN:
            self._begin(row)
        elif meaning.what is Edge.END:
            self._end(row)
        elif isinstance(meaning.what, Kind):
            question = self.rows.question(row, meaning, meaning.what)
            if question is not None:
                self._add(row, question)
        elif meaning.spared:
            self.remarks.leave_out(
                row.number, _("“%(type)s” is not collected here.", type=row.get("type"))
            )
        else:
            self.remarks.fault(
                row.number, _("“%(type)s” cannot be taken over.", type=row.get("type") or "–")
            )

    def _begin(self, row: Row) -> None:
        """A group begins. One inside another becomes a heading above its questions."""
        key = row.get("name") or f"group_{row.number}"
        self.groups.append(Group(row, key, self.rows.condition(row)))
        label = self.rows.texts(row, "label") if len(self.groups) > 1 else {}
        if label:
            heading = {code: f"### {text}" for code, text in label.items()}
            self._add(row, Question(f"{key}_heading", Kind.INFO, heading))

    def _end(self, row: Row) -> None:
        if not self.groups:
            self.remarks.fault(row.number, _("A group ends that never began."))
            return
        group = self.groups.pop()
        if self.groups:
            return
        if not group.questions:
            self.remarks.leave_out(
                group.row.number, _("The group “%(key)s” is empty.", key=group.key)
            )
            return
        title = self.rows.texts(group.row, "label")
        taken = {section.key for section in self.sections} | RESERVED
        self.sections.append(
            Section(
                key=group.key if group.key not in taken else f"{group.key}_{group.row.number}",
                title=title or {self.plain: group.key.replace("_", " ").strip().capitalize()},
                questions=tuple(group.questions),
                condition=group.condition,
            )
        )
        self.rows.numbers.setdefault(f"section {self.sections[-1].key}", group.row.number)

    def _add(self, row: Row, question: Question) -> None:
        """Put the question into its group; outside groups, into a section of its own."""
        inner = [group.condition for group in self.groups[1:]]
        question = replace(question, condition=conditions.join("and", *inner, question.condition))
        if self.groups:
            self.groups[0].questions.append(question)
            return
        if not self.sections or not self.sections[-1].key.startswith("loose_"):
            self.sections.append(Section(f"loose_{row.number}", {self.plain: self.title}))
        last = self.sections[-1]
        self.sections[-1] = replace(last, questions=(*last.questions, question))

    def _check(self, definition: Definition) -> None:
        """Conditions may only speak of questions before them, in words those questions know."""
        if not any(question.asks for question in definition.questions):
            self.remarks.faults.append(_("The sheet survey holds no question."))
        if len(definition.questions) > MOST_QUESTIONS:
            self.remarks.faults.append(
                _("There are more than %(limit)s questions.", limit=MOST_QUESTIONS)
            )
        for section in definition.sections:
            self._check_condition(definition, section.condition, section.key, "section ")
            for question in section.questions:
                self._check_condition(definition, question.condition, question.key)

    def _check_condition(
        self, definition: Definition, condition: str, key: str, what: str = ""
    ) -> None:
        """What nobody can choose is named and kept: the file says so, and it does no harm."""
        before = definition.before(key)
        row = self.rows.numbers.get(what + key, 0)
        sentence = complaint(condition, before)
        if sentence:
            self.remarks.fault(row, sentence)
        elif doubt(condition, before):
            self.remarks.leave_out(row, _("Is never shown. %(why)s", why=doubt(condition, before)))


def languages_of(columns: tuple[str, ...], default: str) -> tuple[str, ...]:
    """The codes of the languages of the columns, the default one first where it is used."""
    names = [name.partition("::")[2] for name in columns if "::" in name]
    unknown = [name for name in dict.fromkeys(names) if name and code_of(name) is None]
    if unknown:
        raise WorkbookRefused(
            [
                _(
                    "The language “%(name)s” is not known. "
                    "Write its code in brackets: label::Svenska (sv).",
                    name=name,
                )
                for name in unknown
            ]
        )
    codes = [code for name in names if (code := code_of(name))]
    first = default if not codes or default in codes or "label" in columns else codes[0]
    return tuple(dict.fromkeys([first, *codes]))

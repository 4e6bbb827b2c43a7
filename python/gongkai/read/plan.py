"""A plan of the year's work out of its document, whatever kind of file it is."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import TypeGuard

from gongkai._core import Finding
from gongkai.read.document import read_document
from gongkai.read.document_block import Cell, Document, Grid, Paragraph
from gongkai.read.plan_body import Clause, Said, read_body, said_in
from gongkai.read.plan_conflict import conflicts
from gongkai.read.plan_due import Deadline, read_deadline
from gongkai.read.plan_head import read_head
from gongkai.read.plan_leads import split_leads
from gongkai.read.plan_list import List, read_lists
from gongkai.read.plan_marks import apart, both_deadlines, deadlines_in, without_deadline
from gongkai.read.plan_place import Where, called, list_place, place_in, place_of
from gongkai.read.plan_row import Row
from gongkai.read.plan_spam import is_chrome, without_spam
from gongkai.read.plan_table import Table, tables_of
from gongkai.read.plan_targets import targets_in
from gongkai.read.plan_text import find_tables, unread_rows
from gongkai.read.plan_words import is_blank, plain, plan_words, tidy
from gongkai.result.findings import Findings
from gongkai.result.plan import Plan, Task, Tasks

_GAP = re.compile(r"\t|\S[^\S\n]{2,}\S")


def read_plan(data: bytes, name: str, year: int | None = None, *, in_folder: bool = False) -> Plan:
    """Read a plan; its findings have no words yet.

    Its tables are its tasks; paragraphs become tasks only where there is no table.

    Parameters
    ----------
    data : bytes
        A txt, docx, html, xlsx or PDF file with text, told by its bytes.
    name : str
        What the file is called in messages.
    year : int, optional
        The year of deadlines where the plan itself says none.
    in_folder : bool
        Whether it is one of several files, so that findings name it.

    Raises
    ------
    DataError
        The document cannot be read.
    """
    return _Reading(read_document(data, name), year, name if in_folder else "").plan()


def _is_line(part: Paragraph | Grid | Table) -> TypeGuard[Paragraph]:
    return isinstance(part, Paragraph)


def _tidied(block: Paragraph | Grid) -> Paragraph | Grid:
    # The indents of lines that are in no table.
    return (
        block if isinstance(block, Grid) or _GAP.search(block.text) else Paragraph(tidy(block.text))
    )


def _filled(cell: Cell) -> bool:
    return bool(cell.text.strip())


class _Reading:
    # The findings come in the order of the document: head, furniture, tasks, contradictions.

    def __init__(self, document: Document, year: int | None, file: str) -> None:
        self._file = file
        self._said = [self._of_sheet("hidden_part", name) for name in document.hidden]
        self._shared: set[tuple[str | None, str]] = set()
        blocks = find_tables(self._without_furniture(document))
        self._said += [
            self._finding("plan.numbering", "above", found=line)
            for block in blocks
            if isinstance(block, Grid)
            for line in block.doubtful
        ]
        parts = list(tables_of(map(_tidied, blocks)))
        read = {part.name for part in parts if isinstance(part, Table)}
        self._said += [
            self._of_sheet("no_tasks", block.name)
            for block in document.blocks
            if isinstance(block, Grid) and block.name in {*document.sheets} - read
            # A sheet of lines is the plan's body.
            if sum(len([*filter(_filled, dict.fromkeys(row))]) > 1 for row in block.rows) > 1
        ]
        spaced = {tidy(each.text): each.text for each in document.blocks if _is_line(each)}
        lines = (spaced.get(each.text, each.text) if _is_line(each) else None for each in parts)
        self._said += [
            self._finding("ledger.skipped", "row", found=" ".join(line.split()))
            for line in unread_rows(lines)
        ]
        lists, self._lines = read_lists(self._without_spam(parts))
        self._head = read_head(
            self._lines,
            [each.name for each in lists if each.name],
            document.title,
            [row.due for each in lists for row in each.rows],
        )
        self._year = self._head.year or year
        self._clauses = read_body(self._lines)
        self._lists = lists

    def plan(self) -> Plan:
        head = self._head
        tasks = [task for each in self._lists for task in self._of_list(each)]
        tasks = tasks or self._of_body()
        findings = [
            *self._of_head(),
            *self._said,
            *self._of_numbers(tasks),
            *(each for task in tasks for each in self._of_task(task)),
            *self._contradictions(tasks),
        ]
        if not tasks:
            findings.append(self._finding("plan.no_lead", "no_task"))
        return Plan(
            head.title, head.issuer, head.issued, head.year, Tasks(tasks), Findings(findings)
        )

    def _without_spam(self, parts: Iterable[Paragraph | Table]) -> Iterator[Paragraph | Table]:
        # Lines may stand in the cells of a sheet.
        for part in parts:
            yield self._clean(part.text) if isinstance(part, Paragraph) else part

    def _clean(self, text: str) -> Paragraph:
        clean = without_spam(text)
        for spam in clean.spam:
            self._said.append(self._finding("plan.spam", "spam", found=spam))
        return Paragraph(clean.text)

    def _without_furniture(self, document: Document) -> Iterator[Paragraph | Grid]:
        for block in document.blocks:
            if isinstance(block, Grid):
                yield block
            elif is_chrome(block.text):
                self._said.append(self._finding("plan.spam", "chrome", found=tidy(block.text)))
            else:
                # Gaps may part the cells of a table, an indent may put a line under one of them;
                # other spaces are the layout's.
                indent = block.text[: len(block.text) - len(block.text.lstrip())]
                text = block.text if _GAP.search(block.text) else tidy(block.text)
                clean = self._clean(text)
                yield clean if _GAP.search(text) else Paragraph(indent + clean.text)

    def _of_list(self, found: List) -> Iterator[Task]:
        name = found.name or self._head.title
        if found.guessed:
            roles = "、".join(plan_words()["roles"][each] for each in found.table.roles if each)
            where = list_place(name, self._file)
            self._said.append(Finding("plan.lead", "no_head", where=where, found=roles))
        for row in found.rows:
            if row.shared:
                self._shared.add((name, plain(row.number)))
            yield self._of_row(row, name)

    def _of_row(self, row: Row, name: str | None) -> Task:
        title, leads = without_spam(row.title), without_spam(row.leads, whole=True)
        responsible = without_spam(row.responsible, whole=True)
        content = without_spam(row.content)
        named, among = apart(leads.text)
        names = split_leads(named)
        if not names:
            named, among = apart(responsible.text)
            names = split_leads(named)
        # Without a column for them, leads stand in a bracket behind the task.
        said = None if names else said_in(title.text)
        printed = self._printed(row.due, among if said is None else said.due)
        clause = " / ".join(filter(None, (row.heading, row.group)))
        task = Task(
            name,
            row.number or None,
            title.text if said is None else said.text,
            names if said is None else said.leads,
            printed or None,
            read_deadline(printed, self._year).due,
            clause or None,
            content.text,
            targets_in(f"{title.text}\n{content.text}"),
        )
        for clean in (title, content, leads, responsible):
            for spam in clean.spam:
                self._said.append(self._finding("plan.spam", "spam", task, spam))
        for role, head, error in row.errors:
            rule, kind = ("plan.deadline", "bad") if role == "due" else ("ledger.blank", "error")
            self._said.append(self._finding(rule, kind, task, error, "" if role == "due" else head))
        return task

    def _printed(self, due: str, beside: str) -> str:
        # A deadline beside the leads counts where the column for it says none, or another one.
        printed = due.replace("\n", "、")
        if not beside or (not is_blank(printed) and self._means(printed) == self._means(beside)):
            return printed
        return beside if is_blank(printed) else both_deadlines(printed, beside)

    def _means(self, printed: str) -> Deadline:
        return read_deadline(printed, self._year)

    def _of_body(self) -> list[Task]:
        levels = {each.level for each in self._clauses if any(said.leads for said in each.parts)}
        tasks = []
        for at, clause in enumerate(self._clauses):
            following = self._clauses[at + 1].level if at + 1 < len(self._clauses) else 0
            leaf = following <= clause.level
            parts = [said for said in clause.parts if said.leads]
            if not parts and (clause.level not in levels or not leaf):
                continue
            parts = parts or [Said("".join(said.text for said in clause.parts), ())]
            tasks += [self._of_clause(clause, said, len(parts) == 1) for said in parts]
        return tasks

    def _of_clause(self, clause: Clause, said: Said, alone: bool) -> Task:
        text = said.text.removeprefix(clause.heading).lstrip("。，,；; \n")
        first = without_deadline(text.split("。")[0].replace("\n", ""))
        title = clause.heading if alone or not text else first
        printed = said.due
        if not printed:
            named = dict.fromkeys(deadlines_in(said.text))
            printed = "、".join(named)
        return Task(
            self._head.title,
            clause.number if alone else None,
            title,
            said.leads,
            printed or None,
            read_deadline(printed, self._year).due,
            (clause.above if alone else clause.name) or None,
            text if title == clause.heading else "",
            targets_in(said.text),
        )

    def _of_head(self) -> Iterator[Finding]:
        if self._head.year is None:
            yield self._finding("plan.year", "missing")
        bad = self._head.bad_day
        if bad is not None:
            where: Where = {**place_in(self._file), "sentence": bad.line}
            expected = plan_words()["names"]["day"]
            yield Finding("plan.before_issue", "issued", "fail", where, bad.printed, expected)

    def _of_numbers(self, tasks: Sequence[Task]) -> Iterator[Finding]:
        numbered = [task for task in tasks if task.task_id is not None]
        counts = Counter((task.list, plain(task.task_id or "")) for task in numbered)
        told: set[tuple[str | None, str]] = set()
        for task in numbered:
            key = (task.list, plain(task.task_id or ""))
            if counts[key] > 1 and key not in told | self._shared:
                told.add(key)
                own = plan_words()["names"]["own_number"]
                yield self._finding("plan.numbering", "twice", task, task.task_id or "", own)

    def _of_task(self, task: Task) -> Iterator[Finding]:
        printed = task.due_text or ""
        if not task.leads:
            yield self._finding("plan.no_lead", "blank", task, task.title)
        why = read_deadline(printed, self._year).why if printed else ""
        if why == "bad" and len(set(deadlines_in(printed))) > 1:
            why = "two"
        if why in ("open", "two", "bad"):
            yield self._finding("plan.deadline", why, task, printed)
        issued = self._head.issued
        if task.due is not None and issued is not None and task.due < issued:
            found = f"{printed}（{task.due}）"
            yield self._finding("plan.before_issue", "due", task, found, str(issued))

    def _contradictions(self, tasks: Sequence[Task]) -> Iterator[Finding]:
        rules, names = {"due": "plan.deadline", "leads": "plan.lead"}, plan_words()["names"]
        clauses = self._clauses if self._lists else []
        for each in conflicts(tasks, clauses, self._head.title, self._year):
            other, title = each.other_task, ""
            if other is None:
                place = names["clause"].format(clause=each.clause)
            else:
                # Without a number the title is in the place already.
                place, title = called(other), other.title if other.task_id else ""
            form = "said" if title else "said_there"
            expected = names[form].format(said=each.other, place=place, title=title)
            yield self._finding(rules[each.what], "conflict", each.task, each.own, expected)

    def _of_sheet(self, kind: str, sheet: str) -> Finding:
        where: Where = {**place_in(self._file), "sheet": sheet}
        return Finding("ledger.skipped", kind, where=where, found=sheet)

    def _finding(
        self, rule: str, kind: str, task: Task | None = None, found: str = "", expected: str = ""
    ) -> Finding:
        where = place_in(self._file) if task is None else place_of(task, self._file)
        return Finding(rule, kind, where=where, found=found, expected=expected)

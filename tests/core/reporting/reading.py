"""How tests read the printed formats back."""

import csv
import io
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any

import openpyxl
from openpyxl.worksheet.worksheet import Worksheet

HEADING_ROW = 4


def csv_rows(content: bytes) -> list[dict[str, str]]:
    """The rows of a CSV table by the names of its columns."""
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def workbook(content: bytes) -> openpyxl.Workbook:
    """The workbook of a report."""
    return openpyxl.load_workbook(io.BytesIO(content))


def sheet_rows(sheet: Worksheet) -> list[dict[str, Any]]:
    """The rows of a sheet by the titles of its columns."""
    rows = list(sheet.iter_rows(min_row=HEADING_ROW, values_only=True))
    return [dict(zip(map(str, rows[0]), row, strict=True)) for row in rows[1:]]


@dataclass
class Element:
    """An element of a page with everything below it."""

    tag: str
    attributes: dict[str, str]
    children: list["Element | str"] = field(default_factory=list)

    def text(self) -> str:
        """All words in it, spaces evened out."""
        pieces = [c if isinstance(c, str) else c.text() for c in self.children]
        return " ".join(" ".join(pieces).split())

    def all(self, tag: str) -> list["Element"]:
        """Every element of a tag below this one, in the order of the page."""
        below = [c for c in self.children if isinstance(c, Element)]
        return [found for c in below for found in ([c] if c.tag == tag else []) + c.all(tag)]

    def by_id(self, name: str) -> "Element":
        """The element of a name, which must be the only one."""
        found = [e for e in self.everything() if e.attributes.get("id") == name]
        assert len(found) == 1, f"{len(found)} elements are called {name}"
        return found[0]

    def everything(self) -> list["Element"]:
        """Every element below this one."""
        below = [c for c in self.children if isinstance(c, Element)]
        return [found for c in below for found in [c, *c.everything()]]


class _Reader(HTMLParser):
    VOID = frozenset({"meta", "link", "br", "img", "hr", "input"})

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.root = Element("", {})
        self.open = [self.root]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        element = Element(tag, {name: value or "" for name, value in attrs})
        self.open[-1].children.append(element)
        if tag not in self.VOID:
            self.open.append(element)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.open[-1].children.append(Element(tag, {name: value or "" for name, value in attrs}))

    def handle_endtag(self, tag: str) -> None:
        assert self.open[-1].tag == tag, f"</{tag}> closes <{self.open[-1].tag}>"
        self.open.pop()

    def handle_data(self, data: str) -> None:
        self.open[-1].children.append(data)


def page(content: bytes) -> Element:
    """The page of a report; every element must be closed where it was opened."""
    reader = _Reader()
    reader.feed(content.decode("utf-8"))
    assert reader.open == [reader.root]
    return reader.root

"""How every sheet of the form prints, and what its protection leaves free."""

from xlsxwriter.worksheet import Worksheet

from rumbo.core.intake.form.content import Content
from rumbo.core.language import _

#: Protection without a password: it guards against slips, and a user may still widen columns and rows.
PROTECTED = {"format_columns": True, "format_rows": True, "select_locked_cells": True, "select_unlocked_cells": True}
_A3, _A4 = 8, 9
_WIDE = 8


def lay_out(sheet: Worksheet, content: Content, *, header_row: int, last_row: int, last_column: int) -> None:
    """Landscape, one page wide, header repeated, pages numbered."""
    sheet.hide_gridlines(2)
    sheet.set_landscape()
    sheet.set_paper(_A3 if last_column > _WIDE else _A4)
    sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(header_row)
    sheet.print_area(0, 0, last_row, last_column)
    who = content.entity.code if content.entity else _("All reporting entities")
    name = f"{content.policy.short_title} · {content.year} · {who}".replace("&", "&&")
    page = _("Page {page} of {pages}").format(page="&P", pages="&N")
    sheet.set_footer(f"&L&8{name}&R&8{page}")

"""How does the report look as a workbook? Sheets with filters, frozen headings and numbers that are numbers."""

from rumbo.core.reporting.workbook.render import render_xlsx

__all__ = ["render_xlsx"]

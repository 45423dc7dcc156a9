"""How does the report look on paper? The annual monitoring report as a tagged PDF (PDF/UA-1), typeset by Typst.

Python chooses the words and writes the numbers; the templates only lay them out. The two meet in one JSON text, so
that nothing a reporter typed is ever read as markup.
"""

from rumbo.core.reporting.pdf.render import render_pdf

__all__ = ["render_pdf"]

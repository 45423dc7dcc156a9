"""How does the report look in a browser? One file that needs nothing else: no request, no script."""

from rumbo.core.reporting.page.render import render_html

__all__ = ["render_html"]

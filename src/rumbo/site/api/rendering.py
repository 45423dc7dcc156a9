"""How an answer is written: JSON whose figures are numbers, dates ISO 8601, missing figures null, never zero."""

import json
from decimal import Decimal
from typing import Any

from django.http import HttpRequest
from ninja.renderers import BaseRenderer
from ninja.responses import NinjaJSONEncoder


class Figures(NinjaJSONEncoder):
    """Decimals as JSON numbers, as the command line and the report write them."""

    def default(self, o: Any) -> Any:
        """What JSON does not know itself."""
        if isinstance(o, Decimal):
            return int(o) if o == o.to_integral_value() else float(o)
        return super().default(o)


class FiguresRenderer(BaseRenderer):
    """Writes every answer."""

    media_type = "application/json"

    def render(self, request: HttpRequest, data: Any, *, response_status: int) -> str:  # noqa: ARG002 - ninja's form
        """The answer as JSON."""
        return json.dumps(data, cls=Figures, ensure_ascii=False, separators=(",", ":"))

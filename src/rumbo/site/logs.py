"""How the site tells what it does: one line an event, with the id of its request; JSON unless a person is looking."""

import logging.config
import re
import sys
from typing import Any

import structlog
from structlog.typing import EventDict, Processor

#: A secret as it stands in an address: what begins like one of ours, or is as long as one.
_SECRET = re.compile(r"rumbo_[a-z]*_?[A-Za-z0-9_-]{40,}|(?<=/)[A-Za-z0-9_-]{43}(?=[/.? ]|$)")


def without_secrets(_logger: object, _method: str, event: EventDict) -> EventDict:
    """Leave the secrets of invitations and calendars out of the addresses that are told."""
    if isinstance(asked := event.get("request"), str):
        event["request"] = _SECRET.sub("…", asked)
    return event


_SHARED: tuple[Processor, ...] = (
    structlog.contextvars.merge_contextvars,
    structlog.stdlib.add_logger_name,
    structlog.stdlib.add_log_level,
    without_secrets,
    structlog.processors.TimeStamper(fmt="iso", utc=True),
    structlog.processors.format_exc_info,
)


def logging_settings() -> dict[str, Any]:
    """Settings of :mod:`logging`: structured lines on stderr, of warnings where nothing is being served."""
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {
            "structured": {
                "()": structlog.stdlib.ProcessorFormatter,
                "processors": [structlog.stdlib.ProcessorFormatter.remove_processors_meta, _renderer()],
                "foreign_pre_chain": _SHARED,
            }
        },
        "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "structured"}},
        "root": {"handlers": ["stderr"], "level": "WARNING"},
        "loggers": {"django_structlog": {"level": "INFO"}, "rumbo": {"level": "INFO"}},
    }


def start_logs() -> None:
    """Tell events from now on; the server calls it, commands of the shell stay silent."""
    logging.config.dictConfig(logging_settings())
    structlog.configure(
        processors=[
            structlog.stdlib.filter_by_level,
            *_SHARED,
            structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
        ],
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=True,
    )


def _renderer() -> Processor:
    if sys.stderr.isatty():
        return structlog.dev.ConsoleRenderer()
    return structlog.processors.JSONRenderer()

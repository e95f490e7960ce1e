"""An event word plus fields; never a secret, a phone number or a message text."""

import logging
import sys

import structlog


def configure(*, quiet: bool = False) -> None:
    """One JSON line an event on standard error; with `quiet`, warnings and worse only."""
    level = logging.WARNING if quiet else logging.INFO
    for noisy in ("httpx", "apscheduler", "aiohttp", "aiogram"):
        logging.getLogger(noisy).setLevel(logging.WARNING)
    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.format_exc_info,
            structlog.processors.JSONRenderer(ensure_ascii=False),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(level),
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
    )

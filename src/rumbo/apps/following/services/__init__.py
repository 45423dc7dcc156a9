"""Everything that adds to what is followed, one module a use case."""

from rumbo.apps.following.services.cases import assign, close, make_public, reopen, take_up, take_up_several
from rumbo.apps.following.services.commitments import commit, settle, unsettle
from rumbo.apps.following.services.follow_up import follow_up
from rumbo.apps.following.services.recommendations import (
    assign_recommendation,
    close_recommendation,
    recommend,
    reopen_recommendation,
)
from rumbo.apps.following.services.reminding import RemindedOf, remind

__all__ = [
    "RemindedOf",
    "assign",
    "assign_recommendation",
    "close",
    "close_recommendation",
    "commit",
    "follow_up",
    "make_public",
    "recommend",
    "remind",
    "reopen",
    "reopen_recommendation",
    "settle",
    "take_up",
    "take_up_several",
    "unsettle",
]

"""Everything that changes what lies on the desk, one module a use case."""

from rumbo.apps.desk.services.drafts import attach, detach, discard_draft, save_draft
from rumbo.apps.desk.services.handing import hand_back, send_to_head
from rumbo.apps.desk.services.submitting import submit_draft

__all__ = ["attach", "detach", "discard_draft", "hand_back", "save_draft", "send_to_head", "submit_draft"]

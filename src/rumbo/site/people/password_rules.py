"""Which passwords are too easy for someone who knows the person?"""

from django.contrib.auth.password_validation import UserAttributeSimilarityValidator

from rumbo.core.language import _


class UnlikeThePerson(UserAttributeSimilarityValidator):
    """Refuses passwords that resemble the name or the address of the person."""

    def __init__(self) -> None:
        super().__init__(user_attributes=("name", "email"))

    def get_error_message(self) -> str:
        """What is wrong."""
        return _("The password is too much like your name or your address.")

    def get_help_text(self) -> str:
        """What is asked for."""
        return _("It must not resemble your name or your address.")

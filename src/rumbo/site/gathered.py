"""Where do styles, scripts and typefaces come from? Gathered, under names that carry their hash, or as they lie."""

from typing import Any


def static_settings(folder: str) -> dict[str, Any]:
    """The settings that follow from the folder of the gathered files.

    Gathered files are served compressed and kept by browsers for ever, because a changed file has another name.

    Args:
        folder: where they are; empty where none were gathered, and each is looked up in its own application.
    """
    gathered = "whitenoise.storage.CompressedManifestStaticFilesStorage"
    as_they_lie = "django.contrib.staticfiles.storage.StaticFilesStorage"
    return {
        "STATIC_ROOT": folder or None,
        "STORAGES": {
            "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
            "staticfiles": {"BACKEND": gathered if folder else as_they_lie},
        },
        "WHITENOISE_USE_FINDERS": not folder,
    }

from django.apps import AppConfig


class JournalConfig(AppConfig):
    name = "throughcare.journal"

    def ready(self) -> None:
        from throughcare.journal import looked_after  # noqa: F401  (it says why a post cannot end yet)

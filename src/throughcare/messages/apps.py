from django.apps import AppConfig


class MessagesConfig(AppConfig):
    name = "throughcare.messages"
    label = "outbox"  # the framework has a `messages` of its own

    def ready(self) -> None:
        """Settings that cannot work are refused before anything is promised to anybody."""
        from throughcare.messages.channels.chosen import messengers

        messengers()

from django.apps import AppConfig


class JournalConfig(AppConfig):
    name = "throughcare.journal"

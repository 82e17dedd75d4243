from django.apps import AppConfig


class SuitesConfig(AppConfig):
    name = "throughcare.suites"

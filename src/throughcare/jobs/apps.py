from django.apps import AppConfig


class JobsConfig(AppConfig):
    name = "throughcare.jobs"

"""What stands in an address: a person's public reference and a duty's key. Never a name, never a counting number."""

from django.urls import register_converter
from django.urls.converters import StringConverter


class Reference(StringConverter):
    """A person's public reference: ten letters, no vowels."""

    regex = "[A-Z0-9-]{10,11}"


class Key(StringConverter):
    """A duty's key: its kind and the ids of its causes."""

    regex = "[a-z0-9_:-]{3,200}"


register_converter(Reference, "reference")
register_converter(Key, "key")

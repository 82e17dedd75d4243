"""Fills in whatever form a page shows: what stands in it stays, every question gets an answer."""

from html.parser import HTMLParser

from django.core.files.uploadedfile import SimpleUploadedFile

WORDS = "Found unconscious at the station this morning"
PARTS = {"day": "7", "month": "6", "year": "2010", "time": "11:30"}


class Filled(HTMLParser):
    """`body` is what a browser would send from the forms of the page that are sent."""

    def __init__(self, page):
        super().__init__()
        self.body, self.select, self.posts = {}, "", False
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        name = given.get("name", "")
        if tag == "form":
            self.posts = given.get("method", "").lower() == "post"
        elif self.posts and tag == "input" and name:
            self._input(name, given)
        elif self.posts and tag == "textarea":
            self.body.setdefault(name, WORDS)
        elif tag == "select":
            self.select = name
        elif self.posts and tag == "option" and given.get("value"):
            self.body.setdefault(self.select, given["value"])

    def _input(self, name, given):
        value, kind = given.get("value", ""), given.get("type", "text")
        if kind == "file":
            self.body[name] = SimpleUploadedFile("form.pdf", b"%PDF-1.4\nsigned\n%%EOF\n", "application/pdf")
        elif kind in {"radio", "checkbox", "hidden"} or value:
            self.body.setdefault(name, value)
        else:
            self.body.setdefault(name, PARTS.get(name.rsplit("-", 1)[-1], WORDS))

"""A look at HTML as a browser takes it: nesting, ids, links, and what would be loaded."""

from html.parser import HTMLParser

VOID = {"meta", "input", "br", "hr", "img", "link", "path", "rect", "mspace", "circle"}


class Checker(HTMLParser):
    """Nesting, ids and links of a page."""

    def __init__(self):
        super().__init__()
        self.open, self.ids, self.links, self.loaded, self.faults = [], [], [], [], []

    def handle_starttag(self, tag, attributes):
        found = dict(attributes)
        if tag not in VOID:
            self.open.append(tag)
        if "id" in found:
            self.ids.append(found["id"])
        if tag == "a":
            self.links.append(found["href"])
        self.loaded += [v for k, v in found.items() if k in ("src", "srcset", "data", "action")]
        self.loaded += [found["href"]] if tag == "link" else []
        self.faults += [tag] if tag in ("script", "iframe", "object", "embed") else []

    def handle_endtag(self, tag):
        if tag not in VOID and (not self.open or self.open.pop() != tag):
            self.faults.append(f"</{tag}>")


def checked(text):
    checker = Checker()
    checker.feed(text)
    assert not checker.open
    return checker

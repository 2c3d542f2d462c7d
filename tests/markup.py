"""A look at HTML as a browser takes it: its syntax, ids, links, and what would be loaded or run."""

import base64
import hashlib
import json
import re
from dataclasses import dataclass
from xml.etree.ElementTree import Element

import html5lib

_SCRIPT = re.compile(r"<script>(.*?)</script>", re.DOTALL)
_LOADING = {"src", "srcset", "action", "poster", "formaction", "ping"}


@dataclass
class Page:
    """What a page holds; `faults` are scripts that its policy forbids, and handlers."""

    ids: list[str]
    links: list[str]
    loaded: list[str]
    faults: list[str]
    figures: list[dict]
    tree: Element


def checked(text: str) -> Page:
    """Parse a page or a fragment strictly; raises ParseError for what the standard forbids."""
    scripts = [hashlib.sha256(code.encode()).digest() for code in _SCRIPT.findall(text)]
    parser = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False)
    text = _SCRIPT.sub("<script></script>", text)  # known by its digest, and long
    tree = parser.parse(text) if "<html" in text else parser.parseFragment(text)
    elements = [each for each in tree.iter() if isinstance(each.tag, str)]
    found = [(each, name.lower(), value) for each in elements for name, value in each.items()]
    policy = " ".join(e.get("content") for e in elements if e.get("http-equiv"))
    digests = [f"'sha256-{base64.b64encode(each).decode()}'" for each in scripts]
    data = [e for e in elements if e.tag == "script" and e.get("type") == "application/json"]
    return Page(
        ids=[value for _, name, value in found if name == "id"],
        links=[each.get("href") for each in elements if each.tag == "a"],
        loaded=[value for _, name, value in found if name in _LOADING]
        + [each.get("href") for each in elements if each.tag == "link"],
        faults=[each for each in digests if each not in policy]
        + [each.tag for each in elements if each.tag in ("iframe", "object", "embed", "base")]
        + [name for _, name, _ in found if name.startswith("on")],
        figures=[json.loads(each.text) for each in data],
        tree=tree,
    )

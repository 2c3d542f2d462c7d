"""Shows the examples of docstrings as code on the page of the Python interface."""

from typing import Any

import griffe


class DocstringExamples(griffe.Extension):
    """Puts a fence around the examples of docstrings without sections, which griffe knows."""

    def on_object(self, *, obj: griffe.Object, **kwargs: Any) -> None:
        """Fence the paragraphs of a docstring that start with a prompt."""
        if obj.docstring:
            paragraphs = obj.docstring.value.split("\n\n")
            obj.docstring.value = "\n\n".join(
                f"```pycon\n{text}\n```" if text.startswith(">>>") else text for text in paragraphs
            )

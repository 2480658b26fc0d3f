"""The Jinja environment of the pages. Everything is escaped, whatever a template is called."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, MutableMapping
from functools import cache, lru_cache
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from jinja2.runtime import Macro
from markupsafe import Markup

from gouji.site.figures import clipped
from gouji.site.labels import both, label


class PagesEnvironment(Environment):
    """Templates that all have the same globals.

    Jinja lays a mapping for globals of the template's own over them, through which every import goes name by name.
    """

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        """The globals of a template."""
        return super().make_globals(d) if d else self.globals


def environment(**names: object) -> PagesEnvironment:
    """An environment for the templates of the pages, in which they find `names` beside what all have."""
    made = PagesEnvironment(
        loader=PackageLoader("gouji.site"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        # Templates do not change while pages are drawn; looking whether they have is a dozen system calls a page.
        auto_reload=False,
    )
    made.globals |= {"t": words, "word": label, **names}
    # The filters do what the functions of these names would, but Jinja calls them directly. A filter of a constant, as
    # the name of a label is, is worked out once, and what it gives is part of the compiled template.
    made.filters |= {"t": words, "both": both, "clipped": clipped, "once": once, "each": each}
    return made


def words(code: str, **params: object) -> Markup:
    """A label in both languages."""
    return both(label(code, **params))


def once(part: Hashable, draw: Macro, *more: Hashable) -> Markup:
    """What a macro draws for `part` and `more`, on which alone it depends: most cells of most pages are the same."""
    return _kept(draw.name)(draw, part, *more)


def each(parts: Iterable[Hashable], draw: Macro, *more: Hashable) -> Markup:
    """The same for each of `parts`, one after the other."""
    kept = _kept(draw.name)
    return Markup("".join([kept(draw, part, *more) for part in parts]))  # noqa: S704 - a macro has escaped all of it


@cache
def _kept(name: str) -> Callable[..., Markup]:
    """What was drawn by macros of this name; each has room of its own, so that none takes the others'."""
    return lru_cache(maxsize=8_192)(lambda draw, *parts: draw(*parts))

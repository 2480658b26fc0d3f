"""Kinds of HTML elements: which begin a line, which say something of their text, which are no part of what is read."""

from __future__ import annotations

BLOCKS = frozenset(
    (
        "address article aside blockquote body caption center dd details dialog dir div dl dt fieldset figcaption "
        "figure footer form h1 h2 h3 h4 h5 h6 header hgroup hr html legend li main menu nav ol p pre section "
        "summary table tbody td tfoot th thead tr ul"
    ).split()
)
HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
# Not part of what a page says; struck text was taken back.
SKIPPED = frozenset(
    (
        "applet area audio button canvas datalist del embed frame frameset head iframe img input link map math "
        "meta noembed noframes noscript object option s script select strike style svg template textarea title "
        "video"
    ).split()
)
# Elements that say something of the text inside them.
MARKED = HEADINGS | {"a", "pre", "sup", "sub"}
# Elements that are more than the text in them, even where nothing stands in that text.
NOT_PLAIN = BLOCKS | MARKED | {"br"}
# In a cell a link is only its text.
NOT_PLAIN_IN_CELL = (NOT_PLAIN | SKIPPED) - {"a"}

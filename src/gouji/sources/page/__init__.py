"""Pages of positioned characters and ruling lines, whatever the format, as paragraphs and grids.

The way: `upright` (what can be read) → `strokes` and `lattice` (lines to cells) → `lines` and `cell_text` (characters
to text) → `furniture` (page numbers out) → `tables` and `mending` (tables over pages) → `paragraphs` → `layout`.
"""

from gouji.sources.page.geometry import Drawing, Mark, Stroke
from gouji.sources.page.layout import Layout

__all__ = ["Drawing", "Layout", "Mark", "Stroke"]

"""Pictures of pages, of PDF and OFD files: the page as it is read, with frames drawn over it.

The way: `papers` (which format, how many pages) → `pdf_paper` or `ofd_paper` (the page, or a part of it) → `overlay`
(the frames) → `bounds` (the file).
"""

from gouji.sources.picture.bounds import Bounds
from gouji.sources.picture.overlay import Frame, FrameKind
from gouji.sources.picture.papers import page_count, page_picture, part_picture

__all__ = ["Bounds", "Frame", "FrameKind", "page_count", "page_picture", "part_picture"]

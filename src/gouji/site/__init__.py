"""The published docs: pages drawn from the records of a run, and the classes that Great Expectations builds them with.

Named in great_expectations.yml: `gx_sections.GoujiSectionBuilder`, `gx_index.GoujiIndexBuilder` and
`gx_view.SiteFilesystemBackend`. Nothing here imports Great Expectations but `gx_view`.
"""

from gouji.site.audience import Audience
from gouji.site.expected import missing_pages

__all__ = ["Audience", "missing_pages"]

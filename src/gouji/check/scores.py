"""Marks published with a finished run: kept in its folder, and drawn into the office's own pages."""

from __future__ import annotations

from gouji.check.lock import locked
from gouji.check.request import Json
from gouji.check.stopped import ensure_room
from gouji.run_folder import RunFolder, write_json


def publish_scores(folder: RunFolder, scores: Json) -> bool:
    """Write scores.json, its pages, and the overview anew; whether the pages are there.

    `scores` is what `gouji.scoring.scores_json` gives. The public edition is not touched: it ranks nobody. Raises
    FolderRefused while a run works in the folder, and OSError where it takes no more.
    """
    from gouji.site import Audience
    from gouji.site.addresses import STYLE, index_page, scores_page
    from gouji.site.folder import SiteFolder
    from gouji.site.index import write_index
    from gouji.site.inputs import Records
    from gouji.site.publish import write_assets

    with locked(folder.path):
        write_json(folder.scores, scores)
        if not (folder.site / STYLE).is_file():
            return False
        records = Records(folder.records, Audience.INTERNAL)
        site = SiteFolder(folder.site)
        # The site may have been drawn by an older version, whose styles do not know these pages.
        write_assets(site.write)
        write_index(folder.project, records, folder.manifest, Audience.INTERNAL, site)
        ensure_room(folder.path)
        return all((folder.site / page).is_file() for page in (index_page(1), scores_page(1)))

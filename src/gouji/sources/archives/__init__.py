"""Archives of reports: what is in them, within bounds. Nothing is ever written under a name that an archive gives."""

from __future__ import annotations

from gouji.sources.archives.bounds import Bounds
from gouji.sources.archives.kinds import could_be_archive
from gouji.sources.archives.member import Member
from gouji.sources.archives.unpack import unpack

__all__ = ["Bounds", "Member", "could_be_archive", "unpack"]

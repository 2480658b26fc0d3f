"""How the pages of a run are published: one edition for the office, on request another for the public."""

from __future__ import annotations

from dataclasses import dataclass

from gouji.engine.project import DocsSite
from gouji.site import Audience


@dataclass(frozen=True, slots=True)
class Publishing:
    """Which pages are wanted beside the office's own.

    `single_files` adds each report as one file. `public` adds an edition without league table, suspected cells, claims
    that were not compared, and names of bodies, unless `public_names` asks for these. With `pictures` the tables with
    findings are shown as they look in the file, where it has pages.
    """

    single_files: bool = False
    public: bool = False
    public_names: bool = False
    pictures: bool = True

    @property
    def audiences(self) -> tuple[Audience, ...]:
        """Whom there is an edition for."""
        if self.public_names:
            return Audience.INTERNAL, Audience.PUBLIC_NAMED
        return (Audience.INTERNAL, Audience.PUBLIC) if self.public else (Audience.INTERNAL,)

    def sites(self) -> tuple[DocsSite, ...]:
        """The sites as the run's GX project names them."""
        return tuple(
            DocsSite(
                "local_site" if audience.internal else "public_site",
                folder_of(audience),
                {"audience": str(audience), "single_files": self.single_files},
            )
            for audience in self.audiences
        )


def folder_of(audience: Audience) -> str:
    """The folder of an edition in the run folder."""
    return "site" if audience.internal else "public"

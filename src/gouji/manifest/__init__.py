"""The manifest: the user's register of bodies and of the reports that are expected of them."""

from __future__ import annotations

from gouji.manifest.entries import Entry, Manifest, ManifestRefused
from gouji.manifest.read import read_manifest
from gouji.manifest.register import Register
from gouji.manifest.write import manifest_csv

__all__ = ["Entry", "Manifest", "ManifestRefused", "Register", "manifest_csv", "read_manifest"]

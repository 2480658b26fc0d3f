"""Run the rulebook in Great Expectations and say what came of it. The only importer of great_expectations."""

from gouji.engine.lazily import import_lazily

import_lazily()

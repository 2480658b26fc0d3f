"""Say where the pages of a run are, as a path and as an address for the browser."""

import sys
from pathlib import Path

index = Path(sys.argv[1]).resolve()
sys.stdout.reconfigure(encoding="utf-8", errors="surrogateescape")
if not index.is_file():
    sys.exit(f"The pages were not built: {index} is not there.")
print(f"The pages / 结果页面:       {index}")
print(f"In a browser / 用浏览器打开: {index.as_uri()}")

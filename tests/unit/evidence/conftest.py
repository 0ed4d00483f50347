"""The helpers beside these tests; pytest's importlib mode adds nothing to the path."""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

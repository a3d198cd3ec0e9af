"""All measurements of belief, one after the other; figures go to results-*.json here.

python -m benchmarks.belief
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).parent
PARTS = (
    ("speed", "estep", "claim", "fit"),
    ("accuracy",),
    ("living_maps",),
)


def main() -> int:
    """Run each part in a process of its own; the first exit code that is not zero."""
    for name, *arguments in PARTS:
        out = HERE / f"results-{name.replace('_', '-')}.json"
        command = [sys.executable, "-m", f"benchmarks.belief.{name}", *arguments, "--out", str(out)]
        if code := subprocess.run(command, check=False).returncode:
            return code
    return 0


if __name__ == "__main__":
    sys.exit(main())

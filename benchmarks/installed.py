"""The size of an installation: the packages of a fresh environment, the large ones by name.

    python benchmarks/installed.py [--least MEGABYTES]

The project is installed into a new environment, without extras. The program prints the packages of
at least MEGABYTES (10), by the size of their files on disk, and the sum of all; it exits with 1
when that is over 650 MB.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
import venv
from pathlib import Path

ROOT = Path(__file__).parents[1]
MOST_MEGABYTES = 650

_SIZES = """
from importlib.metadata import distributions
for each in distributions():
    files = [path.locate() for path in each.files or ()]
    size = sum(path.stat().st_size for path in files if path.is_file())
    print(each.metadata["Name"], each.version, size, sep="\\t")
"""


def main() -> int:
    """Print the table; exit 1 when the installation is too large."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--least", type=float, default=10.0, help="megabytes of a package")
    least = parser.parse_args().least
    with tempfile.TemporaryDirectory() as folder:
        venv.create(folder, with_pip=True)
        python = str(Path(folder) / "bin" / "python")
        pip = [python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
        subprocess.run([*pip, str(ROOT)], check=True, stderr=subprocess.DEVNULL)
        result = subprocess.run([python, "-c", _SIZES], capture_output=True, text=True, check=True)
    rows = [row.split("\t") for row in result.stdout.splitlines()]
    sizes = {f"{name} {version}": int(size) / 1e6 for name, version, size in rows}
    for name, size in sorted(sizes.items(), key=lambda each: -each[1]):
        if size >= least:
            print(f"{size:7.1f} MB  {name}")
    whole = sum(sizes.values())
    print(f"{whole:7.1f} MB  all {len(sizes)} packages (at most {MOST_MEGABYTES})")
    return int(whole > MOST_MEGABYTES)


if __name__ == "__main__":
    sys.exit(main())

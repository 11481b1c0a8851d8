"""`python -m benchmarks [PATIENTS ...]`: synthesis, release, look-up and own-unit answers at several sizes."""

import argparse
import multiprocessing
import sys
import tempfile
from pathlib import Path

from benchmarks.measure import Result, measure

SIZES = (3_000, 100_000, 1_000_000)


def main() -> None:
    """Measure every size in turn and print one table row for each."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("patients", type=int, nargs="*", default=SIZES, help=f"default: {SIZES}")
    sizes = parser.parse_args().patients
    sys.stdout.write(
        "SQLite, synthetic registry, seed 1. Aims: build under 5 s at 3,000 and 5 min at 1,000,000;\n"
    )
    sys.stdout.write("look-up under 1 ms; own-unit answer within 2 times its bare SQL.\n\n")
    for patients in sizes:
        sys.stdout.write(_told(_alone(patients)) + "\n")
        sys.stdout.flush()


def _alone(patients: int) -> Result:
    """Measured in a fresh process, whose peak memory is then that of this size alone."""
    with tempfile.TemporaryDirectory() as folder, multiprocessing.get_context("spawn").Pool(1) as pool:
        return pool.apply(measure, (patients, Path(folder)))


def _told(result: Result) -> str:
    lines = [
        f"{result.patients:>9,} patients",
        f"  synthesis          {result.synthesis_s:9.1f} s",
        f"  release build      {result.build_s:9.1f} s, peak {result.build_mib:,.0f} MiB",
        f"  look-up            {result.lookup_ms:9.2f} ms",
    ]
    for ratio in result.ratios:
        times = f"{ratio.ours_ms / ratio.bare_ms:.2f} times"
        lines.append(
            f"  own unit, {ratio.question:15} {ratio.ours_ms:7.1f} ms, bare SQL {ratio.bare_ms:7.1f} ms: {times}"
        )
    return "\n".join(lines)


if __name__ == "__main__":
    main()

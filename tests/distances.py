"""Compares the distances of `ascolto compare --like` with those of the PyPI package `gower`.

Usage: distances.py PATH-OF-ASCOLTO. The package must be installed; without it the script says so and
fails. The clients are those of tests/comparison/clients.txt.

The package measures numbers by the range of the data, ascolto ordered levels by the range of the
levels: two rows with the lowest and the highest level are added to each comparison. `gower_matrix` rounds
to 32 bits, so that its own function for one row, which does not, is compared to 1e-9.
"""

import json
import os
import pathlib
import subprocess
import sys
import tempfile
import tomllib

try:
    import numpy
    from gower import gower_dist
except ImportError as error:
    sys.exit(f"the packages gower and numpy are needed: {error}")

ROOT = pathlib.Path(__file__).resolve().parent.parent
DAY = "2026-11-21"


def run(program, home, *arguments):
    environment = {**os.environ, "ASCOLTO_HOME": home, "TZ": "UTC", "LANG": "en_GB.UTF-8"}
    done = subprocess.run(
        [program, *arguments], env=environment, capture_output=True, text=True, check=False
    )
    if done.returncode:
        sys.exit(f"{arguments}: {done.stderr}")
    return done.stdout


def record_clients(program, home):
    """Records every conversation of the clients; gives their names."""
    text = (ROOT / "tests/comparison/clients.txt").read_text()
    names = []
    for block in text.split("\n## ")[1:]:
        head, answers = block.split("\n", 1)
        name, day, script = [part.strip() for part in head.split("|")]
        file = pathlib.Path(home, "answers.toml")
        file.write_text(answers)
        run(program, home, "interview", name, script, "--on", day, "--answers", str(file))
        if name not in names:
            names.append(name)
    return names


def independent(parts, levels):
    """The distance by the package over shared ordered and category traits."""
    ordered = [part for part in parts if part["kind"] == "ordered"]
    category = [part for part in parts if part["kind"] == "category"]
    rank = lambda part, side: float(levels[part["trait"]].index(part[side]))
    highest = numpy.array([float(len(levels[part["trait"]]) - 1) for part in ordered])
    number = {side: numpy.array([rank(part, side) for part in ordered]) for side in ("own", "other")}
    words = {side: numpy.array([part[side] for part in category], dtype=object) for side in ("own", "other")}
    is_category = numpy.array([False] * len(ordered) + [True] * len(category))

    # Lowest, highest, own, other: as gower_matrix prepares them, in 64 bits.
    rows = numpy.array([numpy.zeros(len(ordered)), highest, number["own"], number["other"]])
    scaled = rows / highest
    ranges = numpy.abs(1 - rows.min(axis=0) / highest)
    one = numpy.ones
    exact = gower_dist.gower_get(
        words["own"], scaled[2], words["other"][None, :], scaled[3][None, :],
        one(len(category)), one(len(ordered)), len(parts), is_category, ranges, highest,
    )[0]

    # And the matrix as everybody calls it.
    table = numpy.empty((4, len(parts)), dtype=object)
    table[:, : len(ordered)] = rows
    for at, side in enumerate(("own", "other")):
        table[at, len(ordered) :] = words[side]
        table[at + 2, len(ordered) :] = words[side]
    matrix = gower_dist.gower_matrix(table, cat_features=is_category)
    return float(exact), float(matrix[2, 3])


def main():
    program = os.path.abspath(sys.argv[1])
    definition = tomllib.loads((ROOT / "questionnaires/profile.toml").read_text())
    levels = {
        one["id"]: [level["id"] for level in one.get("levels", [])] for one in definition["trait"]
    }
    compared, furthest = 0, 0.0
    with tempfile.TemporaryDirectory() as home:
        for name in record_clients(program, home):
            text = run(
                program, home, "compare", "--like", name, "--nearest", "100",
                "--on", DAY, "--format", "json",
            )
            for near in json.loads(text)["near"]["nearest"]:
                whole = [part["distance"] for part in near["parts"]]
                if whole:
                    assert abs(near["distance"] - sum(whole) / len(whole)) < 1e-12, near
                parts = [part for part in near["parts"] if part["kind"] in ("ordered", "category")]
                if not parts:
                    continue
                own = sum(part["distance"] for part in parts) / len(parts)
                exact, matrix = independent(parts, levels)
                furthest = max(furthest, abs(own - exact))
                assert abs(own - exact) < 1e-9, (name, near["id"], own, exact)
                assert abs(own - matrix) < 1e-6, (name, near["id"], own, matrix)
                compared += 1
    if compared < 50:
        sys.exit(f"only {compared} pairs were compared")
    print(f"{compared} pairs agree, the furthest apart by {furthest:.1e}")


if __name__ == "__main__":
    main()

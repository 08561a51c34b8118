#!/usr/bin/env python3
"""Puts the checks of this folder to a fresh local lake: checks.py BINARY [WORD OF A TITLE]

All of them together prove the table in behaviour.toml.
"""

import os
import sys
import tomllib

import lake
import check_catalog  # noqa: F401
import check_clients  # noqa: F401
import check_events  # noqa: F401
import check_forms  # noqa: F401
import check_governance  # noqa: F401
import check_habits  # noqa: F401
import check_jobs  # noqa: F401
import check_metrics  # noqa: F401
import check_objects  # noqa: F401
import check_operations  # noqa: F401
import check_queries  # noqa: F401
import check_schemas  # noqa: F401
import check_server  # noqa: F401


def behaviours(passed):
    """Prints the table of behaviours; how many rows are not proven."""
    path = os.path.join(os.path.dirname(os.path.abspath(__file__)), "behaviour.toml")
    with open(path, "rb") as file:
        rows = tomllib.load(file)["row"]
    missing = 0
    print("\nbehaviours:")
    for row in rows:
        proven = row["checks"] and all(title in passed for title in row["checks"])
        missing += not proven
        print(f"{'yes' if proven else 'NO '}  {row['behaviour']}")
    return missing


def main():
    only = sys.argv[2] if len(sys.argv) > 2 else None
    with lake.Lake(sys.argv[1], "--allow-jobs", "--allow-reset") as served:
        passed, failed = lake.run(served, only)
    missing = 0 if only else behaviours(passed)
    print(f"{len(passed)} passed, {len(failed)} failed")
    return 1 if failed or not passed or missing else 0


if __name__ == "__main__":
    sys.exit(main())

#!/usr/bin/env python3
"""Puts the checks of this folder to a fresh local lake: checks.py BINARY [WORD OF A TITLE]"""

import sys

import lake
import check_catalog  # noqa: F401
import check_clients  # noqa: F401
import check_governance  # noqa: F401
import check_jobs  # noqa: F401
import check_metrics  # noqa: F401
import check_objects  # noqa: F401
import check_queries  # noqa: F401
import check_schemas  # noqa: F401
import check_server  # noqa: F401


def main():
    with lake.Lake(sys.argv[1], "--allow-jobs", "--allow-reset") as served:
        passed, failed = lake.run(served, sys.argv[2] if len(sys.argv) > 2 else None)
    print(f"{passed} passed, {failed} failed")
    return 1 if failed or not passed else 0


if __name__ == "__main__":
    sys.exit(main())

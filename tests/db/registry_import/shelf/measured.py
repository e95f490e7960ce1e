"""Imports one file in a process of its own and says what came of it, the processor time and memory it needed."""

import asyncio
import json
import sys
import time
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from db.registry_import import Unreadable, import_registry
from db.session import Database
from tests.db.registry_import.shelf import registry

NOW = datetime(2027, 3, 1, 9, tzinfo=ZoneInfo("Asia/Jakarta"))


async def outcome(path: Path, url: str) -> dict[str, object]:
    """The reason and sentence of a refusal, or what was read."""
    database = Database(url)
    try:
        report = await import_registry(database, path, now=NOW, dry_run=False, progress=lambda done, total: None)
        held = await registry.held(database)
    except Unreadable as refusal:
        return {"refused": refusal.reason, "sentence": str(refusal)}
    finally:
        await database.close()
    return {"added": report.added, "problems": len(report.problems), "held": held[:5]}


def megabytes() -> int:
    """The most memory that this program held at once; what started it doesn't count."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return next(int(line.split()[1]) for line in status.splitlines() if line.startswith("VmHWM")) // 1024


def main(path: Path, database: Path) -> None:
    """One line of JSON."""
    found = asyncio.run(outcome(path, f"sqlite:///{database}"))
    print(json.dumps(found | {"megabytes": megabytes(), "seconds": round(time.process_time(), 1)}, default=str))


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))

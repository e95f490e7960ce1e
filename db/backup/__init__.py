"""Everything an installation remembers, in one archive that either kind of database takes back."""

import asyncio
import tempfile
from pathlib import Path

from db import migrate
from db.backup import archive, contents
from db.backup.archive import Unfit
from db.session import Database

__all__ = ["Unfit", "backup", "restore"]


async def backup(database: Database, files: Path, target: Path) -> dict[str, int]:
    """Write one archive; rows per table. It appears under its name only when it is complete. Raises Unfit.

    All tables are read in one transaction, so the archive shows one moment even while the service runs.
    """
    revision = await migrate.revision(database)
    if revision is None:
        raise Unfit("There is nothing to back up: this database has no tables yet.")
    with tempfile.TemporaryDirectory() as folder:
        counts = await contents.dump(database, Path(folder))
        await asyncio.to_thread(archive.pack, revision, counts, Path(folder), files, target)
    return counts


async def restore(database: Database, files: Path, source: Path) -> dict[str, int]:
    """Fill an empty, migrated database and an empty files folder from an archive; rows per table. Raises Unfit.

    All rows come in one transaction: after a failure the database is as empty as before.
    """
    await asyncio.to_thread(archive.refuse_filled, files)
    with tempfile.TemporaryDirectory(dir=files.parent, prefix=".restore-") as folder:
        manifest = await asyncio.to_thread(archive.unpack, source, Path(folder))
        revision = await migrate.revision(database)
        if revision != manifest.revision:
            here = f"revision {revision}" if revision else "no tables yet; run `sapa migrate` first"
            raise Unfit(f"The backup holds schema revision {manifest.revision} and this database has {here}.")
        async with database.transaction() as session:
            connection = await session.connection()
            counts = await contents.fill(connection, Path(folder) / archive.TABLES, manifest.tables)
            if not database.is_sqlite:
                await contents.reset_sequences(connection)
            await asyncio.to_thread(archive.hand_over, Path(folder) / archive.FILES, files)
    return counts

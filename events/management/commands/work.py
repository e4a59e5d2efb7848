import asyncio
import logging
from contextlib import suppress

from asgiref.sync import sync_to_async
from django.core.management.base import BaseCommand
from django.db import DatabaseError, close_old_connections
from procrastinate.contrib.django import app
from procrastinate.jobs import Status
from procrastinate.manager import JobManager

from events import actions, tasks
from events.analytics.columnar.writing import Keeper

EVERY = 5
"""Seconds between two looks for imports whose worker is dead, and for a snapshot that is due."""

log = logging.getLogger(__name__)


class Command(BaseCommand):
    help = (
        "Work at imports, one after the other, and keep the snapshot fresh that pages count from, until stopped."
        " `make run` starts one; a deployment runs it as a service."
    )
    requires_system_checks = []  # they are of the web server, which makes them

    def handle(self, *args, **options) -> None:
        with app.replace_connector(app.connector.get_worker_connector()) as ours:
            asyncio.run(_work(ours))


async def _work(ours) -> None:
    async with ours.open_async():
        meanwhile = [asyncio.create_task(_look_after_the_dead(ours.job_manager)), asyncio.create_task(_keep_snapshot())]
        try:
            await ours.run_worker_async(
                queues=[tasks.QUEUE],
                delete_jobs="always",  # what became of it stands in its batch
                update_heartbeat_interval=tasks.HEARTBEAT,
                stalled_worker_timeout=tasks.PATIENCE,
            )
        finally:
            for task in meanwhile:
                task.cancel()
                with suppress(asyncio.CancelledError):
                    await task


async def _look_after_the_dead(manager: JobManager) -> None:
    """Imports whose worker was killed are failed, and their jobs, which nobody would do any more, forgotten."""
    while True:
        with suppress(DatabaseError):  # a database that comes back is asked again
            dead = await sync_to_async(_fail_dead_batches)()
            jobs = [job for job in await manager.list_jobs_async(status="doing") if job.task_kwargs["batch"] in dead]
            for job in [*jobs, *await manager.get_stalled_jobs(seconds_since_heartbeat=tasks.PATIENCE)]:
                await sync_to_async(_fail)(job.task_kwargs["batch"])
                await manager.finish_job(job, Status.FAILED, delete_job=True)
        await asyncio.sleep(EVERY)


async def _keep_snapshot() -> None:
    """In a thread of its own: imports go on beside it."""
    keeper = Keeper()
    while True:
        await asyncio.to_thread(_write_if_due, keeper)
        await asyncio.sleep(EVERY)


def _write_if_due(keeper: Keeper) -> None:
    try:
        close_old_connections()
        keeper.write_if_due()
    except Exception:  # pages count without one, and it is due again at the next look
        log.exception("No snapshot could be written.")


def _fail_dead_batches() -> list[int]:
    close_old_connections()
    return actions.fail_dead_batches()


def _fail(batch: int) -> None:
    actions.fail(batch=batch, because=actions.died())

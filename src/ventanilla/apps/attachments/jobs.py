"""What nobody attaches any more is forgotten."""

from __future__ import annotations

from django.conf import settings
from procrastinate.contrib.django import app

from .services import files_sweep, lone_files_sweep


@app.periodic(cron="41 * * * *")
@app.task(queue="mantenimiento", name="attachments.sweep_files", queueing_lock="attachments.sweep_files")
def sweep_files(timestamp: int) -> None:
    """Every hour, what a day ago was left without a request."""
    files_sweep(now=settings.VENTANILLA_CLOCK.now())


@app.periodic(cron="33 2 * * *")
@app.task(queue="mantenimiento", name="attachments.sweep_lone_files", queueing_lock="attachments.sweep_lone_files")
def sweep_lone_files(timestamp: int) -> None:
    """Every night, what is in the storage without a row. Too many is for a person to look at."""
    lone_files_sweep()

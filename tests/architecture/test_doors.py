"""An app has one door, and what goes through it is not its tables."""

from __future__ import annotations

import importlib
import inspect
from types import ModuleType

import grimp
import pytest
from django.apps import apps
from django.db import models
from tests.architecture.house import side_doors

from ventanilla.apps.accounts import models as accounts

OUR_APPS = [config for config in apps.get_app_configs() if config.name.startswith("ventanilla.apps.")]


def foreign_relations(model: type[models.Model]) -> list[str]:
    """Relations from ``model`` to a table of another app that is not the account."""
    own = model._meta.app_label
    targets = {
        field.name: field.remote_field.model._meta
        for field in model._meta.local_fields + list(model._meta.local_many_to_many)
        if isinstance(field, models.ForeignKey | models.ManyToManyField)
    }
    return [
        f"{model._meta.label}.{name} -> {target.label}"
        for name, target in targets.items()
        if target.app_label != own and target.label != "accounts.Account"
    ]


def models_named(door: ModuleType) -> list[str]:
    """The models that a door hands out."""
    return [name for name, value in vars(door).items() if inspect.isclass(value) and issubclass(value, models.Model)]


def test_every_app_is_entered_by_its_api() -> None:
    graph = grimp.build_graph("ventanilla", cache_dir=None)
    imports = [
        (importer, imported)
        for importer in graph.modules
        for imported in graph.find_modules_directly_imported_by(importer)
    ]
    assert side_doors(imports) == []


@pytest.mark.parametrize(
    ("importer", "imported"),
    [
        ("ventanilla.web.portal", "ventanilla.apps.cases.models"),
        ("ventanilla.web.portal", "ventanilla.apps.cases"),
        ("ventanilla.apps.cases.runner", "ventanilla.apps.eventlog.services"),
        ("ventanilla.apps.cases_more.x", "ventanilla.apps.cases.services"),
    ],
)
def test_a_planted_side_door_is_found(importer: str, imported: str) -> None:
    assert side_doors([(importer, imported)]) == [f"{importer} -> {imported}"]


def test_the_doors_themselves_are_open() -> None:
    assert side_doors([("ventanilla.web.portal", "ventanilla.apps.cases.api")]) == []
    assert side_doors([("ventanilla.apps.cases.runner", "ventanilla.apps.cases.models")]) == []


def test_foreign_keys_cross_apps_to_the_account_alone() -> None:
    assert [found for config in OUR_APPS for model in config.get_models() for found in foreign_relations(model)] == []


def test_a_planted_foreign_key_is_found() -> None:
    from procrastinate.contrib.django.models import ProcrastinateJob

    class Planted(models.Model):
        job = models.ForeignKey(ProcrastinateJob, models.PROTECT)
        account = models.ForeignKey(accounts.Account, models.PROTECT)

        class Meta:
            app_label = "planted"
            managed = False

    assert foreign_relations(Planted) == ["planted.Planted.job -> procrastinate.ProcrastinateJob"]


def test_no_door_hands_out_a_model() -> None:
    doors = [importlib.import_module(f"{config.name}.api") for config in OUR_APPS]
    assert {door.__name__: models_named(door) for door in doors if models_named(door)} == {}


def test_a_planted_model_in_a_door_is_found() -> None:
    assert "Account" in models_named(accounts)

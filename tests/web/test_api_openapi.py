"""The description of the API against the code that it describes."""

from __future__ import annotations

import copy
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from django.views.decorators.http import require_safe

from ventanilla.apps.cases.api import tramites
from ventanilla.config.api_reference import pages
from ventanilla.domain.cases import State
from ventanilla.domain.programs import Scope
from ventanilla.web.api.openapi import CONVERTED, api_routes, codes_of, document, guard_of
from ventanilla.web.api.operations import FORM, OPERATIONS
from ventanilla.web.api.shapes import Estado
from ventanilla.web.guards import Guard
from ventanilla.web.problems import PROBLEMS

REFERENCE = Path(__file__).parents[2] / "docs" / "reference"


@pytest.mark.parametrize("name", ["openapi.json", "api-problems.md"])
def test_the_pages_of_the_reference_are_not_old(name: str) -> None:
    written = (REFERENCE / name).read_text(encoding="utf-8")
    assert written == pages()[name], "run `ventanilla oficina referencia-api`"


def allowed(route: str) -> set[str]:
    """The methods that a view takes, as it answers to one that it does not."""
    from django.test import RequestFactory

    view = api_routes()[route].callback
    while hasattr(view, "__wrapped__"):  # who may enter is not asked here
        closed = [cell.cell_contents for cell in view.__closure__ or ()]
        methods = [each for each in closed if isinstance(each, list) and all(isinstance(one, str) for one in each)]
        if methods:
            return {method.lower() for method in methods[0]}
        view = view.__wrapped__
    raise AssertionError(f"{route} names no methods: {RequestFactory} cannot ask it")


def test_every_route_and_method_is_described_and_nothing_else() -> None:
    served = {(name, method) for name in api_routes() for method in allowed(name) - {"head"}}
    described = {(one.route, one.method) for one in OPERATIONS}
    assert described == served


def test_the_methods_of_a_view_can_be_read() -> None:
    assert allowed("api_draft") == {"get", "head", "patch", "delete"}
    assert require_safe is not None


def test_every_address_and_its_names_are_the_routes() -> None:
    said = document()["paths"]
    for one in OPERATIONS:
        pattern = str(api_routes()[one.route].pattern)
        names = [name for _, name in CONVERTED.findall(pattern)]
        path = "/" + CONVERTED.sub(r"{\2}", pattern)
        paths = [path.replace("{key}", key) for key in tramites()] if one.body is FORM else [path]
        for each in paths:
            parameters = said[each][one.method]["parameters"]
            in_path = [each["name"] for each in parameters if each.get("in") == "path"]
            assert in_path == [name for name in names if f"{{{name}}}" in each], one
    assert len({operation["operationId"] for path in said.values() for operation in path.values()}) == sum(
        map(len, said.values())
    )


def test_whoever_may_enter_is_said() -> None:
    said = document()["paths"]
    for one in OPERATIONS:
        route = api_routes()[one.route]
        operation = next(
            operation
            for path in said.values()
            for operation in path.values()
            if operation["operationId"].removesuffix("_constancia_vigencia") == one.name
        )
        guard = guard_of(route)
        assert guard in {Guard.PUBLIC, Guard.API}
        assert operation["security"] == ([] if guard is Guard.PUBLIC else [{"llave": []}, {"sesion": []}])
    asked = {operation.get("x-alcance") for path in said.values() for operation in path.values()}
    assert {scope.value for scope in Scope} <= asked  # a leave that opens nothing would mislead


def test_every_code_belongs_to_somebody() -> None:
    by_an_operation = {code for one in OPERATIONS for code in codes_of(one, api_routes()[one.route])}
    of_the_whole_house = {"PETICION", "METODO", "SISTEMA", "SIN_SERVICIO", "MANDATO"}
    assert set(PROBLEMS) == by_an_operation | of_the_whole_house


def test_the_states_of_a_case_are_all_said() -> None:
    assert set(Estado.__args__) == {state.value for state in State}  # type: ignore[attr-defined]  # of a Literal


def references(value: Any) -> Iterator[str]:
    match value:
        case dict():
            if isinstance(value.get("$ref"), str):
                yield value["$ref"]
            for each in value.values():
                yield from references(each)
        case list():
            for each in value:
                yield from references(each)


def test_it_points_nowhere_empty() -> None:
    said = document()
    for reference in references(said):
        node: Any = said
        for part in reference.removeprefix("#/").split("/"):
            node = node[part]
        assert node, reference


def test_its_schemas_are_schemas_and_its_examples_are_right() -> None:
    said = document()
    for schema in said["components"]["schemas"].values():
        jsonschema.Draft202012Validator.check_schema(schema)
    for path, methods in said["paths"].items():
        for operation in methods.values():
            media = operation.get("requestBody", {}).get("content", {}).get("application/json", {})
            if "example" in media:
                whole = copy.deepcopy(said["components"]) | {"$ref": media["schema"]["$ref"]}
                at = json.loads(json.dumps(whole).replace("#/components/", "#/"))
                jsonschema.validate(media["example"], at), path

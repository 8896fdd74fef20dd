"""Our components that come from govuk-frontend say what govuk-frontend's own examples say, tag by tag.

For each of them, the fixtures whose options ours have are rendered by ours and compared after normalising. How
many are covered is written down, so that losing one is seen.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from html.parser import HTMLParser
from pathlib import Path
from typing import Any, Final

import pytest
from django.template import Context
from django.utils.safestring import mark_safe
from django.utils.translation import override

from ventanilla.web.design.components import HERE, component
from ventanilla.web.design.templatetags.design import render_component

GOVUK: Final = HERE.parents[4] / "frontend" / "node_modules" / "govuk-frontend" / "dist" / "govuk" / "components"
VOID: Final = {"input", "path", "br"}
Options = Mapping[str, Any]
Values = dict[str, Any]


class NotOurs(Exception):
    """The fixture uses an option that our component does not have."""


class Tree(HTMLParser):
    """Markup as nested lists: attributes and classes without order, white space folded."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.root: list[Any] = []
        self.stack = [self.root]
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = {name: value or "" for name, value in attrs}
        found["class"] = " ".join(sorted(found.get("class", "").split()))
        node: list[Any] = [tag, sorted(found.items()), []]
        self.stack[-1].append(node)
        if tag not in VOID:
            self.stack.append(node[2])

    def handle_endtag(self, tag: str) -> None:
        if tag not in VOID:
            self.stack.pop()

    def handle_data(self, data: str) -> None:
        text = " ".join(data.split())
        if text:
            self.stack[-1].append(text)


def only(options: Options, *names: str) -> None:
    """NotOurs if there is any other option."""
    if set(options) - set(names):
        raise NotOurs(sorted(set(options) - set(names)))


def plain(value: Any, *others: str) -> str:
    """The words of ``{"text": …}``."""
    if not isinstance(value, Mapping) or "text" not in value:
        raise NotOurs(value)
    only(value, "text", *others)
    return str(value["text"])


def html_or_text(options: Options) -> Values:
    return {"html": mark_safe(options["html"])} if options.get("html") else {"text": options.get("text")}


def button(options: Options) -> Values:
    names = (
        "text",
        "html",
        "href",
        "type",
        "name",
        "value",
        "id",
        "classes",
        "disabled",
        "isStartButton",
        "attributes",
    )
    only(options, *names, "preventDoubleClick")
    if options.get("preventDoubleClick") is False:
        raise NotOurs("the default is not written")
    said = {name: options[name] for name in names[2:9] if name in options}
    start = {"start": options.get("isStartButton"), "prevent_double_click": options.get("preventDoubleClick")}
    return {**said, **start, "attributes": options.get("attributes", {}), **html_or_text(options)}


def labelled(options: Options, *more: str) -> Values:
    only(options, "id", "name", "label", "hint", "errorMessage", "classes", "disabled", "attributes", *more)
    label = options["label"]
    said: Values = {
        "id": options.get("id") or options["name"],
        "name": options.get("name"),
        "label": plain(label, "classes", "isPageHeading"),
        "label_classes": label.get("classes"),
        "classes": options.get("classes"),
        "disabled": options.get("disabled"),
        "attributes": options.get("attributes", {}),
    }
    for ours, theirs in (("hint", "hint"), ("error", "errorMessage")):
        if theirs in options:
            said[ours] = plain(options[theirs])
    return said


def text_input(options: Options) -> Values:
    own = ("value", "type", "autocomplete", "autocapitalize", "pattern", "inputmode", "spellcheck")
    said = labelled(options, *own, "describedBy", "prefix")
    if "prefix" in options:
        said["prefix"] = plain(options["prefix"])
    said["label_heading"] = options["label"].get("isPageHeading")
    said |= {name: options[name] for name in own if name in options}
    if isinstance(options.get("spellcheck"), bool):
        said["spellcheck"] = str(options["spellcheck"]).lower()
    return {**said, "described_by": options.get("describedBy")}


def file_upload(options: Options) -> Values:
    if options.get("label", {}).get("isPageHeading"):
        raise NotOurs("a file is never the only question")
    said = labelled(options, "multiple")
    return {**said, "multiple": options.get("multiple")}


def textarea(options: Options) -> Values:
    said = labelled(options, "value", "rows", "spellcheck", "autocomplete")
    said.pop("disabled")
    if options.get("disabled"):
        raise NotOurs("disabled")
    said |= {name: options[name] for name in ("value", "rows", "autocomplete") if name in options}
    if isinstance(options.get("spellcheck"), bool):
        said["spellcheck"] = str(options["spellcheck"]).lower()
    return {**said, "label_heading": options["label"].get("isPageHeading")}


def select(options: Options) -> Values:
    said = labelled(options, "items")
    if said.pop("disabled") or said.pop("attributes"):
        raise NotOurs("disabled, or with attributes")
    items = []
    for item in options.get("items") or []:
        only(item or {"": ""}, "value", "text", "selected", "disabled")
        if not isinstance(item.get("value"), str | int) or item["value"] in {False}:
            raise NotOurs(item)
        items.append({name: str(value) if name == "value" else value for name, value in item.items()})
    heading = options["label"].get("isPageHeading")
    return {**said, "items": items, "label_heading": heading}


def task_list(options: Options) -> Values:
    only(options, "items", "classes", "idPrefix")
    items = []
    for item in options["items"] or []:
        if not item:
            raise NotOurs("an empty task")
        only(item, "title", "hint", "href", "status", "classes")
        only(item["status"], "text", "tag", "classes")
        shown: Values = {"title": plain(item["title"]), "href": item.get("href"), "classes": item.get("classes")}
        if "hint" in item:
            shown["hint"] = plain(item["hint"])
        if "tag" in item["status"]:
            tag = item["status"]["tag"]
            shown |= {"tag": plain(tag, "classes"), "tag_classes": tag.get("classes")}
        shown |= {"status": item["status"].get("text"), "status_classes": item["status"].get("classes")}
        items.append(shown)
    return {"items": items, "classes": options.get("classes"), "id_prefix": options.get("idPrefix")}


def warning_text(options: Options) -> Values:
    only(options, "text", "html", "iconFallbackText", "classes", "attributes")
    if not (options.get("text") or options.get("html")):
        raise NotOurs("nothing to say")
    own = {"icon_fallback": options.get("iconFallbackText", "Warning"), "classes": options.get("classes")}
    return {**own, "attributes": options.get("attributes", {}), **html_or_text(options)}


def grouped(options: Options) -> Values:
    legend = options.get("fieldset", {}).get("legend", {})
    only(options.get("fieldset", {}), "legend")
    said: Values = {
        "legend": plain(legend, "classes", "isPageHeading"),
        "legend_classes": legend.get("classes"),
        "legend_heading": legend.get("isPageHeading"),
    }
    for ours, theirs in (("hint", "hint"), ("error", "errorMessage")):
        if theirs in options:
            said[ours] = plain(options[theirs])
    return said


def date_input(options: Options) -> Values:
    only(options, "id", "namePrefix", "items", "fieldset", "hint", "errorMessage")
    given = options.get("items") or [{"name": "day"}, {"name": "month"}, {"name": "year"}]
    any_error = any(item.get("error") or "govuk-input--error" in item.get("classes", "") for item in given)
    items = []
    for item in given:
        only(item, "name", "label", "value", "classes", "autocomplete", "error")
        classes = item.get("classes", "")
        wrong = "govuk-input--error" not in classes and (
            item.get("error") or ("errorMessage" in options and item.get("error") is not False and not any_error)
        )
        if "govuk-input--width" not in classes:
            classes = f"govuk-input--width-{4 if item['name'] == 'year' else 2} {classes}".strip()
        shown = {**item, "classes": classes, "error": wrong, "label": item.get("label") or item["name"].capitalize()}
        items.append(shown)
    return {**grouped(options), "id": options["id"], "name_prefix": options.get("namePrefix"), "items": items}


def radios(options: Options) -> Values:
    only(options, "name", "idPrefix", "items", "value", "classes", "fieldset", "hint", "errorMessage")
    items = []
    for item in options["items"]:
        if not item or "html" in item or "id" in item or item.get("checked") is False:
            raise NotOurs(item)
        only(item, "value", "text", "hint", "checked", "disabled", "divider")
        items.append({**item, "hint": plain(item["hint"])} if "hint" in item else dict(item))
    own = {"name": options["name"], "id_prefix": options.get("idPrefix"), "value": options.get("value")}
    return {**grouped(options), **own, "classes": options.get("classes"), "items": items}


def error_summary(options: Options) -> Values:
    only(options, "titleText", "descriptionText", "errorList", "classes", "disableAutoFocus")
    if options.get("disableAutoFocus") is False:
        raise NotOurs("the default is not written")
    errors = [dict(item) for item in options.get("errorList") or []]
    for item in errors:
        only(item, "text", "href")
    said = {"title": options["titleText"], "description": options.get("descriptionText"), "errors": errors}
    return {**said, "classes": options.get("classes"), "disable_auto_focus": options.get("disableAutoFocus")}


def error_message(options: Options) -> Values:
    only(options, "text", "id", "classes")
    return dict(options)


def summary_list(options: Options) -> Values:
    only(options, "rows", "classes")
    rows: list[Values] = []
    for row in options["rows"]:
        if not row:
            raise NotOurs("an empty row")
        only(row, "key", "value", "actions", "classes")
        actions = row.get("actions") or {}
        only(actions, "items")
        shown: Values = {"key": plain(row["key"]), "classes": row.get("classes"), "actions": []}
        only(row["value"], "text", "html")
        shown |= (
            {"html": mark_safe(row["value"]["html"])} if "html" in row["value"] else {"value": row["value"]["text"]}
        )
        for action in actions.get("items", []):
            only(action, "href", "text", "visuallyHiddenText")
            hidden = action.get("visuallyHiddenText")
            shown["actions"].append({"href": action["href"], "text": action["text"], "hidden": hidden})
        rows.append(shown)
    return {"rows": rows, "classes": options.get("classes"), "actions_column": any(row["actions"] for row in rows)}


def words(*names: str) -> Callable[[Options], Values]:
    def adapt(options: Options) -> Values:
        only(options, *names)
        return dict(options)

    return adapt


def panel(options: Options) -> Values:
    only(options, "titleText", "headingLevel", "classes", "text", "html")
    if "interruption" in options.get("classes", ""):
        raise NotOurs("an interruption")
    level = options.get("headingLevel")
    return {
        "title": options["titleText"],
        "heading_level": level,
        "classes": options.get("classes"),
        **html_or_text(options),
    }


def notification_banner(options: Options) -> Values:
    only(options, "titleText", "titleId", "type", "role", "classes", "text", "html", "disableAutoFocus")
    if options.get("disableAutoFocus") is False or options.get("type") not in {None, "success"}:
        raise NotOurs(options)
    default = "Success" if options.get("type") == "success" else "Important"
    own = {"title": options.get("titleText", default), "title_id": options.get("titleId")}
    same = {name: options.get(name) for name in ("type", "role", "classes")}
    return {**own, **same, "disable_auto_focus": options.get("disableAutoFocus"), **html_or_text(options)}


def breadcrumbs(options: Options) -> Values:
    only(options, "items", "classes", "labelText")
    for item in options["items"]:
        only(item, "text", "href")
    return {
        "items": options["items"],
        "classes": options.get("classes"),
        "label": options.get("labelText", "Breadcrumb"),
    }


def back_link(options: Options) -> Values:
    only(options, "text", "href", "classes")
    return {"text": "Back", **options}


def details(options: Options) -> Values:
    only(options, "summaryText", "text", "html", "id", "open", "classes")
    same = {name: options.get(name) for name in ("id", "open", "classes")}
    return {"summary": options["summaryText"], **same, **html_or_text(options)}


def table(options: Options) -> Values:
    only(options, "caption", "captionClasses", "head", "rows", "firstCellIsHeader", "classes")
    for row in (options.get("head") or [], *options["rows"]):
        if not row:
            continue
        for cell in row:
            only(cell, "text", "format", "classes")
    if any(not row for row in options["rows"]):
        raise NotOurs("an empty row")
    own = {"caption_classes": options.get("captionClasses"), "first_cell_is_header": options.get("firstCellIsHeader")}
    return {**own, **{name: options.get(name) for name in ("caption", "head", "rows", "classes")}}


ADAPTERS: Final[dict[str, Callable[[Options], Values]]] = {
    "back-link": back_link,
    "breadcrumbs": breadcrumbs,
    "button": button,
    "date-input": date_input,
    "details": details,
    "error-message": error_message,
    "error-summary": error_summary,
    "file-upload": file_upload,
    "input": text_input,
    "notification-banner": notification_banner,
    "panel": panel,
    "radios": radios,
    "select": select,
    "skip-link": words("text", "href", "classes"),
    "summary-list": summary_list,
    "table": table,
    "tag": words("text", "classes"),
    "task-list": task_list,
    "textarea": textarea,
    "warning-text": warning_text,
}
# How many of govuk-frontend 6.6.0's fixtures each of ours covers.
COVERED: Final = {
    "back-link": 5, "breadcrumbs": 8, "button": 37, "date-input": 15, "details": 8, "error-message": 4,
    "error-summary": 12, "file-upload": 9, "input": 32, "notification-banner": 15, "panel": 6, "radios": 11,
    "select": 7, "skip-link": 7, "summary-list": 11, "table": 11, "tag": 10, "task-list": 7, "textarea": 13,
    "warning-text": 7,
}  # fmt: skip


def fixtures(name: str) -> list[dict[str, Any]]:
    path = GOVUK / name / "fixtures.json"
    found: list[dict[str, Any]] = json.loads(path.read_text(encoding="utf-8"))["fixtures"]
    return found


@pytest.mark.skipif(not GOVUK.is_dir(), reason="frontend/node_modules is absent: run npm ci in frontend")
@pytest.mark.parametrize("name", ADAPTERS)
def test_markup_is_govuk_frontends(name: str) -> None:
    compared = 0
    for fixture in fixtures(name):
        try:
            values = ADAPTERS[name](fixture["options"])
        except (NotOurs, KeyError):
            continue
        with override("en"):
            ours = render_component(component(name), values, Context())
        assert Tree(ours).root == Tree(fixture["html"]).root, f"{name}: {fixture['name']}"
        compared += 1
    assert compared == COVERED[name]


def test_the_comparison_sees_a_difference() -> None:
    assert Tree('<p class="b a">x  y</p>').root == Tree('<p class="a b"> x y </p>').root
    assert Tree('<p class="a">x</p>').root != Tree('<p class="a">y</p>').root
    assert Tree('<p id="a">x</p>').root != Tree("<p>x</p>").root


def test_every_component_of_govuk_is_compared() -> None:
    own = {"acting-for-bar", "case-timeline", "deadline", "demo-banner", "entitlement-card", "folio", "items-list"}
    own |= {"amount-chart", "explained-amount", "foreseen", "known", "month-chart", "signing-panel"}
    folders = {path.parent.name for path in Path(HERE).glob("*/template.html")}
    assert folders - own - {"verification-verdict"} == set(ADAPTERS)

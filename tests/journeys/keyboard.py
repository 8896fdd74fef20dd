"""A page walked with the Tab key alone: what the focus meets, in which order, and whether a person sees it.

`faults` says in words what is wrong with the walk of a page. Everything visible that can be operated is a *stop*: a
group of radio buttons is one, and a date field one, whose parts are more than one press of Tab.

The order (WCAG 2.4.3) is that of the document, without exception, and what a person sees agrees with it: of two stops
that follow each other the second stands below the first, or to its right on the same line. One jump up is right: from
the foot of a column to the head of the next, that is where the two parts of the page that hold the stops stand side by
side, and the second is the one at the right.

Seen (2.4.7, 2.4.11) is measured, not read from the style: the page is photographed with the focus on the stop and
without. As many points as a line along its longer side must change, each by a contrast of 3:1 at least (1.4.11).
"""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from PIL import Image
from playwright.sync_api import FloatRect, Locator, Page

MOST: Final = 400  # presses of Tab: more are no page of the office
AROUND: Final = 8  # CSS pixels about a stop, where its ring is drawn
CONTRAST: Final = 3.0
PARTS: Final = 5  # presses of Tab within one date field: day, month, year, its calendar, and one to leave it
# What a person may operate. A stop that is none (a table that scrolls) is asked no less of, and is not missed.
TOOLS: Final = """(() => {
  const OPERATED = 'a[href], button, input:not([type=hidden]), select, textarea, summary, iframe, audio[controls], '
    + 'video[controls], [contenteditable=""], [contenteditable=true], [role=button], [role=link], [role=checkbox], '
    + '[role=tab], [role=switch], [role=menuitem], [onclick]';
  const shown = one => one.checkVisibility({visibilityProperty: true}) && !one.closest('[inert]')
    && !one.matches(':disabled');
  const words = one => {
    const said = [one.getAttribute('aria-label'), one.labels?.[0]?.textContent, one.textContent, one.name, one.id]
      .find(words => words) || '';
    return `<${one.localName}> ${said.replace(/\\s+/g, ' ').trim().slice(0, 70)}`;
  };
  // One stop for the radio buttons of a group.
  const group = one => one.type !== 'radio' || !one.name ? [one]
    : [...one.getRootNode().querySelectorAll('input[type=radio]')]
        .filter(other => other.name === one.name && other.form === one.form);
  const first = one => group(one)[0];
  const line = one => {
    const drawn = [...one.getClientRects()].filter(box => box.width && box.height);
    const box = drawn[0] || one.getBoundingClientRect();
    return {top: box.top + scrollY, bottom: box.bottom + scrollY, left: box.left + scrollX, right: box.right + scrollX,
      width: box.width, height: box.height};
  };
  const whole = one => {
    const box = one.getBoundingClientRect();
    return {top: box.top, bottom: box.bottom, left: box.left, right: box.right, width: box.width, height: box.height};
  };
  const branches = (one, other) => {
    let above = one;
    while (!above.contains(other)) above = above.parentElement;
    const below = inner => { while (inner.parentElement !== above) inner = inner.parentElement; return inner; };
    return one === above || other === above ? null : [whole(below(one)), whole(below(other))];
  };
  const backward = (one, other) => {
    if (!(one.compareDocumentPosition(other) & Node.DOCUMENT_POSITION_FOLLOWING)) return 'against the document';
    const [a, b] = [line(one), line(other)];
    const shared = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
    if (shared >= Math.min(a.height, b.height) / 2) return b.right <= a.left + 1 ? 'back along the line' : '';
    if (b.top >= a.top) return '';
    const sides = branches(one, other);
    const columns = sides && sides[1].left >= sides[0].right - 1
      && sides[1].top < sides[0].bottom && sides[0].top < sides[1].bottom;
    return columns ? '' : 'back up the page';
  };
  window.__walk = {
    stops: [],
    expected: () => [...new Set([...document.querySelectorAll(OPERATED)].filter(shown).map(first))],
    words, first,
    // What has the focus now: nothing, another part of the same stop, a stop met before, or a new one.
    look() {
      const one = document.activeElement;
      if (!one || one === document.body || one === document.documentElement) return {kind: 'out'};
      const before = this.stops.findIndex(other => first(other) === first(one));
      if (before >= 0 && before === this.stops.length - 1) return {kind: 'same', tag: one.type};
      if (before >= 0) return {kind: 'again', at: before, words: words(one)};
      this.stops.push(one);
      const last = this.stops.length - 2;
      const box = whole(one), drawn = line(one);
      const at = [drawn.left - scrollX + drawn.width / 2, drawn.top - scrollY + drawn.height / 2];
      const hit = document.elementFromPoint(...at);
      const own = hit && (one === hit || one.contains(hit) || hit.closest('label')?.control === one);
      return {kind: 'new', words: words(one), box, line: drawn, scroll: [scrollX, scrollY],
        summary: one.localName === 'summary', group: group(one).length > 1,
        inside: (box.height > innerHeight ? box.top < innerHeight && box.bottom > 0
          : box.top >= -1 && box.bottom <= innerHeight + 1) && box.left >= -1 && box.right <= innerWidth + 1,
        covered: own ? '' : hit ? words(hit) : 'nothing is there',
        order: last < 0 ? '' : backward(this.stops[last], one)};
    },
    missed() {
      const met = new Set(this.stops.map(first));
      return this.expected().filter(one => !met.has(one)).map(words);
    },
  };
})()"""
# A frame later what follows the focus is drawn, and what scrolls has scrolled.
DRAWN: Final = "() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))"


def faults(page: Page, *, skip: bool = True) -> list[str]:
    """Walk the page from its top and back; what is wrong, in words, nothing if nothing is.

    Every ``<details>`` is opened on the way by Enter and Space, so that what it holds is walked too. ``skip``: the
    first stop must be the link to the content. The page is left open as it was walked.
    """
    page.evaluate(TOOLS)
    page.evaluate(DRAWN)  # what takes the focus by itself does so with the first frame
    if page.evaluate("document.activeElement !== document.body"):
        return ["the focus is taken before anybody pressed a key"]
    found = list(_forth(page))
    stops: list[str] = page.evaluate("__walk.stops.map(__walk.words)")
    found += [f"never reached: {one}" for one in page.evaluate("__walk.missed()")]
    if skip and not (stops and page.evaluate("__walk.stops[0].matches('a[href=\"#contenido\"]')")):
        found.append(f"first is {stops[:1]}, and not the link to the content")
    return found or list(_back(page))


def _forth(page: Page) -> Iterator[str]:
    """Press Tab until the focus leaves the page."""
    parts = 0
    for _ in range(MOST):
        page.keyboard.press("Tab")
        page.evaluate(DRAWN)
        seen: dict[str, Any] = page.evaluate("__walk.look()")
        if seen["kind"] == "out":
            return
        if seen["kind"] == "same":
            parts += 1
            if seen["tag"] not in {"date", "time", "month"} or parts > PARTS:
                yield f"a trap: Tab does not leave {page.evaluate('__walk.words(document.activeElement)')}"
                return
            continue
        parts = 0
        if seen["kind"] == "again":
            if seen["at"]:
                yield f"reached twice: {seen['words']}"
            return
        yield from _at_stop(page, seen)
    yield f"the focus does not leave the page in {MOST} presses of Tab"


def _at_stop(page: Page, seen: dict[str, Any]) -> Iterator[str]:
    words = seen["words"]
    if not seen["inside"]:
        yield f"outside the screen: {words} at {seen['box']}"
    if seen["covered"]:
        yield f"covered: {words} by {seen['covered']}"
    if seen["order"]:
        yield f"out of order ({seen['order']}): {words}"
    if seen["inside"] and not seen["covered"]:
        changed, wanted = _ring(page, seen)
        if changed < wanted:
            yield f"the focus is not seen: {words}: {changed} points change, {wanted} at least should"
    if seen["summary"]:
        yield from _opens(page, words)


def _ring(page: Page, seen: dict[str, Any]) -> tuple[int, int]:
    """How many points the focus changes so that it is seen, and how many make a line along the stop's longer side."""
    size = page.viewport_size or {"width": 0, "height": 0}
    box = seen["box"]
    left, top = max(0, box["left"] - AROUND), max(0, box["top"] - AROUND)
    right, bottom = min(size["width"], box["right"] + AROUND), min(size["height"], box["bottom"] + AROUND)
    clip: FloatRect = {"x": left, "y": top, "width": right - left, "height": bottom - top}
    focused = page.screenshot(clip=clip, animations="disabled")
    page.evaluate("() => { window.__held = document.activeElement; __held.blur(); }")
    plain = page.screenshot(clip=clip, animations="disabled")
    page.evaluate("() => __held.focus({preventScroll: true})")
    return _changed(focused, plain), round(max(seen["line"]["width"], seen["line"]["height"]))


def _changed(one: bytes, other: bytes) -> int:
    with Image.open(io.BytesIO(one)) as first, Image.open(io.BytesIO(other)) as second:
        pairs = Counter(
            zip(first.convert("RGB").get_flattened_data(), second.convert("RGB").get_flattened_data(), strict=True)
        )
        return sum(times for (a, b), times in pairs.items() if a != b and _contrast(a, b) >= CONTRAST)


def _contrast(one: Any, other: Any) -> float:
    """Of two colours, as WCAG 2 defines it."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: tuple[int, int, int]) -> float:
    linear = [c / 255 / 12.92 if c / 255 <= 0.04045 else ((c / 255 + 0.055) / 1.055) ** 2.4 for c in colour]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def _opens(page: Page, words: str) -> Iterator[str]:
    """Enter and Space each turn what ``summary`` opens; it is left open."""
    opened = "document.activeElement.closest('details')?.open ?? null"
    before = page.evaluate(opened)
    for key in ("Enter", "Space"):
        page.keyboard.press(key)
        if page.evaluate(opened) is not (not before if key == "Enter" else before):
            yield f"{key} does not turn {words}"
    if page.evaluate(opened) is False:
        page.keyboard.press("Enter")


def _back(page: Page) -> Iterator[str]:
    """The same stops from the last to the first, with Shift and Tab."""
    page.evaluate("() => { const all = __walk.stops; all[all.length - 1].focus(); }")
    last, parts = page.evaluate("__walk.stops.length - 1"), 0
    where = "__walk.stops.findIndex(one => __walk.first(one) === __walk.first(document.activeElement))"
    while last > 0:
        page.keyboard.press("Shift+Tab")
        now = page.evaluate(where)
        parts = parts + 1 if now == last else 0
        if parts > PARTS or now not in {last, last - 1}:
            yield f"back from {page.evaluate(f'__walk.words(__walk.stops[{last}])')} the focus goes elsewhere"
            return
        last = now


def skips(page: Page) -> list[str]:
    """What is wrong with the link to the content: pressed, the next stop is the first of the content."""
    page.reload()
    page.evaluate(TOOLS)
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    inside = "document.querySelector('main').contains(document.activeElement)"
    wanted = "__walk.expected().find(one => document.querySelector('main').contains(one))"
    if not page.evaluate(f"{wanted} ? __walk.first(document.activeElement) === {wanted} : !({inside})"):
        return [f"the link to the content leads to {page.evaluate('__walk.words(document.activeElement)')}"]
    return []


def tab_to(page: Page, wanted: Locator) -> None:
    """Press Tab until ``wanted`` has the focus; of choices that are one stop, the arrow goes on to it."""
    for _ in range(MOST):
        if wanted.evaluate("element => element === document.activeElement"):
            return
        chosen = "[document.activeElement, element].every(one => one.type === 'radio')"
        among = wanted.evaluate(f"element => {chosen} && document.activeElement.name === element.name")
        page.keyboard.press("ArrowDown" if among else "Tab")
    raise AssertionError(f"the keyboard does not reach {wanted}")


def press(page: Page, wanted: Locator, key: str = "Enter") -> None:
    """Go to ``wanted`` with Tab, and press ``key`` there."""
    tab_to(page, wanted)
    page.keyboard.press(key)


def follow(page: Page, wanted: Locator) -> None:
    """Go to ``wanted`` with Tab, and press Enter there: another page comes."""
    tab_to(page, wanted)
    enter(page)


def enter(page: Page) -> None:
    """Press Enter where the focus is: another page comes."""
    with page.expect_navigation():
        page.keyboard.press("Enter")


def write(page: Page, wanted: Locator, words: str) -> None:
    """Go to ``wanted`` with Tab, and type ``words`` in place of what is there."""
    tab_to(page, wanted)
    page.keyboard.press("Control+A")
    page.keyboard.type(words)


def choose_file(page: Page, wanted: Locator, path: Path) -> None:
    """Go to ``wanted`` with Tab, have Enter open the system's window of files, and choose there.

    The window itself is the browser's own, and no test drives it.
    """
    with page.expect_file_chooser() as opened:  # before: the browser is told first, or Enter may be there before it
        tab_to(page, wanted)
        page.keyboard.press("Enter")
    opened.value.set_files(path)

// What an open page keeps now, as pairs of place and text (a character a byte where it is not text).
async () => {
  const kept = [
    ["window.name", window.name],
    ["history", JSON.stringify(history.state)],
    ["address", location.href],
  ];
  for (const store of [localStorage, sessionStorage]) {
    for (const key of Object.keys(store)) kept.push(["storage", `${key}\n${store.getItem(key)}`]);
  }
  for (const name of await caches.keys()) {
    const cache = await caches.open(name);
    for (const request of await cache.keys()) {
      const bytes = new Uint8Array(await (await cache.match(request)).arrayBuffer());
      kept.push([`cache ${name}`, `${request.url}\n${Array.from(bytes, (byte) => String.fromCharCode(byte)).join("")}`]);
    }
  }
  return kept;
}

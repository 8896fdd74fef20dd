// Reports every write of a page to what a browser keeps, before it happens: even one that is erased at once.
(() => {
  const text = (buffer) => Array.from(new Uint8Array(buffer), (byte) => String.fromCharCode(byte)).join("");
  const plain = async (value, depth = 0) => {
    if (typeof value === "string") return value;
    if (value instanceof ArrayBuffer) return text(value);
    if (ArrayBuffer.isView(value)) return text(value.buffer.slice(value.byteOffset, value.byteOffset + value.byteLength));
    if (value instanceof Blob) return text(await value.arrayBuffer());
    if (value instanceof Response || value instanceof Request) return `${value.url}\n${text(await value.clone().arrayBuffer())}`;
    if (value instanceof CryptoKey) return `CryptoKey ${value.type}`;
    if (!value || typeof value !== "object" || depth > 5) return String(value);
    return (await Promise.all(Object.values(value).map((one) => plain(one, depth + 1)))).join("\n");
  };
  const report = async (what, values) => {
    const texts = await Promise.all(values.map((value) => plain(value)));
    const bytes = new TextEncoder().encode(texts.join("\n"));
    await window.__custody(what, btoa(text(bytes.buffer)));
  };
  const wrap = (prototype, ...names) => {
    for (const name of names) {
      const original = prototype[name];
      prototype[name] = function (...given) {
        void report(`${prototype.constructor.name}.${name}`, given);
        return original.apply(this, given);
      };
    }
  };
  wrap(Storage.prototype, "setItem");
  wrap(History.prototype, "pushState", "replaceState");
  if (globalThis.IDBObjectStore) wrap(IDBObjectStore.prototype, "put", "add");
  if (globalThis.Cache) wrap(Cache.prototype, "put", "add", "addAll");
  const cookie = Object.getOwnPropertyDescriptor(Document.prototype, "cookie");
  Object.defineProperty(Document.prototype, "cookie", {
    ...cookie,
    set(value) {
      void report("cookie", [value]);
      cookie.set.call(this, value);
    },
  });
})();

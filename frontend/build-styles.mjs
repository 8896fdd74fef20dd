// Sass and fonts of the face, into src/ventanilla/web/static/dist (committed: running needs no Node).
//   node build-styles.mjs          writes
//   node build-styles.mjs --check  fails when what is committed is not what the sources give
import { mkdirSync, readdirSync, readFileSync, existsSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { gzipSync } from "node:zlib";
import * as sass from "sass";
import subsetFont from "subset-font";

const here = dirname(fileURLToPath(import.meta.url));
const web = join(here, "../src/ventanilla/web");
const design = join(web, "design");
const dist = join(web, "static/dist");
const checking = process.argv.includes("--check");

const KIB = 1024;
const CSS_LIMIT = 20 * KIB; // compressed; ux.md, rule 11
const FONTS_LIMIT = 30 * KIB;

/** Spanish, English and the names people bring from their neighbours. */
const TEXT =
  " !\"#$%&'()*+,-./0123456789:;<=>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[\\]^_`abcdefghijklmnopqrstuvwxyz{|}~" +
  "\u00a0¡¿«»°ºª·×ÁÉÍÓÚÜÑáéíóúüñÀÂÃÄÅÇÈÊËÌÎÏÒÔÕÖÙÛÝàâãäåçèêëìîïòôõöùûýÿß–—‘’“”…•−←→↑↓";
/** Titles are words: no programmer's signs. */
const TITLE =
  " !'(),-.0123456789:;?ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz\u00a0¡¿«»ÁÉÍÓÚÜÑáéíóúüñ–—’“”…";
const FEATURES = ["kern", "liga", "mark", "ccmp", "locl", "tnum"];
const FONTS = [
  ["texto-400", "atkinson-hyperlegible-next", "400", TEXT],
  ["texto-700", "atkinson-hyperlegible-next", "700", TEXT],
  ["titulo-600", "newsreader", "600", TITLE],
];

function properties(values) {
  return Object.entries(values).map(([name, value]) => `--v-${name}: ${value};`).join(" ");
}

/** tokens.json as Sass variables, a test of existence, and the custom properties of :root. */
function tokensModule() {
  const tokens = JSON.parse(readFileSync(join(design, "tokens.json"), "utf8"));
  const values = { ...tokens.colour };
  for (const group of ["space", "radius", "size"]) {
    for (const [name, value] of Object.entries(tokens[group])) values[`${group}-${name}`] = value;
  }
  const names = Object.keys(values);
  return [
    '@use "sass:list";',
    ...names.map((name) => `$${name}: ${values[name]};`),
    `$names: (${names.map((name) => `"${name}"`).join(", ")});`,
    "@function exists($name) { @return list.index($names, $name) != null; }",
    `@mixin properties { ${properties(values)} }`,
    `@mixin high-contrast { ${properties(tokens["high-contrast"])} }`,
  ].join("\n");
}

/** Every component's own style, in the order of their names. */
function componentsModule() {
  return readdirSync(join(design, "components"))
    .sort()
    .filter((name) => existsSync(join(design, "components", name, "_style.scss")))
    .map((name) => `@use "${name}/style" as ${name};`)
    .join("\n");
}

const virtual = { "tokens:": tokensModule, "components:": componentsModule };
const importer = {
  canonicalize: (url) => (url in virtual ? new URL(url) : null),
  load: (url) => ({ contents: virtual[url.href](), syntax: "scss" }),
};

function styles() {
  const result = sass.compile(join(here, "styles/ventanilla.scss"), {
    style: "compressed",
    importers: [importer],
    loadPaths: [join(here, "styles"), join(here, "node_modules"), join(design, "components")],
    logger: { warn: (message) => { throw new Error(message); } },
  });
  return Buffer.from(result.css + "\n");
}

async function fonts() {
  const made = [];
  for (const [name, family, weight, characters] of FONTS) {
    const file = join(here, `node_modules/@fontsource/${family}/files/${family}-latin-${weight}-normal.woff2`);
    made.push([`fonts/${name}.woff2`, await subsetFont(readFileSync(file), characters, { targetFormat: "woff2", noHinting: true, keepFeatures: FEATURES })]);
  }
  return made;
}

function within(what, bytes, limit) {
  if (bytes > limit) throw new Error(`${what}: ${bytes} bytes, and the limit is ${limit}`);
  console.log(`${what}: ${(bytes / KIB).toFixed(1)} of ${limit / KIB} KB`);
}

/** What the files of this folder are made from, and on what terms: their licences travel with them. */
function licences() {
  const ofFonts = [...new Set(FONTS.map(([, family]) => family))];
  const files = [
    // Its package carries no licence file; this is its repository's.
    ["govuk-frontend", join(here, "styles/LICENSE-govuk-frontend.txt")],
    ...ofFonts.map((family) => [family, join(here, "node_modules/@fontsource", family, "LICENSE")]),
  ];
  const texts = files.map(([name, file]) => `${name}\n${"=".repeat(name.length)}\n\n${readFileSync(file, "utf8").trim()}\n`);
  return Buffer.from(texts.join("\n\n"));
}

const outputs = [
  ["ventanilla.css", styles()],
  ["icons.svg", readFileSync(join(here, "styles/icons.svg"))],
  ["logo.svg", readFileSync(join(here, "styles/logo.svg"))],
  ["LICENSES.txt", licences()],
  ...(await fonts()),
];
within("styles, compressed", gzipSync(outputs[0][1], { level: 9 }).length, CSS_LIMIT);
within("fonts", outputs.filter(([name]) => name.startsWith("fonts/")).reduce((sum, [, bytes]) => sum + bytes.length, 0), FONTS_LIMIT);
for (const [name, bytes] of outputs) {
  const target = join(dist, name);
  if (checking) {
    if (!existsSync(target) || !readFileSync(target).equals(Buffer.from(bytes))) {
      throw new Error(`${name} in static/dist is not what the sources give: run npm run styles (${pathToFileURL(target)})`);
    }
  } else {
    mkdirSync(dirname(target), { recursive: true });
    writeFileSync(target, bytes);
  }
}

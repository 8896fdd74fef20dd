/**
 * What bench/browser_signing.py runs inside a page: the shipped modules, node-forge and bare WebCrypto, over the same files.
 *
 * Each function takes a person's files and gives the milliseconds of one run.
 */

import forge from "node-forge";
import { openKey } from "../src/signing/pkcs8.ts";
import { sign } from "../src/signing/sign.ts";

const RSA = { name: "RSASSA-PKCS1-v1_5", hash: "SHA-256" };
const ACTS = {
  "ventanilla.inicio-sesion.v1": {},
  "ventanilla.solicitud.v1": { tramite: "constancia_vigencia", title: "Constancia", case: "c-1", acting_for: "", lines: [{ label: "Fecha", answer: "22 de noviembre de 2026" }] },
};

const bytes = (text) => Uint8Array.from(atob(text), (character) => character.charCodeAt(0));

function order({ cer, key, password }, typ) {
  const now = 1795370400;
  const challenge = { nonce: "bm9uY2UtZGUtcHJ1ZWJh", audience: location.origin, issued_at: now, expires_at: now + 120 };
  return { typ, act: ACTS[typ], challenge, certificate: bytes(cer).buffer, key: bytes(key).buffer, password };
}

/** The page's policy asks for trusted addresses, here as in the office. */
const WORKER = trustedTypes.createPolicy("ventanilla-worker", { createScriptURL: (url) => url }).createScriptURL("/static/dist/worker.js");

async function timed(action) {
  const start = performance.now();
  await action();
  return performance.now() - start;
}

const forgeKey = ({ key, password }) => {
  const locked = forge.asn1.fromDer(forge.util.createBuffer(atob(key)));
  return forge.pki.privateKeyFromAsn1(forge.pki.decryptPrivateKeyInfo(locked, password));
};

const forgeSign = (key, content) => {
  const digest = forge.md.sha256.create();
  digest.update(content);
  return key.sign(digest);
};

globalThis.bench = {
  open: (person) =>
    timed(async () => {
      const { pkcs8 } = await openKey(bytes(person.key), person.password);
      await crypto.subtle.importKey("pkcs8", pkcs8, RSA, false, ["sign"]);
    }),
  "open and sign in": (person) => {
    const asked = order(person, "ventanilla.inicio-sesion.v1");
    return timed(() => sign(asked, location.origin));
  },
  "open and sign a request": (person) => {
    const asked = order(person, "ventanilla.solicitud.v1");
    return timed(() => sign(asked, location.origin));
  },
  "the whole worker, started and ended": (person) => {
    const asked = { ask: "sign", ...order(person, "ventanilla.inicio-sesion.v1") };
    return timed(
      () =>
        new Promise((resolve, reject) => {
          const worker = new Worker(WORKER);
          worker.onerror = reject;
          worker.onmessage = ({ data }) => {
            worker.terminate();
            data.refused ? reject(new Error(data.refused)) : resolve(data);
          };
          worker.postMessage(asked, [asked.certificate, asked.key]);
        }),
    );
  },
  "node-forge: open": (person) => timed(async () => forgeKey(person)),
  "node-forge: open and sign in": (person) => timed(async () => forgeSign(forgeKey(person), JSON.stringify(order(person, "ventanilla.inicio-sesion.v1").challenge))),
  "WebCrypto: RSA-2048 sign": async (person) => {
    person.native ??= (await crypto.subtle.generateKey({ ...RSA, modulusLength: 2048, publicExponent: Uint8Array.of(1, 0, 1) }, false, ["sign"])).privateKey;
    const content = crypto.getRandomValues(new Uint8Array(256));
    return timed(() => crypto.subtle.sign(RSA.name, person.native, content));
  },
};

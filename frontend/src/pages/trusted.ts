/** The one Trusted Types policy of the office: it lets through a single script address, of this same origin. */

interface Policy {
  createScriptURL(url: string): string;
}

let policy: Policy | undefined;

/** ``url`` as what Worker and ServiceWorker take, if it is ``pathname`` of this origin; throws otherwise. One ``pathname`` a page. */
export function onlyScript(url: string, pathname: RegExp): string {
  const createScriptURL = (candidate: string): string => {
    const whole = new URL(candidate, location.href);
    if (whole.origin !== location.origin || !pathname.test(whole.pathname)) throw new TypeError("not our script");
    return whole.href;
  };
  // Made once: the content security policy allows the name and no duplicates.
  const { trustedTypes } = globalThis as { trustedTypes?: { createPolicy(name: string, rules: Policy): Policy } };
  policy ??= trustedTypes?.createPolicy("ventanilla-worker", { createScriptURL }) ?? { createScriptURL };
  return policy.createScriptURL(url);
}

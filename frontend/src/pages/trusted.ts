/** The one Trusted Types policy of the office: it lets through a single script address, of this same origin. */

interface Policies {
  createPolicy(name: string, rules: { createScriptURL: (url: string) => string }): { createScriptURL(url: string): string };
}

/**
 * ``url`` as what Worker and ServiceWorker take, if it is ``pathname`` of this origin; throws otherwise.
 *
 * A page calls it once: the content security policy allows the name ``ventanilla-worker`` and no duplicates.
 */
export function onlyScript(url: string, pathname: RegExp): string {
  const check = (candidate: string): string => {
    const whole = new URL(candidate, location.href);
    if (whole.origin !== location.origin || !pathname.test(whole.pathname)) throw new TypeError("not our script");
    return whole.href;
  };
  const { trustedTypes } = globalThis as { trustedTypes?: Policies };
  return trustedTypes ? trustedTypes.createPolicy("ventanilla-worker", { createScriptURL: check }).createScriptURL(url) : check(url);
}

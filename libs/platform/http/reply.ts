/** What a controller sets of an answer beside its body. */
export interface Reply {
  code(status: number): Reply;
  header(name: string, value: string): Reply;
}

/** Nothing runs, nothing is kept by a proxy, no search engine finds it, and no other site learns the address. */
const HEADERS: Readonly<Record<string, string>> = {
  'content-type': 'text/html; charset=utf-8',
  'content-security-policy':
    "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'",
  'cache-control': 'no-store',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'x-robots-tag': 'noindex',
};

/** What every page carries that a person reaches from a message. */
export const dress = (reply: Reply): void => {
  for (const [name, value] of Object.entries(HEADERS)) reply.header(name, value);
};

import { type FetchPublic, type Verdict } from '@laurel/certification-domain';
import { readdir, readFile } from 'node:fs/promises';
import { credentialVerifier } from './verify/verify-credential.ts';

const folder = new URL('./published/', import.meta.url);
const RAW =
  'https://raw.githubusercontent.com/digitalcredentials/verifier-core/refs/heads/main/src/test-fixtures/status';
const PAGES = 'https://digitalcredentials.github.io/vc-test-fixtures';

/** What stood at the addresses that the credentials name. */
const DOCUMENTS: Readonly<Record<string, string>> = {
  [`${RAW}/e5WK8CbZ1GjycuPombrj`]: 'verifier-core.status.json',
  [`${PAGES}/statusLists/didkey-ed25519Signature2020/e5WK8CbZ1GjycuPombrj`]: 'vc-test-fixtures.status.json',
  [`${PAGES}/dids/legacy/did.json`]: 'did-legacy.json',
  [`${PAGES}/dids/oidf/did.json`]: 'did-oidf.json',
};
const fetchPublic: FetchPublic = async (url) => {
  const file = DOCUMENTS[url];
  if (file === undefined) return { refused: `nothing is at ${url}.` };
  return { url, contentType: 'application/json', body: await readFile(new URL(`documents/${file}`, folder)) };
};

/** What their names say of them; the others are valid. */
const NOT_VALID: readonly (readonly [RegExp, Verdict, RegExp])[] = [
  [/revoked/i, 'revoked', /status: Its issuer has revoked it/],
  [/expired\.json/, 'expired', /dates: It expired 20/],
  [/notYetValid/, 'not-yet-valid', /dates: It is not in force before 2099/],
  [/BadStatusUrl/, 'unchecked', /status: .*nothing is at https:\/\/raw.githubusercontent.com/],
  [/safeModeBreaker/, 'invalid', /form: Something in it has no meaning.*/],
];

const names = await readdir(new URL('credentials/', folder));

describe('what others published with eddsa-rdfc-2022', () => {
  it('is here', () => expect(names.length).toBeGreaterThanOrEqual(45));

  it.each(names)('%s', async (name) => {
    const bytes = await readFile(new URL(`credentials/${name}`, folder));
    const { verdict, checks } = await credentialVerifier(fetchPublic)(bytes, new Date('2026-02-01T00:00:00Z'));
    const [, expected, reason] = NOT_VALID.find(([pattern]) => pattern.test(name)) ?? [null, 'valid', /^$/];
    const reasons = checks.filter(({ result }) => result !== 'passed').map(({ of, says }) => `${of}: ${says}`);
    expect([verdict, reasons.join('\n')]).toEqual([expected, expect.stringMatching(reason)]);
  });
});

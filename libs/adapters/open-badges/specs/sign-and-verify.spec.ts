import { createHash } from 'node:crypto';
import { deflateSync } from 'node:zlib';
import { bakePng, unbakePng } from '../bake/png.ts';
import { bakeSvg, unbakeSvg } from '../bake/svg.ts';
import { crc32 } from 'node:zlib';
import { award, NOW, openHouse, reasonsOf } from './house.ts';

const DAY = 24 * 60 * 60_000;

/** One white pixel. */
const chunk = (type: string, data: Uint8Array): Buffer => {
  const named = Buffer.concat([Buffer.from(type), data]);
  const numbers = [data.length, crc32(named)].map((number) =>
    Buffer.from([24, 16, 8, 0].map((by) => (number >>> by) & 255)),
  );
  return Buffer.concat([numbers[0]!, named, numbers[1]!]);
};
const PNG = Buffer.concat([
  Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'),
  chunk('IHDR', Buffer.from([0, 0, 0, 1, 0, 0, 0, 1, 8, 0, 0, 0, 0])),
  chunk('IDAT', deflateSync(Buffer.from([0, 255]))),
  chunk('IEND', Buffer.alloc(0)),
]);
const SVG = '<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path d="M1 1h7"/></svg>';

describe('a signed achievement', () => {
  it('is valid as a document, as a JWT of either algorithm, and baked into a PNG or SVG', async () => {
    for (const algorithm of ['ES256', 'EdDSA'] as const) {
      const { signer, verify } = await openHouse(algorithm);
      const { document, jwt } = await signer.sign(award, NOW);
      const forms = [document, jwt, bakeSvg(SVG, document), bakeSvg(SVG, jwt)].map((text) => Buffer.from(text));
      for (const given of [...forms, bakePng(PNG, document), bakePng(PNG, jwt)]) {
        const verification = await verify(given, NOW);
        expect([verification.verdict, reasonsOf(verification)]).toEqual(['valid', '']);
        expect(verification.credential).toMatchObject({
          ...{ kind: 'achievement', issuer: { id: 'did:web:learn.example', name: 'Example Academy' } },
          subject: { id: 'https://learn.example/programmes/consulting-engineer/2', name: award.programme.title },
        });
      }
    }
  });

  it('is kept in the picture to the letter, and only once', async () => {
    const { signer } = await openHouse();
    const { document, jwt } = await signer.sign(award, NOW);
    expect(unbakePng(bakePng(bakePng(PNG, jwt), document), 100_000)).toBe(document);
    expect(unbakeSvg(bakeSvg(bakeSvg(SVG, document), jwt))).toBe(jwt);
    const tricky = JSON.stringify({ name: 'a ]]> b & <c>' });
    expect(JSON.parse(unbakeSvg(bakeSvg(SVG, tricky)) ?? '')).toEqual(JSON.parse(tricky));
  });

  it('names nobody, and is recognised by who knows the address', async () => {
    const { document } = await (await openHouse()).signer.sign(award, NOW);
    expect(document.toLowerCase()).not.toContain('jordan');
    const [{ identityHash, salt }] = JSON.parse(document).credentialSubject.identifier;
    const hash = createHash('sha256').update(`jordan.reyes@example.test${salt}`).digest('hex');
    expect(identityHash).toBe(`sha256$${hash}`);
  });

  it('is suspended, reinstated and revoked by its place in the lists alone', async () => {
    const { signer, set, verify } = await openHouse();
    const given = Buffer.from((await signer.sign(award, NOW)).document);
    const verdict = async () => (await verify(given, NOW)).verdict;
    set.suspension.push(award.status.index);
    expect(await verdict()).toBe('suspended');
    set.revocation.push(award.status.index);
    expect(await verdict()).toBe('revoked');
    set.suspension.pop();
    expect(await verdict()).toBe('revoked');
    set.revocation.splice(0, 1, award.status.index - 1, award.status.index + 1);
    expect(await verdict()).toBe('valid');
  });

  it('is not yet valid, and expires', async () => {
    const { signer, verify } = await openHouse();
    const given = Buffer.from(
      (await signer.sign({ ...award, expiresAt: new Date(NOW.getTime() + DAY / 2) }, NOW)).document,
    );
    expect((await verify(given, new Date(NOW.getTime() - 1000))).verdict).toBe('not-yet-valid');
    expect((await verify(given, new Date(NOW.getTime() + DAY / 2))).verdict).toBe('expired');
    const forever = Buffer.from((await signer.sign({ ...award, expiresAt: null }, NOW)).document);
    expect((await verify(forever, NOW)).verdict).toBe('valid');
  });

  it('stays valid when the keys are rotated, and the next one has a new key', async () => {
    const { signer, keys, verify } = await openHouse();
    const before = await signer.sign(award, NOW);
    await keys.rotate(new Date(NOW.getTime() + 1));
    const after = await signer.sign(award, NOW);
    expect(after.key).not.toBe(before.key);
    for (const text of [before.document, before.jwt, after.document, after.jwt])
      expect((await verify(Buffer.from(text), NOW)).verdict).toBe('valid');
  });

  it('is not valid where its lists do not answer, or are too old', async () => {
    const { signer, verify } = await openHouse();
    const elsewhere = Buffer.from((await signer.sign({ ...award, status: { list: '2', index: 1 } }, NOW)).document);
    expect(reasonsOf(await verify(elsewhere, NOW))).toMatch(/^status: .*status\/2\/revocation does not answer/);
    const given = Buffer.from((await signer.sign(award, NOW)).document);
    const later = await verify(given, new Date(NOW.getTime() + 2 * DAY));
    expect([later.verdict, reasonsOf(later)]).toEqual([
      'unchecked',
      expect.stringMatching(/list .* is not valid. It expired/),
    ]);
  });
});

type Changed = Record<string, any>; // eslint-disable-line @typescript-eslint/no-explicit-any
const tampered: readonly (readonly [string, (credential: Changed) => void, RegExp])[] = [
  ['name', (c) => (c['credentialSubject'].achievement.name = 'Certified Architect'), /^signature: It was changed/],
  ['proof', (c) => (c['proof'].proofValue = `z${'2'.repeat(86)}`), /^signature: /],
  ['time of the proof', (c) => (c['proof'].created = '2026-03-02T12:00:01Z'), /^signature: It was changed/],
  [
    'issuer',
    (c) => (c['issuer'].id = 'did:web:other.example'),
    /^signature: Not looked at.*\nissuer: .*other.example.* does not answer/,
  ],
  ["issuer's name", (c) => (c['issuer'].name = 'Better Academy'), /^signature: It was changed/],
  ['type', (c) => (c['type'] = ['VerifiableCredential']), /^signature: It was changed/],
  ['end', (c) => (c['validUntil'] = '2099-01-01T00:00:00Z'), /^signature: It was changed/],
  ['no end', (c) => delete c['validUntil'], /^signature: It was changed/],
  ['beginning', (c) => (c['validFrom'] = '2020-01-01T00:00:00Z'), /^signature: It was changed/],
  ['no status', (c) => delete c['credentialStatus'], /^signature: It was changed/],
  ['an undefined term', (c) => (c['honours'] = 'summa cum laude'), /^form: Something in it has no meaning.*honours/],
  [
    'its end under another name for the same meaning',
    (c) => {
      c['@context'].push({
        until: {
          '@id': 'https://www.w3.org/2018/credentials#validUntil',
          '@type': 'http://www.w3.org/2001/XMLSchema#dateTime',
        },
      });
      c['until'] = c['validUntil'];
      delete c['validUntil'];
    },
    /^form: Its terms are not spelled/,
  ],
  [
    'its end under its address',
    (c) => {
      c['https://www.w3.org/2018/credentials#validUntil'] = {
        '@value': c['validUntil'],
        '@type': 'http://www.w3.org/2001/XMLSchema#dateTime',
      };
      delete c['validUntil'];
    },
    /^form: Its terms are not spelled/,
  ],
];

it.each(tampered)('rejects another %s', async (_, change, reason) => {
  const { signer, verify } = await openHouse();
  const credential = JSON.parse((await signer.sign(award, NOW)).document);
  change(credential);
  const verification = await verify(Buffer.from(JSON.stringify(credential)), NOW);
  expect(['invalid', 'unchecked']).toContain(verification.verdict);
  expect(reasonsOf(verification)).toMatch(reason);
});

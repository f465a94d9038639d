import { ownIds } from './own-ids.ts';
import { addressesOf } from './public-addresses.ts';
import { documentAt } from './public-documents.port.ts';

const base = 'https://learn.example/academy';
const addresses = addressesOf(base);

it('finds each document at the address that is given out for it, and nothing elsewhere', () => {
  expect(documentAt(addresses.issuer, base)).toEqual({ is: 'issuer' });
  expect(documentAt(addresses.didDocument, base)).toEqual({ is: 'didDocument' });
  expect(documentAt(addresses.jwks, base)).toEqual({ is: 'jwks' });
  expect(documentAt(addresses.achievement('a/b c', 2), `${base}/`)).toEqual({
    ...{ is: 'achievement', programme: 'a/b c', version: 2 },
  });
  expect(documentAt(addresses.status('7', 'suspension'), base)).toEqual({
    is: 'status',
    list: '7',
    purpose: 'suspension',
  });
  for (const other of ['/programmes/a/0', '/programmes/a/x', '/status/7/refresh', '/certificates/1', '', '/%']) {
    expect(documentAt(base + other, base)).toBeUndefined();
  }
  expect(documentAt('https://localhost:7300/.well-known/did.json', 'http://localhost:7300')).toEqual({
    is: 'didDocument',
  });
  expect(documentAt(addressesOf('https://learn.example.evil').issuer, 'https://learn.example')).toBeUndefined();
});

it('knows its own ids, in every form that they are written in', () => {
  const isOwn = ownIds(addresses, ['z6MkOwn']);
  const own = [
    addresses.issuer,
    addresses.key('key-1'),
    addresses.did,
    `${addresses.did}#key-1`,
    'did:key:z6MkOwn#z6MkOwn',
  ];
  expect(own.map(isOwn)).toEqual(own.map(() => true));
  const others = [`${addresses.issuer}2`, `${addresses.did}x`, 'did:key:z6MkOther', 'did:web:learn.example', base];
  expect(others.map(isOwn)).toEqual(others.map(() => false));
});

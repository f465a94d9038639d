import { addressesOf } from './public-addresses.ts';

describe('public addresses', () => {
  it('are made of where the server is reached, with or without a slash behind', () => {
    const addresses = addressesOf('https://learn.example/');
    expect(addresses.issuer).toBe('https://learn.example/issuer');
    expect(addresses.key('key-1')).toBe('https://learn.example/issuer#key-1');
    expect(addresses.achievement('consulting engineer', 3)).toBe(
      'https://learn.example/programmes/consulting%20engineer/3',
    );
    expect(addresses.status('7', 'revocation')).toBe('https://learn.example/status/7/revocation');
    expect(addresses.verify('c1')).toBe('https://learn.example/verify/c1');
  });

  // did:web method, 3.2: a port is percent-encoded, a path moves the document out of .well-known.
  it.each([
    ['https://learn.example', 'did:web:learn.example', 'https://learn.example/.well-known/did.json'],
    ['http://localhost:7300', 'did:web:localhost%3A7300', 'http://localhost:7300/.well-known/did.json'],
    ['https://example.com/academy/eu/', 'did:web:example.com:academy:eu', 'https://example.com/academy/eu/did.json'],
  ])('%s is %s', (publicUrl, did, document) => {
    expect(addressesOf(publicUrl)).toMatchObject({ did, didDocument: document });
  });
});

import fc from 'fast-check';
import { createHmac } from 'node:crypto';
import { type LinkMaker, linksOf, readLink, readTrackedLink, REASONS, type Sign, trackedLink } from './links.ts';

const signWith =
  (key: string): Sign =>
  (purpose, text) =>
    createHmac('sha256', key).update(`${purpose}\n${text}`).digest('base64url').slice(0, 22);
const sign = signWith('key');
const maker: LinkMaker = { publicUrl: 'https://laurel.example/', sign };
const tokenOf = (url: string): string => url.slice(url.lastIndexOf('/') + 1);
const of = { message: 'm1', category: 'learning-reminder', isOptional: true, asksWhy: true };

it('makes links that say the message and nothing about the person', () => {
  const links = linksOf(maker, of);
  expect(links.unsubscribe).toMatch(/^https:\/\/laurel\.example\/unsubscribe\/[\w-]+\.[\w-]{22}$/);
  expect(readLink(sign, 'unsubscribe', tokenOf(links.unsubscribe!))).toEqual({
    message: 'm1',
    detail: 'learning-reminder',
  });
  expect(readLink(sign, 'preferences', tokenOf(links.preferences!))).toEqual({ message: 'm1', detail: '' });
  expect(links.reasons.map(({ url }) => readLink(sign, 'reason', tokenOf(url))?.detail)).toEqual(
    REASONS.map(({ answer }) => answer),
  );
});

it('offers no way out of what cannot be left, and asks nobody who is not to be asked', () => {
  const links = linksOf(maker, { ...of, isOptional: false, asksWhy: false });
  expect([links.unsubscribe, links.reasons]).toEqual([undefined, []]);
});

it('leads on only to what was signed, for that purpose and with that key', () => {
  fc.assert(
    fc.property(fc.webUrl(), fc.string({ unit: 'grapheme' }), fc.nat(), (url, label, at) => {
      const token = tokenOf(trackedLink(maker, { message: 'm1', label, url }));
      expect(readTrackedLink(sign, token)).toEqual({ message: 'm1', label, url });
      expect(readTrackedLink(signWith('another key'), token)).toBeUndefined();
      expect(readLink(sign, 'preferences', token)).toBeUndefined();
      const place = at % token.length;
      const changed = token.slice(0, place) + (token[place] === 'A' ? 'B' : 'A') + token.slice(place + 1);
      expect(readTrackedLink(sign, changed)).toBeUndefined();
      expect(readTrackedLink(sign, token.slice(0, place))).toBeUndefined();
    }),
  );
});

it.each(['', '.', 'a', 'a.', '.b', 'a.b.c', '%', 'ä.ö'])('reads no link in %j', (token) => {
  expect(readLink(sign, 'why', token)).toBeUndefined();
});

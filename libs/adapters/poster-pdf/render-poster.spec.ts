import { announcementContent } from '@laurel/contracts';
import { type Poster } from '@laurel/communications-domain';
import { readQrCode } from '../../testing/read-qr-code.ts';
import { renderPoster } from './render-poster.ts';

const content = announcementContent.parse({
  title: 'Become a Certified Implementation Consultant — ab heute',
  summary: 'A technical refresher, decision checklists and role plays, at your own pace and between two clients.',
  paragraphs: ['Voluntary. What you did in the course counts.', 'Co-signed by the Institute of Consulting.'],
  action: { label: 'See what it takes', url: 'https://intranet.example/certification' },
});
const poster: Poster = {
  ...{ content, size: 'A4', at: new Date('2026-03-02T12:00:00Z') },
  link: 'https://laurel.example/announcements/consulting-certification/go/poster',
};

const latin = (pdf: Uint8Array): string => Buffer.from(pdf).toString('latin1');
const boxOf = (pdf: Uint8Array) => /\/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]/.exec(latin(pdf))?.slice(1).map(Number);
const pagesOf = (pdf: Uint8Array): number => latin(pdf).match(/\/Type \/Page\b/g)?.length ?? 0;

it.each([
  ['A4', 595.28, 841.89],
  ['A3', 841.89, 1190.55],
] as const)('is one upright page of %s whose code a reader reads', async (size, width, height) => {
  const pdf = await renderPoster({ ...poster, size });
  expect([boxOf(pdf), pagesOf(pdf)]).toEqual([[width, height], 1]);
  expect(readQrCode(pdf)).toBe(poster.link);
});

it('holds other letters and long addresses', async () => {
  const link = `https://laurel.example/announcements/${'x'.repeat(100)}/go/poster`;
  expect(readQrCode(await renderPoster({ ...poster, link }))).toBe(link);
});

it('stays one page however much there is to say, and is the same file for the same poster', async () => {
  const paragraphs = Array.from({ length: 20 }, () => 'Very much to say. '.repeat(100).trim());
  const much = { ...poster, content: { ...content, title: 'Long '.repeat(30).trim(), paragraphs } };
  expect(pagesOf(await renderPoster(much))).toBe(1);
  const [one, other] = [await renderPoster(poster), await renderPoster(poster)];
  expect(Buffer.from(one).equals(Buffer.from(other))).toBe(true);
});

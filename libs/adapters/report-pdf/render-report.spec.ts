import { type ReportDocument } from '@laurel/insights-domain';
import { renderReport } from './render-report.ts';

const at = new Date('2026-03-02T12:00:00Z');
const document = (more: Partial<ReportDocument> = {}): ReportDocument => ({
  title: 'Certification in Vienna — wie weit? Διάβρωση',
  description: 'Asked every Monday before the meeting of the learning group.',
  asked: ['How many get from step to step, and where the others are', 'Step 1: Enrolled', 'window: 60 days'],
  standing: 'As known on 2026-03-02 12:00 UTC; the latest fact used was recorded on 2026-03-02 11:58 UTC.',
  columns: [
    { name: 'course', isNumber: false },
    ...Array.from({ length: 22 }, (_, n) => ({
      name: n % 3 === 0 ? `completed.figure${n}` : `figure${n}`,
      isNumber: true,
    })),
  ],
  rows: Array.from({ length: 60 }, (_, row) => [
    row === 3 ? 'A course with a name that is much longer than any column of this table can be wide' : `course ${row}`,
    ...Array.from({ length: 22 }, (__, n) => (n === 5 ? '–' : String((row * 37 + n * 1013) % 5000))),
  ]),
  more: 0,
  bars: [
    { label: 'Enrolled', share: 1, figure: '1,200' },
    { label: 'Submitted the assessment', share: 0.45, figure: '540 (45.0%)' },
    { label: 'Completed', share: 0, figure: '0 (0.0%)' },
  ],
  definitions: [['reached', 'learners who came so far in their deepest try']],
  address: 'http://localhost:7300/saved-questions/0198f2bf-1c2d-7e3f-8a4b-5c6d7e8f9a0b',
  ...more,
});

const pagesOf = (pdf: Uint8Array): number =>
  Buffer.from(pdf)
    .toString('latin1')
    .match(/\/Type \/Page\b/g)?.length ?? 0;

it('is a PDF, the same for the same document at the same time', async () => {
  const [one, other] = [await renderReport(document(), at), await renderReport(document(), at)];
  expect(Buffer.from(one).subarray(0, 5).toString()).toBe('%PDF-');
  expect(Buffer.from(one).equals(Buffer.from(other))).toBe(true);
});

it('goes on over pages where the table is long or wide, and never leaves an empty one', async () => {
  const few = { rows: document().rows.slice(0, 5), columns: document().columns.slice(0, 6), bars: [] };
  expect(pagesOf(await renderReport(document(few), at))).toBe(1);
  expect(pagesOf(await renderReport(document(), at))).toBe(4);
  expect(pagesOf(await renderReport(document({ rows: [], columns: [] }), at))).toBe(1);
});

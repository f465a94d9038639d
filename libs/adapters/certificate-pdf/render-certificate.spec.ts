import { PLAIN_DESIGN } from '@laurel/contracts';
import { readQrCode } from '../../testing/read-qr-code.ts';
import { type PrintedCertificate, renderCertificate } from './render-certificate.ts';
import { runsOf } from './runs.ts';

const certificate: PrintedCertificate = {
  ...{ name: 'Jordan Reyes', issuer: 'Example Academy', design: PLAIN_DESIGN },
  verifyUrl: 'https://learn.example/verify/019cada0-0000-7000-8000-000000000001',
  award: {
    certificate: '019cada0-0000-7000-8000-000000000001',
    programme: {
      ...{
        id: 'consulting',
        version: 2,
        title: 'Certified Consultant',
        description: 'Leads.',
        criteria: ['All done.'],
      },
    },
    ...{ email: 'jordan@example.test', evidence: [], status: { list: '1', index: 7 } },
    ...{ issuedAt: new Date('2026-03-02T12:00:00Z'), expiresAt: null },
  },
};
const latin = (pdf: Uint8Array): string => Buffer.from(pdf).toString('latin1');

it.each([
  ['A4', [841.89, 595.28]],
  ['Letter', [792, 612]],
] as const)('is one wide sheet of %s whose code a reader reads', async (paper, box) => {
  const pdf = await renderCertificate({ ...certificate, design: { ...PLAIN_DESIGN, paper } });
  expect(/\/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]/.exec(latin(pdf))?.slice(1).map(Number)).toEqual(box);
  expect(latin(pdf).match(/\/Type \/Page\b/g)).toHaveLength(1);
  expect(readQrCode(pdf)).toBe(certificate.verifyUrl);
});

it('is tagged: screen readers read the name as it is written, and what the code is for', async () => {
  const pdf = latin(await renderCertificate(certificate));
  expect(pdf).toContain('/Marked true');
  expect(pdf).toMatch(/\/S \/H1\s+\/ActualText \(Jordan Reyes\)/);
  expect(pdf).toMatch(/\/Alt \(QR code that leads to https/);
});

it.each([
  ['Latin', 'Zoë Łukasiewicz-Đorđević', ['latin']],
  ['Greek and Cyrillic', 'Αλέξανδρος Иванов', ['latin']],
  ['Arabic', 'محمد أحمد', ['arabic']],
  ['Hebrew', 'עמית שרון', ['hebrew']],
  ['Chinese', '欧阳小明', ['chinese']],
  ['Japanese', '田中さくら', ['chinese']],
  ['Korean', '김민준', ['korean']],
  ['Thai', 'สมชาย', ['thai']],
  ['Devanagari', 'अमित शर्मा', ['devanagari']],
])('has the letters of %s', (_, name, fonts) => {
  expect([...new Set(runsOf(name).map(({ font }) => font))]).toEqual(fonts);
});

it('draws what is read from the right from the right, numbers not, and brackets turned', () => {
  expect(runsOf('محمد (3)').map(({ text }) => text)).toEqual(['(', '3', ')', 'محمد ']);
  expect(runsOf('Dr. محمد').map(({ text }) => text)).toEqual(['Dr. ', 'محمد']);
});

it('cuts no name, however long, and is the same file for the same certificate', async () => {
  const name = `Maria ${'Wilhelmina '.repeat(40)}the Younger`;
  const pdf = latin(await renderCertificate({ ...certificate, name }));
  expect(pdf.match(/\/Type \/Page\b/g)).toHaveLength(1);
  const [one, other] = await Promise.all([renderCertificate(certificate), renderCertificate(certificate)]);
  expect(Buffer.from(one).equals(Buffer.from(other))).toBe(true);
});

import { suppresses } from '@laurel/communications-domain';
import { readMailReport } from './read-report.ts';

const MESSAGE = '6f1d2c3b4a5968778695a4b3c2d1e0ff';
const mail = (type: string, ...parts: readonly string[]): Uint8Array =>
  new TextEncoder().encode(
    [
      'From: MAILER-DAEMON@mx.example.test',
      'To: laurel@example.test',
      'Subject: Undelivered Mail Returned to Sender',
      'MIME-Version: 1.0',
      `Content-Type: multipart/report; report-type=${type}; boundary="b"`,
      '',
      ...parts.flatMap((part) => ['--b', part]),
      '--b--',
      '',
    ].join('\r\n'),
  );
const words = 'Content-Type: text/plain\r\n\r\nI am sorry.\r\n';
const original = `Content-Type: text/rfc822-headers\r\n\r\nSubject: Hello\r\nMessage-ID: <${MESSAGE}@example.test>\r\n`;
const status = (...recipients: readonly string[]) =>
  `Content-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; mx.example.test\r\n\r\n${recipients.join('\r\n\r\n')}\r\n`;
const recipient = (action: string, code: string, address = 'ann@example.test') =>
  `Final-Recipient: rfc822; ${address}\r\nAction: ${action}\r\nStatus: ${code}\r\nDiagnostic-Code: smtp; 550 5.1.1\r\n no such user`;

it.each([
  ['failed', '5.1.1', 'bounced', 'hard-bounce'],
  ['failed', '5.2.1', 'bounced', 'hard-bounce'],
  ['failed', '5.2.2', 'bounced', undefined], // full
  ['failed', '5.7.1', 'bounced', undefined], // policy
  ['failed', '4.4.7', 'bounced', undefined], // gave up after days
  ['delayed', '4.4.1', 'delayed', undefined],
  ['delivered', '2.0.0', 'delivered', undefined],
])('reads %s %s as %s, suppressing: %s', async (action, code, report, because) => {
  const [read, ...more] = await readMailReport(
    mail('delivery-status', words, status(recipient(action, code)), original),
  );
  expect(read).toEqual({ report, status: code, address: 'ann@example.test', message: MESSAGE });
  expect(more).toEqual([]);
  expect(suppresses(read!)).toBe(because);
});

it('reads a report about several, with the whole mail returned', async () => {
  const whole = `Content-Type: message/rfc822\r\n\r\nMessage-ID: <${MESSAGE}@example.test>\r\nSubject: Hello\r\n\r\nHello\r\n`;
  const both = status(recipient('failed', '5.1.1'), recipient('failed', '5.1.10', 'bob@example.test'));
  const read = await readMailReport(mail('delivery-status', words, both, whole));
  expect(read.map(({ address, message }) => [address, message])).toEqual([
    ['ann@example.test', MESSAGE],
    ['bob@example.test', MESSAGE],
  ]);
});

it('reads a complaint', async () => {
  const feedback =
    'Content-Type: message/feedback-report\r\n\r\nFeedback-Type: abuse\r\nVersion: 1\r\nOriginal-Rcpt-To: <ann@example.test>\r\n';
  const [read] = await readMailReport(mail('feedback-report', words, feedback, original));
  expect(read).toEqual({ report: 'complained', status: '', address: 'ann@example.test', message: MESSAGE });
  expect(suppresses(read!)).toBe('complaint');
});

it.each(['', 'no mail at all', 'Subject: Out of office\r\n\r\nI am away; 550 5.1.1 is my favourite number.'])(
  'reads nothing in %j',
  async (text) => expect(await readMailReport(new TextEncoder().encode(text))).toEqual([]),
);

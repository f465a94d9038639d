import { reportsOfSes } from './ses-report.ts';

const message = '6f1d2c3b4a5968778695a4b3c2d1e0ff';
const mail = { messageId: '0100-ses', commonHeaders: { messageId: `<${message}@example.test>`, subject: 'Hello' } };
const bounce = (bounceType: string, status?: string) => ({
  ...{ notificationType: 'Bounce', mail },
  bounce: { bounceType, bouncedRecipients: [{ emailAddress: 'ann@example.test', action: 'failed', status }] },
});

it.each([
  [bounce('Permanent', '5.1.1'), { report: 'bounced', status: '5.1.1' }],
  [bounce('Permanent'), { report: 'bounced', status: '5.0.0' }],
  [bounce('Transient', '4.4.7'), { report: 'delayed', status: '4.4.7' }],
  [
    { eventType: 'Complaint', mail, complaint: { complainedRecipients: [{ emailAddress: 'ann@example.test' }] } },
    { report: 'complained', status: '' },
  ],
  [
    { eventType: 'Delivery', mail, delivery: { recipients: ['ann@example.test'] } },
    { report: 'delivered', status: '' },
  ],
])('reads %j', (body, said) => {
  const expected = [{ ...said, address: 'ann@example.test', message }];
  expect(reportsOfSes(body)).toEqual(expected);
  expect(reportsOfSes({ Type: 'Notification', Message: JSON.stringify(body) })).toEqual(expected);
});

it.each([undefined, null, [], {}, { Message: '{' }, { bounce: {} }, 'Bounce'])('reads nothing in %j', (body) => {
  expect(reportsOfSes(body)).toBeUndefined();
});

it('names no message where the Message-ID is of another sender', () => {
  const other = { ...mail, commonHeaders: { messageId: '<abc@elsewhere.test>' } };
  expect(reportsOfSes({ ...bounce('Permanent'), mail: other })?.[0]?.message).toBeUndefined();
});

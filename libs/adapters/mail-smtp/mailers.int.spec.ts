import { type Mail } from '@laurel/communications-domain';
import { simpleParser } from 'mailparser';
import { createHash, createVerify, generateKeyPairSync } from 'node:crypto';
import { mkdtemp, readdir, rm, utimes } from 'node:fs/promises';
import { type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SMTPServer, type SMTPServerOptions } from 'smtp-server';
import { openLocalMailbox } from './local-mailbox.ts';
import { type Dkim, messageOf } from './rfc822.ts';
import { openSmtpMailer } from './smtp-mailer.ts';

const from = 'Laurel <laurel@example.test>';
const mail: Mail = {
  messageId: 'abc123',
  to: { name: 'Ünal, Änn', address: 'ann@example.test' },
  subject: 'Your place in “Consulting” – wartet',
  text: 'Hello\n',
  html: '<p>Hello &amp; welcome</p>',
  attachments: [],
};

const withServer = async (
  options: SMTPServerOptions,
  use: (url: string, server: SMTPServer) => Promise<void>,
): Promise<void> => {
  const server = new SMTPServer({ authOptional: true, disabledCommands: ['STARTTLS'], ...options });
  server.on('error', () => undefined); // connections that a test cuts
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.server.address() as AddressInfo;
  try {
    await use(`smtp://127.0.0.1:${port}`, server);
  } finally {
    await new Promise<void>((resolve) => server.close(() => resolve()));
  }
};
const sendBy = (url: string) => openSmtpMailer(url, { from }).send(mail);
const refusal = (code: number, words = 'no ann@example.test') =>
  Object.assign(new Error(words), { responseCode: code });
const swallow = (stream: NodeJS.ReadableStream, then: () => void) => void stream.on('end', then).resume();

describe('smtp', () => {
  it('sends the mail with the Message-ID of the message', async () => {
    const got: string[] = [];
    const onData: SMTPServerOptions['onData'] = (stream, _, done) =>
      void stream.on('data', (chunk: Buffer) => got.push(chunk.toString())).on('end', () => done());
    await withServer({ onData }, async (url) => expect(await sendBy(url)).toEqual({ outcome: 'accepted' }));
    expect(got.join('')).toContain('Message-ID: <abc123@example.test>');
    expect(got.join('')).toContain('Auto-Submitted: auto-generated');
  });

  it.each([
    [550, { outcome: 'rejected' }],
    [451, { outcome: 'tryLater' }],
    [421, { outcome: 'tryLater' }],
  ])('takes %i, whether to RCPT or to DATA, for %j, and says no address', async (code, outcome) => {
    const answer = { ...outcome, reason: `smtp ${code}` };
    const onRcptTo: SMTPServerOptions['onRcptTo'] = (_, __, done) => done(refusal(code));
    await withServer({ onRcptTo }, async (url) => expect(await sendBy(url)).toMatchObject(answer));
    const onData: SMTPServerOptions['onData'] = (stream, _, done) => swallow(stream, () => done(refusal(code)));
    await withServer({ onData }, async (url) => expect(await sendBy(url)).toMatchObject(answer));
  });

  it.each([
    [550, 'no such user', 'address'],
    [550, '5.1.1 no such user', 'address'],
    [550, '5.2.1 disabled', 'address'],
    [550, '5.7.1 relaying denied', 'message'],
    [552, '5.2.2 mailbox full', 'message'],
    [554, 'no', 'message'],
  ])('tells whether %i %s to RCPT is about the address or about this mail', async (code, words, about) => {
    const onRcptTo: SMTPServerOptions['onRcptTo'] = (_, __, done) => done(refusal(code, words));
    await withServer({ onRcptTo }, async (url) => expect(await sendBy(url)).toMatchObject({ about }));
    const onData: SMTPServerOptions['onData'] = (stream, _, done) => swallow(stream, () => done(refusal(code, words)));
    await withServer({ onData }, async (url) => expect(await sendBy(url)).toMatchObject({ about: 'message' }));
  });

  it('knows that nothing was sent when the server hangs before the mail, and knows nothing when it hangs behind', async () => {
    const onRcptTo: SMTPServerOptions['onRcptTo'] = () => undefined;
    await withServer({ onRcptTo }, async (url) => {
      const answer = await sendBy(`${url}?socketTimeout=200`);
      expect(answer).toEqual({
        outcome: 'tryLater',
        reason: 'the mail server gave no answer before the mail (ETIMEDOUT)',
      });
    });
    const onData: SMTPServerOptions['onData'] = (stream) => swallow(stream, () => undefined);
    await withServer({ onData }, async (url) => {
      await expect(sendBy(`${url}?socketTimeout=200`)).rejects.toThrow('the mail server gave no answer (ETIMEDOUT)');
    });
  });

  it('is away when the server refuses the login, or us: that says nothing about the person', async () => {
    const onAuth: SMTPServerOptions['onAuth'] = (_, __, done) => done(refusal(535));
    await withServer({ onAuth, authOptional: false, allowInsecureAuth: true }, async (url) => {
      const answer = await sendBy(url.replace('smtp://', 'smtp://user:wrong@'));
      expect(answer).toEqual({ outcome: 'away', reason: 'smtp 535' });
    });
    const onConnect: SMTPServerOptions['onConnect'] = (_, done) => done(refusal(554));
    await withServer({ onConnect }, async (url) => expect(await sendBy(url)).toMatchObject({ outcome: 'away' }));
  });

  it('is away when the server cannot be reached: nothing was sent', async () => {
    expect(await sendBy('smtp://127.0.0.1:1')).toEqual({
      outcome: 'away',
      reason: 'the mail server cannot be reached',
    });
  });

  it('knows nothing when the connection is cut after the mail, and says no address', async () => {
    const cut: SMTPServerOptions['onData'] = (stream) => swallow(stream, () => cutAll());
    let cutAll = () => undefined;
    await withServer({ onData: cut }, async (url, server) => {
      cutAll = () => {
        for (const connection of server.connections) Reflect.get(connection, '_socket').destroy();
        return undefined;
      };
      const error: unknown = await sendBy(url).catch((thrown: unknown) => thrown);
      expect(String(error)).toMatch(/gave no answer \(\w+\)$/);
    });
  });
});

describe('the local mailbox', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'laurel-test-mailbox-'));
  });
  afterEach(() => rm(folder, { recursive: true }));

  it('keeps a mail, reads it back, and keeps it once however often it is sent', async () => {
    const mailbox = await openLocalMailbox(folder, { from }, { now: () => new Date('2026-06-02T14:00:00Z') });
    expect(await mailbox.send(mail)).toEqual({ outcome: 'accepted' });
    expect(await mailbox.send(mail)).toEqual({ outcome: 'accepted' });
    expect(await readdir(folder)).toEqual(['abc123.eml']);
    const { total, mails } = await mailbox.list({ skip: 0, limit: 10 });
    expect({ total, mails }).toEqual({
      total: 1,
      mails: [
        {
          id: 'abc123',
          to: expect.stringContaining('ann@example.test'),
          subject: mail.subject,
          date: '2026-06-02T14:00:00.000Z',
        },
      ],
    });
    expect(await mailbox.read('abc123')).toMatchObject({ text: 'Hello\n', html: mail.html, from: expect.anything() });
  });

  it('keeps what was attached byte for byte, and hands out each by its place', async () => {
    const mailbox = await openLocalMailbox(folder, { from });
    const content = Uint8Array.from({ length: 70_000 }, (_, n) => (n * 31) % 256);
    const attachments = [
      { name: 'Bericht für März.pdf', type: 'application/pdf', content },
      { name: 'table.csv', type: 'text/csv', content: new TextEncoder().encode('a,b\r\n1,"ü"\r\n') },
    ];
    await mailbox.send({ ...mail, messageId: 'attached', attachments });
    expect((await mailbox.read('attached'))?.attachments).toEqual([
      { name: 'Bericht für März.pdf', type: 'application/pdf', bytes: 70_000 },
      { name: 'table.csv', type: 'text/csv', bytes: 13 },
    ]);
    for (const [place, { content: sent }] of attachments.entries()) {
      const kept = await mailbox.attachment('attached', place);
      expect(Buffer.from(kept!.content).equals(Buffer.from(sent))).toBe(true);
    }
    expect(await mailbox.attachment('attached', 2)).toBeUndefined();
    expect(await mailbox.attachment('nobody', 0)).toBeUndefined();
    await rm(join(folder, 'attached.eml'));
  });

  it('carries an appointment as a part that calendars read, and as a file', async () => {
    const appointment = {
      uid: 'u1',
      sequence: 1,
      title: 'Kick-off',
      start: '2026-03-02T09:00:00Z',
      duration: { minutes: 60 },
    };
    const { bytes } = await messageOf({ ...mail, appointment }, { from }, new Date('2026-02-20T08:00:00Z'));
    expect(bytes.toString('latin1')).toMatch(/Content-Type: text\/calendar; charset=utf-8; method=PUBLISH/i);
    const { attachments } = await simpleParser(bytes);
    const files = attachments.filter(({ filename }) => filename === 'event.ics');
    expect(files.map(({ content }) => content.toString().includes('UID:u1'))).toEqual([true]);
  });

  it('lists the newest first, in pages, and has no file outside its folder', async () => {
    const mailbox = await openLocalMailbox(folder, { from });
    for (const [n, messageId] of ['m1', 'm2', 'm3'].entries()) {
      await mailbox.send({ ...mail, messageId });
      await utimes(join(folder, `${messageId}.eml`), n, n); // the clock of a file system is coarse
    }
    const { total, mails } = await mailbox.list({ skip: 1, limit: 1 });
    expect([total, mails.map(({ id }) => id)]).toEqual([3, ['m2']]);
    for (const id of ['../m1', 'm9', '', 'a/b', '.']) expect(await mailbox.read(id)).toBeUndefined();
  });
});

describe('the mail itself, in a real parser', () => {
  const unsubscribe = `https://laurel.example/unsubscribe/${'x'.repeat(180)}.sig`;
  const wire = async (more: Partial<Mail>, dkim?: Dkim): Promise<Buffer> => {
    const got: Buffer[] = [];
    const onData: SMTPServerOptions['onData'] = (stream, _, done) =>
      void stream.on('data', (chunk: Buffer) => got.push(chunk)).on('end', () => done());
    await withServer({ onData }, async (url) => {
      expect(await openSmtpMailer(url, { from, dkim }).send({ ...mail, ...more })).toEqual({ outcome: 'accepted' });
    });
    return Buffer.concat(got);
  };

  it('has what RFC 5322 and RFC 8058 ask for', async () => {
    const bytes = await wire({ unsubscribe });
    const parsed = await simpleParser(bytes);
    const head = bytes.toString('latin1').split('\r\n\r\n')[0] ?? '';
    const once = ['from', 'to', 'subject', 'date', 'message-id', 'mime-version', 'content-type', 'auto-submitted'];
    for (const name of [...once, 'list-unsubscribe', 'list-unsubscribe-post']) {
      expect([name, parsed.headerLines.filter(({ key }) => key === name).length]).toEqual([name, 1]);
    }
    expect(parsed.messageId).toBe('<abc123@example.test>');
    expect(parsed.date?.getTime()).toBeGreaterThan(Date.now() - 60_000);
    expect(parsed.to).toMatchObject({ value: [{ address: 'ann@example.test', name: mail.to.name }] });
    expect([parsed.subject, parsed.text, parsed.html]).toEqual([mail.subject, mail.text, mail.html]);
    expect(unfolded(head)).toContain(`List-Unsubscribe: <${unsubscribe}>`);
    expect(unfolded(head)).toContain('List-Unsubscribe-Post: List-Unsubscribe=One-Click');
    for (const line of bytes.toString('latin1').split('\r\n')) expect(line.length).toBeLessThanOrEqual(998);
    expect(head).toMatch(/^[\x20-\x7e\r\n\t]*$/);
  });

  it('has no way to unsubscribe from what nobody can leave', async () => {
    expect((await wire({})).toString()).not.toMatch(/list-unsubscribe/i);
  });

  it('is signed by DKIM, the two headers of RFC 8058 included, so that the key of the domain verifies it', async () => {
    const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
    const pem = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
    const dkim = { domainName: 'example.test', keySelector: 'laurel', privateKey: pem };
    const bytes = await wire({ unsubscribe }, dkim);
    const signed = dkimOf(bytes);
    expect(signed.tags).toMatchObject({ d: 'example.test', s: 'laurel', a: 'rsa-sha256', c: 'relaxed/relaxed' });
    expect(signed.tags['h']?.toLowerCase().split(':')).toEqual(
      expect.arrayContaining(['from', 'list-unsubscribe', 'list-unsubscribe-post']),
    );
    expect(signed.bodyHash).toBe(signed.tags['bh']);
    const verifies = (text: string) =>
      createVerify('RSA-SHA256')
        .update(text)
        .verify(publicKey, signed.tags['b'] ?? '', 'base64');
    expect(verifies(signed.text)).toBe(true);
    expect(verifies(signed.text.replace('unsubscribe/x', 'unsubscribe/y'))).toBe(false);
  });
});

const unfolded = (head: string): string => head.replace(/\r\n[ \t]+/g, ' ');

/** What RFC 6376 signs, in its relaxed form, worked out apart from the library that signed it. */
const dkimOf = (bytes: Buffer) => {
  const text = bytes.toString('latin1');
  const end = text.indexOf('\r\n\r\n');
  const headers = unfolded(text.slice(0, end))
    .split('\r\n')
    .map((line) => ({
      name: line.slice(0, line.indexOf(':')).toLowerCase().trim(),
      value: line.slice(line.indexOf(':') + 1),
    }));
  const relaxed = ({ name, value }: { name: string; value: string }) =>
    `${name}:${value.replace(/[ \t]+/g, ' ').trim()}`;
  const signature = headers.find(({ name }) => name === 'dkim-signature') ?? { name: '', value: '' };
  const tags: Record<string, string | undefined> = Object.fromEntries(
    signature.value.split(';').map((tag) => {
      const at = tag.indexOf('=');
      return [tag.slice(0, at).trim(), tag.slice(at + 1).replace(/\s+/g, '')];
    }),
  );
  const signedNames = (tags['h'] ?? '').toLowerCase().split(':');
  const signedHeaders = signedNames.flatMap((name) => headers.find((one) => one.name === name) ?? []);
  const unsigned = relaxed({ ...signature, value: signature.value.replace(/(\bb=)[^;]*/, '$1') });
  const body = text
    .slice(end + 4)
    .replace(/[ \t]+(?=\r\n)/g, '')
    .replace(/[ \t]+/g, ' ')
    .replace(/(\r\n)+$/, '\r\n');
  return {
    tags,
    text: [...signedHeaders.map(relaxed), unsigned].join('\r\n'),
    bodyHash: createHash('sha256').update(body, 'latin1').digest('base64'),
  };
};

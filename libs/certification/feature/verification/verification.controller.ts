import { type FetchLimits } from '@laurel/certification-domain';
import { type VerificationReport } from '@laurel/contracts';
import { Needs, Problematic, type Reply } from '@laurel/platform';
import { Body, Controller, Get, Headers, HttpCode, Inject, Param, Post, Res } from '@nestjs/common';
import { readUpload } from './read-upload.ts';
import { reportOn } from './report.ts';
import { type ShownCertificate, shownCertificate } from './shown-certificate.ts';
import { VERIFICATION_PORTS, type VerificationPorts } from './verification.deps.ts';
import { askPage, notShownPage, refusedPage, reportPage } from './verification-pages.ts';

/** Nothing runs in these pages, and no other site learns which certificate somebody looked at. */
const HEADERS: Readonly<Record<string, string>> = {
  'content-security-policy':
    "default-src 'none'; img-src 'self'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'",
  'cache-control': 'no-store',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
};
const HTML = 'text/html; charset=utf-8';

/** Of a file that a stranger named. */
const LIMITS: FetchLimits = { mostBytes: 5 * 2 ** 20, timeoutMs: 10_000 };

/** More at a time would let strangers take all that the server has. */
const MOST_AT_ONCE = 8;

/** For everybody: nothing here needs a key, and nothing is shown that its learner does not show. */
@Controller()
@Needs('public')
export class VerificationController {
  private underWay = 0;

  constructor(@Inject(VERIFICATION_PORTS) private readonly ports: VerificationPorts) {}

  @Get('verify')
  ask(@Res({ passthrough: true }) reply: Reply): string {
    dress(reply).header('content-type', HTML);
    return askPage();
  }

  @Post('verify')
  @HttpCode(200)
  async verify(
    @Body() body: unknown,
    @Headers() headers: Readonly<Record<string, string | undefined>>,
    @Res({ passthrough: true }) reply: Reply,
  ): Promise<VerificationReport | string> {
    const asPage = wantsPage(headers['accept']);
    const upload = await readUpload(body, headers['content-type'] ?? '');
    const found = await this.oneOfFew(() => this.check(upload));
    dress(reply);
    if (!asPage) return found.report;
    reply.header('content-type', HTML);
    return found.unfetched === undefined ? reportPage(found.report) : refusedPage(found.unfetched);
  }

  @Get('verify/:id')
  async show(
    @Param('id') id: string,
    @Headers('accept') accept: string | undefined,
    @Res({ passthrough: true }) reply: Reply,
  ): Promise<VerificationReport | string> {
    const asPage = wantsPage(accept);
    dress(reply);
    const shown = await shownCertificate(this.ports, id);
    if (!shown && !asPage) throw notShown();
    if (asPage) reply.header('content-type', HTML);
    if (!shown) {
      reply.code(404);
      return notShownPage();
    }
    const report = await this.oneOfFew(() => this.reportOn(shown));
    return asPage ? reportPage(report, this.wordsOf(shown)) : report;
  }

  @Get('verify/:id/picture.png')
  async picture(@Param('id') id: string, @Res({ passthrough: true }) reply: Reply): Promise<Buffer> {
    const shown = await shownCertificate(this.ports, id);
    if (!shown) throw notShown();
    const { title, holder, document } = shown;
    const png = await this.ports.drawPicture({ title, holder, document, issuer: this.ports.issuerName });
    dress(reply).header('content-type', 'image/png');
    return Buffer.from(png);
  }

  /** For wallets and other verifiers: as it was signed. */
  @Get('certificates/:id')
  async document(
    @Param('id') id: string,
    @Headers('accept') accept: string | undefined,
    @Res({ passthrough: true }) reply: Reply,
  ): Promise<string> {
    const shown = await shownCertificate(this.ports, id);
    if (!shown) throw notShown();
    const asJwt = accept?.includes('jwt') ?? false;
    dress(reply).header('content-type', asJwt ? 'application/vc+jwt' : 'application/vc');
    return asJwt ? shown.jwt : shown.document;
  }

  private async reportOn(shown: ShownCertificate): Promise<VerificationReport> {
    const report = await reportOn(this.ports, new TextEncoder().encode(shown.document));
    return { ...report, certificate: report.certificate && { ...report.certificate, holder: shown.holder } };
  }

  private wordsOf({ certificate, title, holder }: ShownCertificate) {
    const { addresses, issuerName: issuer } = this.ports;
    const { verify, picture, certificate: document } = addresses;
    return {
      ...{ title, holder, issuer, address: verify(certificate) },
      ...{ picture: picture(certificate), document: document(certificate) },
    };
  }

  private async check(
    upload: Awaited<ReturnType<typeof readUpload>>,
  ): Promise<{ readonly report: VerificationReport; readonly unfetched?: string }> {
    if ('bytes' in upload) return { report: await reportOn(this.ports, upload.bytes) };
    const fetched = await this.ports.fetch(upload.url, LIMITS);
    if (!('refused' in fetched)) return { report: await reportOn(this.ports, fetched.body) };
    const says = `It was not fetched: ${fetched.refused}.`;
    return { report: notFetched(says, this.ports.clock.now()), unfetched: says };
  }

  private async oneOfFew<T>(work: () => Promise<T>): Promise<T> {
    if (this.underWay >= MOST_AT_ONCE) {
      throw new Problematic(429, 'verify.busy', 'Too many checks at a time: try again in a moment', {
        retryAfterSeconds: 2,
      });
    }
    this.underWay += 1;
    try {
      return await work();
    } finally {
      this.underWay -= 1;
    }
  }
}

/** Programs that say nothing get JSON; a browser asks for a page. */
const wantsPage = (accept: string | undefined): boolean => accept?.includes('text/html') ?? false;

const dress = (reply: Reply): Reply => {
  for (const [name, value] of Object.entries(HEADERS)) reply.header(name, value);
  return reply;
};

const notShown = (): Problematic =>
  new Problematic(404, 'certificate.not-shown', 'There is no such certificate, or its learner does not show it');

const notFetched = (says: string, now: Date): VerificationReport => ({
  ...{ verdict: 'unchecked', says, checkedAt: now.toISOString() },
  checks: [{ of: 'form', result: 'unchecked', says }],
  ...{ credential: null, certificate: null, endorsements: [] },
});

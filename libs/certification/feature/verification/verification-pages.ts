import { type ShownEndorsement, type VerificationReport } from '@laurel/contracts';
import { escapedForMarkup as escaped, page } from '@laurel/platform';

/** What a page about a certificate that is shown has beside the report. */
export interface ShareWords {
  readonly title: string;
  readonly issuer: string;
  readonly holder: string | null;
  readonly address: string;
  readonly picture: string;
  readonly document: string;
}

const MARKS = { passed: '✓ found good', failed: '✗ failed', unchecked: '? not checked' } as const;

/** The verdict first, then what it is made of; readable on a phone, and without colours. */
export const reportPage = (report: VerificationReport, share?: ShareWords): string => {
  const { says, verdict } = report;
  const title = share?.title ?? report.credential?.subject.name ?? 'Verification';
  const body = [
    `<h1>${escaped(title)}</h1>`,
    share?.holder ? `<p>Held by <strong>${escaped(share.holder)}</strong></p>` : '',
    `<p role="status"><strong>${escaped(verdict.toUpperCase())}.</strong> ${escaped(says)}</p>`,
    aboutOf(report),
    checksOf(report),
    endorsementsOf(report.endorsements),
    footOf(report, share),
  ];
  return page('en', `${title}: ${verdict}`, body.join('\n'), share && headOf(report, share));
};

const checksOf = ({ checks }: VerificationReport): string =>
  `<h2>What was looked at</h2>\n${listOf(checks.map(({ result, says }) => `<strong>${MARKS[result]}:</strong> ${escaped(says)}`))}`;

const footOf = ({ checkedAt }: VerificationReport, share: ShareWords | undefined): string => {
  const document = share ? `<a href="${escaped(share.document)}">The signed document</a>, to check it elsewhere. ` : '';
  return `<p class="quiet">Checked ${escaped(checkedAt)}. ${document}<a href="/verify">Check another</a></p>`;
};

const listOf = (markup: readonly string[]): string =>
  markup.length === 0 ? '' : `<ul>\n${markup.map((one) => `<li>${one}</li>`).join('\n')}\n</ul>`;

const headOf = ({ says }: VerificationReport, { title, issuer, holder, address, picture }: ShareWords): string => {
  const whose = holder === null ? '' : ` · ${holder}`;
  const properties: readonly [string, string][] = [
    ['og:type', 'website'],
    ['og:title', `${title}${whose}`],
    ['og:description', `${says} Issued by ${issuer}.`],
    ['og:url', address],
    ['og:image', picture],
  ];
  const tags = properties.map(([name, value]) => `<meta property="${name}" content="${escaped(value)}">`);
  return `${[...tags, '<meta name="twitter:card" content="summary_large_image">'].join('\n')}\n`;
};

const aboutOf = ({ credential, certificate }: VerificationReport): string => {
  if (!credential) return '';
  const { issuer, criteria, evidence } = credential;
  const rows: readonly [string, string][] = [
    ['Issued by', `${issuer.name ?? 'somebody'} (${issuer.id})`],
    ['In force', forceOf(credential)],
    ['What had to be done', criteria ?? ''],
    ['What was done', evidence.join('\n')],
    ['Here', [certificate?.state, certificate?.why].filter(Boolean).join(': ')],
  ];
  const told = rows.filter(([, value]) => value !== '');
  return `<dl>${told.map(([name, value]) => `<dt>${name}</dt><dd>${escaped(value).replaceAll('\n', '<br>')}</dd>`).join('\n')}</dl>
${nextOf(certificate?.supersededBy)}`;
};

const forceOf = ({ validFrom, validUntil }: NonNullable<VerificationReport['credential']>): string =>
  [validFrom && `from ${dayOf(validFrom)}`, validUntil && `until ${dayOf(validUntil)}`].filter(Boolean).join(' ');

const nextOf = (address: string | null | undefined): string =>
  address ? `<p><a href="${escaped(address)}">The certificate that followed it</a></p>` : '';

const endorsementsOf = (all: readonly ShownEndorsement[]): string =>
  all.length === 0 ? '' : `<h2>Endorsements</h2>\n${all.map(endorsementOf).join('\n')}`;

const endorsementOf = (one: ShownEndorsement): string => {
  const { body, verdict, stands, because, conditions } = one;
  const held = verdict === 'valid' && !stands ? ' (not all of its conditions are known to hold)' : '';
  const judged = conditions.map(({ says, holds }) => `${HOLDS[String(holds)] ?? ''}: ${says}`);
  return `<section><h3>${escaped(body.name)}: ${escaped(verdict)}${held}</h3>
<p class="quiet">Signed by ${escaped(body.signer)}</p>
${wordsOf(one)}
${listOf([...because, ...judged, ...seenOf(one)].map(escaped))}</section>`;
};

const HOLDS: Readonly<Record<string, string>> = { true: 'Holds', false: 'Broken', null: 'Cannot be told' };

/** Words that nobody signed for are not repeated. */
const wordsOf = ({ comment, verdict, document }: ShownEndorsement): string => {
  const said = comment !== null && verdict === 'valid' ? `<blockquote>${escaped(comment)}</blockquote>` : '';
  return document === null ? said : `${said}<p><a href="${escaped(document)}">As it was signed</a></p>`;
};

/** As of when, and since when not. */
const seenOf = ({ statusSince, lookedAt, unreachableSince }: ShownEndorsement): readonly string[] => [
  ...(statusSince === null ? [] : [`First seen so on ${minuteOf(statusSince)}.`]),
  ...(lookedAt === null ? [] : [`Its own addresses were last asked on ${minuteOf(lookedAt)}.`]),
  ...(unreachableSince === null ? [] : [`They have not answered since ${minuteOf(unreachableSince)}.`]),
];

const dayOf = (iso: string): string => iso.slice(0, 10);
const minuteOf = (iso: string): string => `${iso.slice(0, 10)} ${iso.slice(11, 16)} UTC`;

/** Works without JavaScript. */
export const askPage = (): string =>
  page(
    'en',
    'Check a certificate',
    `<h1>Check a certificate</h1>
<p>Anybody's: a file (JSON, JWT, or a picture that carries one) or the address of one.</p>
<form method="post" action="/verify" enctype="multipart/form-data">
<p><label>File <input type="file" name="file"></label></p>
<p><label>or address <input type="url" name="url" placeholder="https://…"></label></p>
<p><button class="do">Check</button></p>
</form>`,
  );

/** The same for what does not exist and for what is not shown: nobody learns which certificates there are. */
export const notShownPage = (): string =>
  page(
    'en',
    'Not shown',
    `<h1>There is nothing to see here</h1>
<p>There is no such certificate, or its holder does not show it to everybody. Ask the holder for the file, and <a href="/verify">check that</a>.</p>`,
  );

export const refusedPage = (why: string): string =>
  page(
    'en',
    'Not checked',
    `<h1>It could not be checked</h1>\n<p role="status">${escaped(why)}</p>\n<p><a href="/verify">Check another</a></p>`,
  );

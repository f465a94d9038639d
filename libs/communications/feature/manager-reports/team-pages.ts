import { type Suggestion, type TeamFigures, type TeamMember, type TeamReport } from '@laurel/contracts';
import { escapedForMarkup as escaped, page } from '@laurel/platform';
import { type Taken } from './take-suggestion.ts';
import { type NameOf } from './team-ports.ts';
import { changesInWords, dayIn, sentenceOf, suggestionInWords } from './team-words.ts';

const STYLE = `<style>
body main { max-width: 64rem; }
table { margin: 0 0 1.5rem; border-collapse: collapse; width: 100%; font-size: .95rem; }
caption { text-align: left; font-weight: 700; padding: 0 0 .5rem; }
th, td { text-align: left; vertical-align: top; padding: .5rem .75rem .5rem 0; border-top: 1px solid var(--quiet); }
td.n, th.n { text-align: right; }
td ul { margin: 0; padding-left: 1rem; }
@media (max-width: 44rem) {
  .cards thead { position: absolute; clip-path: inset(50%); }
  .cards, .cards caption, .cards tbody, .cards tr, .cards th, .cards td { display: block; padding: 0; border: 0; }
  .cards tr { border-top: 1px solid var(--quiet); padding: .5rem 0; }
  .cards td.none { display: none; }
  .cards td::before { content: attr(data-label) ": "; color: var(--quiet); }
}</style>`;

export interface ShownReport {
  readonly report: TeamReport;
  readonly nameOf: NameOf;
  /** Addresses of the suggestions, by number. */
  readonly linkTo: (number: number) => string;
  readonly csv: string;
}

/** Everybody in a team. Works without JavaScript. */
export const teamPage = ({ report, nameOf, linkTo, csv }: ShownReport): string => {
  const { people, teams, suggestions } = report;
  const rows = people.map((one) => memberRow(one, nameOf)).join('\n');
  return page(
    'en',
    'Your team',
    `<h1>Your team</h1>
<p>As known on ${dayIn(report.asOf)}, ${report.asOf.slice(11, 16)} UTC; the week before it began on ${dayIn(report.since)}.${report.isEmpty ? ' Nobody has a course open, and nothing is overdue.' : ''}</p>
${figuresTable(report)}
${listOf('Since last week', changesInWords(report))}
${suggestions.length === 0 ? '' : `<h2>You could do this</h2>\n<ul>\n${suggestions.map((one) => suggestionItem(one, nameOf, linkTo)).join('\n')}\n</ul>`}
${table('Who reports to you', ['Name', ...MEMBER], rows)}
${teams.length === 0 ? '' : table('Teams below, everybody down the line as sums', ['Of', ...TEAM], teams.map(({ manager, figures }) => teamRow(nameOf(manager), figures)).join('\n'))}
<p><a class="do" href="${escaped(csv)}">Table (CSV)</a></p>
<p class="quiet">Active: any activity in seven days. Stuck: a course open, and no step forward for ${report.stuckAfterDays} days. Overdue: required, and its date has passed. Only who reports to you is named.</p>`,
    STYLE,
  );
};

/** Wide a table, narrow a card for each row, whose cells say what they are. */
const table = (caption: string, heads: readonly string[], rows: string): string =>
  `<table class="cards"><caption>${escaped(caption)}</caption>
<thead><tr>${heads.map((one) => `<th scope="col">${escaped(one)}</th>`).join('')}</tr></thead>
<tbody>
${rows}
</tbody></table>`;

const NONE = '–';
const cell = (label: string, inner: string): string =>
  `<td${inner === NONE ? ' class="none"' : ''} data-label="${escaped(label)}">${inner}</td>`;

const WORDS: readonly (readonly [keyof TeamFigures, string])[] = [
  ['people', 'People'],
  ['active', 'Active'],
  ['learning', 'With a course open'],
  ['stuck', 'Stuck'],
  ['overdue', 'Overdue'],
  ['done', 'Courses completed'],
  ['certified', 'Certificates issued'],
];

const figuresTable = ({ totals, before }: TeamReport): string => {
  const rows = WORDS.map(
    ([key, word]) =>
      `<tr><th scope="row">${word}</th><td class="n">${totals[key]}</td><td class="n">${before[key]}</td></tr>`,
  );
  return `<table><caption>The same people, now and a week before</caption>
<thead><tr><th scope="col">Figure</th><th scope="col" class="n">Now</th><th scope="col" class="n">A week before</th></tr></thead>
<tbody>
${rows.join('\n')}
</tbody></table>`;
};

const listOf = (title: string, items: readonly string[]): string =>
  items.length === 0 ? '' : `<h2>${escaped(title)}</h2>\n${ulOf(items)}`;
const ulOf = (items: readonly string[]): string =>
  items.length === 0 ? NONE : `<ul>${items.map((one) => `<li>${escaped(one)}</li>`).join('')}</ul>`;

const suggestionItem = (one: Suggestion, nameOf: NameOf, linkTo: ShownReport['linkTo']): string =>
  `<li><a href="${escaped(linkTo(one.number))}">${escaped(suggestionInWords(one, nameOf))}</a>. ${escaped(sentenceOf(one.because))}</li>`;

const MEMBER = ['Active', 'Open', 'Stuck', 'Overdue', 'Done this week', 'Certified'] as const;

const memberRow = (one: TeamMember, nameOf: NameOf): string => {
  const { learner, isActive, lastActive, open, stuck, overdue, done } = one;
  const seen = lastActive === null ? 'never' : `${isActive ? 'yes' : 'no'}, last on ${dayIn(lastActive)}`;
  const cells = [
    seen,
    String(open),
    ulOf(stuck.map((item) => `${item.title}: ${item.where}, ${item.days} days${item.isNew ? ', new' : ''}`)),
    ulOf(overdue.map((item) => `${item.title}: due on ${dayIn(item.since)}${item.isNew ? ', new' : ''}`)),
    ulOf(done.map((item) => item.title)),
    ulOf(one.certified.map((item) => item.programme)),
  ];
  return rowOf(nameOf(learner), MEMBER, cells);
};

const TEAM = ['People', 'Active', 'Stuck', 'Overdue', 'Done', 'Certified'] as const;

const teamRow = (name: string, { people, active, stuck, overdue, done, certified }: TeamFigures): string =>
  rowOf(name, TEAM, [people, active, stuck, overdue, done, certified].map(String));

const rowOf = (name: string, labels: readonly string[], cells: readonly string[]): string =>
  `<tr><th scope="row">${escaped(name)}</th>${cells.map((inner, n) => cell(labels[n] ?? '', inner)).join('')}</tr>`;

/** Asks once more: who opened the link may be a program that looks at every link of a mail. */
export const suggestionPage = (one: Suggestion, nameOf: NameOf, team: string): string => {
  const what = suggestionInWords(one, nameOf);
  return page(
    'en',
    what,
    `<h1>${escaped(what)}?</h1>
<p>${escaped(sentenceOf(one.because))}</p>
<p>Laurel writes a short message in your name, at a decent hour, unless ${escaped(nameOf(one.learner))} wants none or has got enough this week.</p>
<form method="post">
<button class="do">${escaped(what)}</button>
</form>
<p><a href="${escaped(team)}">Back to your team</a></p>`,
  );
};

export const takenPage = (taken: Taken, one: Suggestion, nameOf: NameOf): string => {
  const name = escaped(nameOf(one.learner));
  switch (taken.is) {
    case 'taken':
      return page(
        'en',
        'Noted',
        `<h1 role="status">Noted</h1>\n<p>${name} gets a message, unless ${name} wants none or has got enough this week.</p>`,
      );
    case 'before':
      return page(
        'en',
        'Done before',
        `<h1 role="status">You did that already</h1>\n<p>${name} gets nothing twice.</p>`,
      );
    case 'gone':
      return page(
        'en',
        'No longer so',
        `<h1 role="status">Nothing is sent</h1>\n<p>${escaped(sentenceOf(taken.why))}</p>`,
      );
  }
};

export const stalePage = (): string =>
  page(
    'en',
    'This link is too old',
    '<h1>This link is too old</h1>\n<p>The newest report has links that work. Ask whoever runs Laurel for an older one.</p>',
  );

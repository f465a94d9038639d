import { type Suggestion, type TeamFigures, type TeamMember, type TeamReport } from '@laurel/contracts';
import { escapedForMarkup as escaped, page } from '@laurel/platform';
import { type Taken } from './take-suggestion.ts';
import { type NameOf } from './team-ports.ts';
import { capitalised, changesInWords, dayIn, suggestionInWords } from './team-words.ts';

const STYLE = `<style>
body main { max-width: 64rem; }
.scrolls { overflow-x: auto; margin: 0 0 1.5rem; }
table { border-collapse: collapse; width: 100%; font-size: .95rem; }
caption { text-align: left; font-weight: 700; padding: 0 0 .5rem; }
th, td { text-align: left; vertical-align: top; padding: .5rem .75rem .5rem 0; border-top: 1px solid var(--quiet); }
td.n, th.n { text-align: right; }
td ul { margin: 0; padding-left: 1rem; }</style>`;

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
${table('Who reports to you', ['Name', 'Active', 'Open', 'Stuck', 'Overdue', 'Done this week'], rows)}
${teams.length === 0 ? '' : table('Teams below, everybody down the line as sums', ['Of', 'People', 'Active', 'Stuck', 'Overdue', 'Done'], teams.map(({ manager, figures }) => teamRow(nameOf(manager), figures)).join('\n'))}
<p><a class="do" href="${escaped(csv)}">Table (CSV)</a></p>
<p class="quiet">Active: any activity in seven days. Stuck: a course open, and no step forward for ${report.stuckAfterDays} days. Overdue: required, and its date has passed. Only who reports to you is named.</p>`,
    STYLE,
  );
};

const table = (caption: string, heads: readonly string[], rows: string): string =>
  `<div class="scrolls" role="region" aria-label="${escaped(caption)}" tabindex="0"><table><caption>${escaped(caption)}</caption>
<thead><tr>${heads.map((one) => `<th scope="col">${escaped(one)}</th>`).join('')}</tr></thead>
<tbody>
${rows}
</tbody></table></div>`;

const WORDS: readonly (readonly [keyof TeamFigures, string])[] = [
  ...([
    ['people', 'People'],
    ['active', 'Active'],
    ['learning', 'With a course open'],
    ['stuck', 'Stuck'],
    ['overdue', 'Overdue'],
    ['done', 'Courses completed'],
  ] as const),
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
  items.length === 0 ? '–' : `<ul>${items.map((one) => `<li>${escaped(one)}</li>`).join('')}</ul>`;

const suggestionItem = (one: Suggestion, nameOf: NameOf, linkTo: ShownReport['linkTo']): string =>
  `<li><a href="${escaped(linkTo(one.number))}">${escaped(suggestionInWords(one, nameOf))}</a>: ${escaped(one.because)}</li>`;

const memberRow = (
  { learner, isActive, lastActive, open, stuck, overdue, done }: TeamMember,
  nameOf: NameOf,
): string => {
  const seen = lastActive === null ? 'never' : `last on ${dayIn(lastActive)}`;
  return `<tr><th scope="row">${escaped(nameOf(learner))}</th><td>${isActive ? 'yes' : 'no'}, ${seen}</td><td>${open}</td>
<td>${ulOf(stuck.map((one) => `${one.title}: ${one.where}, ${one.days} days${one.isNew ? ', new' : ''}`))}</td>
<td>${ulOf(overdue.map((one) => `${one.title}: due on ${dayIn(one.since)}${one.isNew ? ', new' : ''}`))}</td>
<td>${ulOf(done.map((one) => one.title))}</td></tr>`;
};

const teamRow = (name: string, { people, active, stuck, overdue, done }: TeamFigures): string =>
  `<tr><th scope="row">${escaped(name)}</th>${[people, active, stuck, overdue, done].map((one) => `<td>${one}</td>`).join('')}</tr>`;

/** Asks once more: who opened the link may be a program that looks at every link of a mail. */
export const suggestionPage = (one: Suggestion, nameOf: NameOf, team: string): string => {
  const what = suggestionInWords(one, nameOf);
  return page(
    'en',
    what,
    `<h1>${escaped(what)}?</h1>
<p>${escaped(capitalised(one.because))}.</p>
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
        `<h1 role="status">Nothing is sent</h1>\n<p>${escaped(capitalised(taken.why))}.</p>`,
      );
  }
};

export const stalePage = (): string =>
  page(
    'en',
    'This link is too old',
    '<h1>This link is too old</h1>\n<p>The newest report has links that work. Ask whoever runs Laurel for an older one.</p>',
  );

import { type Suggestion, type TeamFigures, type TeamReport } from '@laurel/contracts';
import { type NameOf } from './team-ports.ts';

/** Items beyond these are on the page, which holds all. */
const MOST_ITEMS = 15;

const day = new Intl.DateTimeFormat('en', { dateStyle: 'long', timeZone: 'UTC' });

/** March 20, 2026, as templates say days; in UTC as everything in the report. */
export const dayIn = (instant: string): string => day.format(new Date(instant));

const days = (count: number): string => `${count} ${count === 1 ? 'day' : 'days'}`;
const peopleOf = (count: number): string => `${count} ${count === 1 ? 'person' : 'people'}`;

const shortened = (items: readonly string[]): readonly string[] =>
  items.length <= MOST_ITEMS
    ? items
    : [...items.slice(0, MOST_ITEMS), `and ${items.length - MOST_ITEMS} more: they are on the page`];

/** The longest first; what was not so a week ago is marked. */
export const stuckInWords = ({ people }: TeamReport, nameOf: NameOf): readonly string[] =>
  people
    .flatMap(({ learner, stuck }) => stuck.map((one) => ({ learner, ...one })))
    .sort((a, b) => b.days - a.days)
    .map((one) => `${nameOf(one.learner)}: ${one.title}, ${one.where} (${days(one.days)}${one.isNew ? ', new' : ''})`);

export const overdueInWords = ({ people }: TeamReport, nameOf: NameOf): readonly string[] =>
  people
    .flatMap(({ learner, overdue }) => overdue.map((one) => ({ learner, ...one })))
    .sort((a, b) => b.days - a.days)
    .map((one) => `${nameOf(one.learner)}: ${one.title}, due on ${dayIn(one.since)}${one.isNew ? ' (new)' : ''}`);

export const doneInWords = ({ people }: TeamReport, nameOf: NameOf): readonly string[] =>
  people.flatMap(({ learner, done }) => done.map(({ title, at }) => `${nameOf(learner)}: ${title}, on ${dayIn(at)}`));

export const certifiedInWords = ({ people }: TeamReport, nameOf: NameOf): readonly string[] =>
  people.flatMap(({ learner, certified }) =>
    certified.map(({ programme, at }) => `${nameOf(learner)}: ${programme}, on ${dayIn(at)}`),
  );

export const teamsInWords = ({ teams }: TeamReport, nameOf: NameOf): readonly string[] =>
  teams.map(({ manager, figures }) => `${nameOf(manager)}: ${figuresInWords(figures)}`);

const figuresInWords = ({ people, active, stuck, overdue, done, certified }: TeamFigures): string =>
  `${peopleOf(people)}, ${active} active, ${stuck} stuck, ${overdue} overdue, ${done} done, ${certified} certified`;

/** Only what did change. */
export const changesInWords = ({ people, gotGoing, joined }: TeamReport): readonly string[] => {
  const newly = (items: 'stuck' | 'overdue'): number =>
    people.filter((one) => one[items].some(({ isNew }) => isNew)).length;
  const changes: readonly (readonly [number, string])[] = [
    [newly('stuck'), 'newly stuck'],
    [gotGoing, 'no longer stuck'],
    [newly('overdue'), 'with something newly overdue'],
    [joined, 'new in your team'],
  ];
  return changes.filter(([count]) => count > 0).map(([count, what]) => `${peopleOf(count)} ${what}`);
};

/** What a button says. */
export const suggestionInWords = ({ kind, learner }: Pick<Suggestion, 'kind' | 'learner'>, nameOf: NameOf): string => {
  switch (kind) {
    case 'remind':
      return `Remind ${nameOf(learner)}`;
    case 'help':
      return `Offer ${nameOf(learner)} help`;
    case 'congratulate':
      return `Congratulate ${nameOf(learner)}`;
  }
};

/** A reason as a sentence, its days as people write them. */
export const sentenceOf = (because: string): string =>
  `${because.charAt(0).toUpperCase()}${because.slice(1)}.`.replace(/\b\d{4}-\d{2}-\d{2}\b/g, dayIn);

/** Everything that the mail says, by the names of its template. */
export const listsOf = (report: TeamReport, nameOf: NameOf) => ({
  changes: [...changesInWords(report)],
  stuckPeople: [...shortened(stuckInWords(report, nameOf))],
  overduePeople: [...shortened(overdueInWords(report, nameOf))],
  donePeople: [...shortened(doneInWords(report, nameOf))],
  certifiedPeople: [...shortened(certifiedInWords(report, nameOf))],
  teams: [...shortened(teamsInWords(report, nameOf))],
});

import { type TeamReport } from '@laurel/contracts';
import { csvOf } from '../export/csv.ts';

const column = (name: string, kind: 'integer' | 'boolean' | 'text') => ({ name, kind });
const COLUMNS = [
  ...[column('learner', 'text'), column('active', 'boolean'), column('lastActive', 'text'), column('open', 'integer')],
  ...[column('stuck', 'text'), column('overdue', 'text'), column('done', 'text'), column('certified', 'text')],
];

/** A row for each direct report; with names, the learner's name is a column beside the id. RFC 4180. */
export const teamCsv = ({ people }: TeamReport, nameOf?: (learner: string) => string): string =>
  csvOf({
    columns: nameOf ? [column('name', 'text'), ...COLUMNS] : COLUMNS,
    rows: people.map((one) => [
      ...(nameOf ? [nameOf(one.learner)] : []),
      ...[one.learner, one.isActive, one.lastActive, one.open],
      one.stuck.map(({ title, where, since }) => `${title}: ${where} since ${since.slice(0, 10)}`).join('; '),
      one.overdue.map(({ title, since }) => `${title}: due ${since.slice(0, 10)}`).join('; '),
      one.done.map(({ title, at }) => `${title}: ${at.slice(0, 10)}`).join('; '),
      one.certified.map(({ programme, at }) => `${programme}: ${at.slice(0, 10)}`).join('; '),
    ]),
  });

import { answerMeta, type AnswerMeta } from '@laurel/contracts';
import { type ReportDocument, type SavedVersion } from '@laurel/insights-domain';
import { type Answered } from '../answering.ts';
import { type Cell, type Table } from '../export/table.ts';
import { questionInWords } from './question-in-words.ts';

/** More rows are no reading: they are in the CSV. */
export const MOST_ROWS = 200;

/** An answer for people: the saved question in words, its table, and what each figure counts. */
export const documentOf = (saved: SavedVersion, { answer, table }: Answered, address: string): ReportDocument => {
  const { asOf, dataThrough, definition } = metaOf(answer);
  const { columns, rows } = table();
  return {
    title: saved.name,
    description: saved.description,
    asked: questionInWords(saved.question, saved.body),
    standing: `As known on ${momentOf(asOf)}; ${dataThrough === null ? 'nothing was told by then' : `the latest fact that could be used was recorded on ${momentOf(dataThrough)}`}.`,
    columns: columns.map(({ name, kind }) => ({ name, isNumber: kind === 'integer' || kind === 'number' })),
    rows: rows.slice(0, MOST_ROWS).map((row) => row.map(printed)),
    more: Math.max(0, rows.length - MOST_ROWS),
    bars: barsOf({ columns, rows }),
    definitions: Object.entries(definition),
    address,
  };
};

/** Every answer has one. */
const metaOf = (answer: object): AnswerMeta => answerMeta.parse(Reflect.get(answer, 'meta'));

export const momentOf = (instant: string): string =>
  `${new Date(instant).toISOString().slice(0, 16).replace('T', ' ')} UTC`;

const wholeNumber = new Intl.NumberFormat('en', { maximumFractionDigits: 0 });
const fraction = new Intl.NumberFormat('en', { maximumSignificantDigits: 4 });

const printed = (cell: Cell): string => {
  if (cell === null) return '–';
  if (typeof cell === 'number') return (Number.isInteger(cell) ? wholeNumber : fraction).format(cell);
  return typeof cell === 'boolean' ? (cell ? 'yes' : 'no') : cell;
};

/** Of a table of steps: how far those came who entered. */
const barsOf = ({ columns, rows }: Table): ReportDocument['bars'] => {
  const name = columns.findIndex((one) => one.name === 'name');
  const reached = columns.findIndex((one) => one.name === 'reached');
  if (name < 0 || reached < 0) return [];
  const entered = Number(rows[0]?.[reached] ?? 0);
  return rows.slice(0, MOST_ROWS).map((row) => {
    const count = Number(row[reached] ?? 0);
    const share = entered === 0 ? 0 : count / entered;
    const figure = entered === 0 ? '0' : `${wholeNumber.format(count)} (${(share * 100).toFixed(1)}%)`;
    return { label: String(row[name] ?? ''), share, figure };
  });
};

import {
  type BehindFigure,
  type FunnelCursor,
  type FunnelPeopleAnswer,
  type FunnelPeopleQuestion,
  writeFunnelCursor,
} from '@laurel/contracts';
import { type Warehouse } from '@laurel/insights-read-model';
import { type Asking, withMeta } from '../answer-meta.ts';
import { splitField } from '../conditions.ts';
import { eachCountedUnit } from './counted-units.ts';
import { chooser } from './figure-chooser.ts';
import { defineFunnel } from './funnel-definition.ts';
import { type Described, PLACES } from './funnel-sql.ts';
import { firstLook, nextLook } from './looks.ts';
import { compareKeys, FirstPeople, type Person } from './first-people.ts';
import { type UnitKey } from './packed-units.ts';
import { amongPlaces } from './places.ts';

/** Who stands behind a figure. */
export const askFunnelPeople = (
  warehouse: Warehouse,
  question: FunnelPeopleQuestion,
  asking: Asking,
): Promise<FunnelPeopleAnswer> => {
  const known = question.page.after?.asOf ?? question.asOf;
  const asOf = known === undefined ? asking.now : new Date(known);
  const definition = {
    people: `the ${question.unit === 'learner' ? 'learners' : 'enrolments'} of one figure of the funnel, with when they did its steps in the counted try`,
    ...defineFunnel(question),
  };
  return withMeta(
    warehouse,
    asking,
    { asOf, definition, among: amongPlaces(question) },
    listPeople(warehouse, question, { ...asking, asOf }),
  );
};

const listPeople = async (
  warehouse: Warehouse,
  question: FunnelPeopleQuestion,
  asking: Asking & { readonly asOf: Date },
): Promise<Omit<FunnelPeopleAnswer, 'meta'>> => {
  const { size, after } = question.page;
  const isAsked = await chooser(warehouse, question, asking);
  const described = describedOf(question);
  const found: Person[] = [];
  let from = after?.place ?? 0;
  let look = await firstLook(warehouse, described, asking);
  while (found.length <= size && from < PLACES) {
    const list = { from, to: Math.min(from + look, PLACES), ...(described ? { described } : {}) };
    const people = new FirstPeople(size + 1 - found.length);
    await eachCountedUnit(warehouse, question, { ...asking, list }, (unit, codes) => {
      const { key } = unit;
      if (!key || !isAsked.place(unit) || !isAfter(key, after)) return;
      const text = codes.textOf(unit.value);
      if (isAsked.value(text)) people.add({ key, text, times: unit.counted.times });
    });
    found.push(...people.all());
    from = list.to;
    look = nextLook(look, { wanted: size + 1, found: found.length });
  }
  const page = found.slice(0, size);
  const last = page.at(-1);
  return {
    people: page.map((person) => answerOf(question, person)),
    next: found.length > size && last ? cursorOf(last.key, asking.asOf) : null,
  };
};

/** Who has a value now or had it once: of a rare one few have to be looked at. */
export const describedOf = ({ breakdown, breakdownValue: value }: BehindFigure): Described | undefined => {
  const [kind, attribute] = splitField(breakdown?.by ?? '');
  return kind === 'person' && typeof value === 'string' ? { attribute, value } : undefined;
};

export const isAfter = (key: UnitKey, after: FunnelCursor | undefined): boolean => {
  if (!after) return true;
  const { place, learner, ...enrolment } = after;
  return compareKeys(key, { place, learner, enrolment }) > 0;
};

const answerOf = (
  question: FunnelPeopleQuestion,
  { key, times, text }: Person,
): FunnelPeopleAnswer['people'][number] => ({
  learner: key.learner,
  enrolment: key.enrolment,
  ...(question.breakdown ? { breakdownValue: text } : {}),
  times: times.map((time) => new Date(time).toISOString()),
});

export const cursorOf = ({ place, learner, enrolment }: UnitKey, asOf: Date): string =>
  writeFunnelCursor({
    ...{ asOf: asOf.toISOString(), place, learner },
    ...(enrolment ?? { course: '', run: '', registration: '', round: 0 }),
  });

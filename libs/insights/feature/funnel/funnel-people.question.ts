import { type FunnelPeopleAnswer, type FunnelPeopleQuestion, writeFunnelCursor } from '@laurel/contracts';
import { type Warehouse } from '@laurel/insights-read-model';
import { type Asking, withMeta } from '../answer-meta.ts';
import { splitField } from '../conditions.ts';
import { type CountedUnit, eachCountedUnit } from './counted-units.ts';
import { defineFunnel } from './funnel-definition.ts';
import { type FunnelOf, windowMs } from './funnel-rules.ts';
import { type FunnelList, PLACES } from './funnel.query.ts';
import { type UnitKey } from './packed-units.ts';
import { valuesShown } from './shown-values.ts';

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
  return withMeta(warehouse, asking, { asOf, definition }, listPeople(warehouse, question, { ...asking, asOf }));
};

/** The first look takes so small a part of all places; then more, as long as the page is not full. */
const FIRST_LOOK = PLACES / 64;
const GROWTH = 8;

const listPeople = async (
  warehouse: Warehouse,
  question: FunnelPeopleQuestion,
  asking: Asking & { readonly asOf: Date },
): Promise<Omit<FunnelPeopleAnswer, 'meta'>> => {
  const { size, after } = question.page;
  const isAsked = await chooser(warehouse, question, asking);
  const described = describedOf(question);
  const found: Person[] = [];
  let [from, look] = [after?.place ?? 0, FIRST_LOOK];
  while (found.length <= size && from < PLACES) {
    const list = { from, to: Math.min(from + look, PLACES), ...described };
    const people = new FirstPeople(size + 1 - found.length);
    await eachCountedUnit(warehouse, question, { ...asking, list }, (unit, codes) => {
      const { key } = unit;
      if (!key || !isAsked.place(unit) || !isAfter(key, after)) return;
      const text = codes.textOf(unit.value);
      if (isAsked.value(text)) people.add({ key, text, times: unit.counted.times });
    });
    found.push(...people.all());
    [from, look] = [list.to, look * GROWTH];
  }
  const page = found.slice(0, size);
  const last = page.at(-1);
  return {
    people: page.map((person) => answerOf(question, person)),
    next: found.length > size && last ? cursorOf(last.key, asking.asOf) : null,
  };
};

/** Who has a value now or had it once: of a rare one few have to be looked at. */
const describedOf = ({ breakdown, breakdownValue: value }: FunnelPeopleQuestion): Pick<FunnelList, 'described'> => {
  const [kind, attribute] = splitField(breakdown?.by ?? '');
  return kind === 'person' && typeof value === 'string' ? { described: { attribute, value } } : {};
};

interface Person {
  readonly key: UnitKey;
  /** What the breakdown says. */
  readonly text: string | null;
  readonly times: readonly number[];
}

/** The first so many in the order of lists; little more is kept, however many come. */
class FirstPeople {
  private kept: Person[] = [];

  constructor(private readonly most: number) {}

  add(person: Person): void {
    this.kept.push(person);
    if (this.kept.length > 2 * this.most + 1000) this.kept = this.all();
  }

  all(): Person[] {
    return this.kept.sort((a, b) => compareKeys(a.key, b.key)).slice(0, this.most);
  }
}

interface Chooser {
  place(unit: CountedUnit): boolean;
  value(text: string | null): boolean;
}

const chooser = async (
  warehouse: Warehouse,
  question: FunnelPeopleQuestion,
  asking: Asking & { readonly asOf: Date },
): Promise<Chooser> => {
  const { breakdownValue } = question;
  const shown =
    typeof breakdownValue === 'object' && breakdownValue !== null
      ? await valuesShown(warehouse, question, asking)
      : undefined;
  return {
    place: (unit) => isAt(question, unit, asking.asOf.getTime()),
    value: (text) => {
      if (shown) return text !== null && !shown.has(text);
      return breakdownValue === undefined || text === breakdownValue;
    },
  };
};

const isAt = (
  { step, place, steps, window }: FunnelOf & Pick<FunnelPeopleQuestion, 'step' | 'place'>,
  { counted: { times } }: CountedUnit,
  asOf: number,
): boolean => {
  const depth = times.length;
  const isOpen = (times[0] ?? 0) + windowMs(window) > asOf;
  const ends = depth === step && step < steps.length;
  switch (place) {
    case 'reached':
      return depth >= step;
    case 'converted':
      return depth > step || (depth === step && step === steps.length);
    case 'dropped':
      return ends && !isOpen;
    case 'open':
      return ends && isOpen;
  }
};

/** In the order of lists; the parts of a key behind its place are compared as texts. */
const compareKeys = (a: UnitKey, b: UnitKey): number =>
  a.place - b.place || compareTexts(partsOf(a), partsOf(b)) || (a.enrolment?.round ?? 0) - (b.enrolment?.round ?? 0);

const partsOf = ({ learner, enrolment }: UnitKey): readonly string[] => [
  learner,
  enrolment?.course ?? '',
  enrolment?.run ?? '',
  enrolment?.registration ?? '',
];

const compareTexts = (a: readonly string[], b: readonly string[]): number => {
  const at = a.findIndex((text, index) => text !== b[index]);
  return at < 0 ? 0 : (a[at] ?? '') < (b[at] ?? '') ? -1 : 1;
};

const isAfter = (key: UnitKey, after: FunnelPeopleQuestion['page']['after']): boolean => {
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

const cursorOf = ({ place, learner, enrolment }: UnitKey, asOf: Date): string =>
  writeFunnelCursor({
    ...{ asOf: asOf.toISOString(), place, learner },
    ...(enrolment ?? { course: '', run: '', registration: '', round: 0 }),
  });

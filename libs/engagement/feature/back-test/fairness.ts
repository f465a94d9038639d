import { type BackTestAnswer } from '@laurel/contracts';
import { type Enrolment } from '@laurel/criteria-domain';
import { type Placed } from '@laurel/engagement-domain';
import { backTest, hiddenCells } from '@laurel/statistics';
import { type Precision, rateOf } from './figures.ts';

type Table = BackTestAnswer['fairness'][number];

export interface InGroup extends Placed {
  readonly enrolment: Enrolment;
}

/** Flag rate and precision by an attribute; what fewer people would give away is hidden. */
export const fairnessBy = (
  by: string,
  all: readonly InGroup[],
  { smallestGroup, ...precision }: Precision & { readonly smallestGroup: number },
): Table => {
  const groups = [...groupsBy(by, all)].sort(([a], [b]) => (a ?? '\uffff').localeCompare(b ?? '\uffff', 'en'));
  const figures = groups.map(([value, members]) => ({
    value,
    people: peopleAmong(members.filter(isOver)),
    peopleFlagged: peopleAmong(members.filter((one) => isOver(one) && one.watched.flaggedAt !== null)),
    ...backTest(members.map(({ watched }) => watched)),
  }));
  const hidden = hiddenCells(
    figures.map(({ people }) => people),
    smallestGroup,
  );
  const fewFlagged = hiddenCells(
    figures.map((one, index) => (hidden[index] ? 0 : one.peopleFlagged)),
    smallestGroup,
  );
  return {
    by,
    groups: figures.map(({ value, baseRate, precision: hits }, index) => {
      if (hidden[index])
        return { value, hidden: true, enrolments: null, flagRate: null, precision: null, baseRate: null };
      return {
        ...{ value, hidden: false, enrolments: baseRate.total },
        flagRate: rateOf({ successes: hits.total, total: baseRate.total }, precision),
        precision: fewFlagged[index] ? null : rateOf(hits, precision),
        baseRate: rateOf(baseRate, precision),
      };
    }),
  };
};

/** Whether it turned out well or badly is known: rates are made of these. */
const isOver = ({ watched }: InGroup): boolean => watched.outcome !== 'open';

/** Who has several enrolments is one person. */
const peopleAmong = (members: readonly InGroup[]): number =>
  new Set(members.map(({ enrolment }) => enrolment.learner)).size;

const groupsBy = (by: string, all: readonly InGroup[]): ReadonlyMap<string | null, InGroup[]> => {
  const groups = new Map<string | null, InGroup[]>();
  for (const one of all) {
    const value = attributeOf(by, one.enrolment);
    const group = groups.get(value) ?? [];
    group.push(one);
    groups.set(value, group);
  }
  return groups;
};

/** `enrolment.<name>`: what was said when it opened; `person.<name>`: what was said of the person last. */
const attributeOf = (by: string, { opened, personDescriptions }: Enrolment): string | null => {
  const name = by.slice(by.indexOf('.') + 1);
  const told = by.startsWith('enrolment.') ? [opened] : personDescriptions;
  const values = told.map(({ data }) => valueIn(data['attributes'], name));
  return values.findLast((value) => value !== null) ?? null;
};

const valueIn = (attributes: unknown, name: string): string | null => {
  if (typeof attributes !== 'object' || attributes === null || !Object.hasOwn(attributes, name)) return null;
  return String(Object.entries(attributes).find(([key]) => key === name)?.[1]);
};

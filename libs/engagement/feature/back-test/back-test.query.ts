import { type BackTestAnswer, type ParameterValue, type RuleBackTest, type RuleDefinition } from '@laurel/contracts';
import { asksPeople, DAY_MS } from '@laurel/criteria-domain';
import { bind, type ParameterValues, placeOf, type Rule, type Watch, type Watched } from '@laurel/engagement-domain';
import { Refused } from '@laurel/kernel';
import { type EngagementPorts } from '../engagement.deps.ts';
import { DEFINITION } from './definition.ts';
import { fairnessBy, type InGroup } from './fairness.ts';
import { figuresOf } from './figures.ts';
import { watchAll } from './watch-all.ts';

export interface BackTest {
  readonly definition: RuleDefinition;
  /** null: it is not saved. */
  readonly version: number | null;
  readonly values: ParameterValues;
  /** The same with other values of one parameter. */
  readonly others: readonly { readonly value: ParameterValue; readonly values: ParameterValues }[];
}

/** What a rule would have been worth on the history, each day judged with what was known then. Nothing is kept of it. */
export const backTestRule = async (
  ports: Pick<EngagementPorts, 'histories' | 'clock'>,
  { definition, version, values, others }: BackTest,
  asked: RuleBackTest,
): Promise<BackTestAnswer> => {
  const began = performance.now();
  const rule = bind(definition, values);
  const rules = [rule, ...others.map((other) => bind(definition, other.values))];
  if (rules.some(({ criterion }) => asksPeople(criterion))) {
    throw new Refused(
      'back-test.people',
      'A back-test reads enrolments one by one: this rule asks about the person as a whole',
    );
  }
  const watch = watchOf(rules, asked, asked.asOf === undefined ? ports.clock.now() : new Date(asked.asOf));
  const { watched, facts, through } = await watchAll(ports, watch, [rule.where, asked]);
  const [table, ...tables] = rules.map((_, index) => tableOf(watched, index, watch));
  const { placed, leftOut } = table ?? { placed: [], leftOut: { neverLookedAt: 0, timeNotKnown: 0 } };
  const figures = figuresOf(placed, asked);
  if (asked.lapseAfter === undefined && figures.enrolments > 0 && figures.left + leftOut.timeNotKnown === 0) {
    throw new Refused('back-test.nobody-left', 'Nobody told us who left: set a lapse period (lapseAfter)');
  }
  return {
    rule: { id: rule.id, version, sentence: rule.sentence, parameters: { ...rule.parameters } },
    ...{ figures, leftOut },
    sweep: others.map(({ value }, index) => ({ value, figures: figuresOf(tables[index]?.placed ?? [], asked) })),
    fairness: asked.by.map((by) => fairnessBy(by, placed, asked)),
    meta: {
      asOf: watch.asOf.toISOString(),
      dataThrough: through === null ? null : new Date(through).toISOString(),
      tookMs: Math.round(performance.now() - began),
      factsRead: facts,
      definition: { ...DEFINITION },
    },
  };
};

const watchOf = (rules: readonly Rule[], { from, to, lapseAfter }: RuleBackTest, asOf: Date): Watch => ({
  criteria: rules.map(({ criterion }) => criterion),
  asOf,
  lapseAfterDays: lapseAfter?.days ?? null,
  from: from === undefined ? 0 : Math.ceil(Date.parse(from) / DAY_MS),
  to: Math.floor(Math.min(asOf.getTime(), to === undefined ? Infinity : Date.parse(to)) / DAY_MS),
});

interface Table {
  readonly placed: readonly InGroup[];
  readonly leftOut: BackTestAnswer['leftOut'];
}

const tableOf = (watched: readonly Watched[], criterion: number, watch: Watch): Table => {
  const leftOut = { neverLookedAt: 0, timeNotKnown: 0 };
  const placed: InGroup[] = [];
  for (const one of watched) {
    const place = placeOf(one, criterion, watch);
    if (typeof place === 'string') leftOut[place] += 1;
    else placed.push({ ...place, enrolment: one.enrolment });
  }
  return { placed, leftOut };
};

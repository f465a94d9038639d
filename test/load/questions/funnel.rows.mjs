import { funnelPeopleQuestion, funnelQuestion } from '../../../libs/contracts/dist/index.js';
import { askFunnelPeople } from '../../../libs/insights/feature/dist/funnel/funnel-people.question.js';
import { askFunnel } from '../../../libs/insights/feature/dist/funnel/funnel.question.js';
import { reachedOf, windowFunnel } from '../baselines/window-funnel.mjs';

const WINDOW_DAYS = 60;
const WINDOW_MS = WINDOW_DAYS * 86_400_000;
const GIB = 2 ** 30;
const MIB = 2 ** 20;

/** Funnels by learner: places, times and intervals of every step, every try; against `windowFunnel`, which knows the depth. */
export const funnelRows = ({ warehouse, asking, told }) => {
  const questionOf = (length, more = {}, where = []) => ({
    ...{ steps: told.kinds.slice(0, length).map((event) => ({ event, where })), window: { days: WINDOW_DAYS } },
    ...more,
  });
  const ask = (length, more, where) => {
    const question = funnelQuestion.parse(questionOf(length, more, where));
    return () => askFunnel(warehouse, question, asking);
  };
  const list = (length, more) => {
    const question = funnelPeopleQuestion.parse(questionOf(length, more));
    return () => askFunnelPeople(warehouse, question, asking);
  };
  const bare = (length, where) => () =>
    warehouse.rows(windowFunnel('facts', told.kinds.slice(0, length), WINDOW_MS, where));

  /** Both of one mind, before anything is measured. */
  const agreed = async (length) => {
    const theirs = reachedOf(await bare(length)(), length);
    const ours = (await ask(length)()).steps.map(({ reached }) => reached);
    if (String(ours) !== String(theirs)) throw new Error(`${length} steps: ${ours} against ${theirs}`);
  };
  const excluded = told.kinds.at(-1);
  const excluding = (length) => ({ exclusions: [{ event: excluded, after: 1, before: length }] });
  const byTeam = { breakdown: { by: 'person.team', limit: 2_000 } };
  const ofCourse = [{ field: 'course', op: 'eq', value: told.course }];

  return [
    ...[4, 8, 12, 20].flatMap((length) => {
      const baseline = `windowFunnel over FINAL, ${length} steps`;
      const asked = ask(length);
      let first = true;
      const checked = async () => {
        if (first) await agreed(length);
        first = false;
        return asked();
      };
      return [
        { name: baseline, ask: bare(length) },
        { name: `funnel, ${length} steps`, ask: checked, against: baseline, atMost: 1.3 },
        // The last kind is a step of 20 too: there it is excluded only before it is reached.
        {
          name: `funnel, ${length} steps, an exclusion`,
          ask: ask(length, excluding(length)),
          against: baseline,
          atMost: 1.3,
        },
      ];
    }),
    { name: `funnel, 12 steps, one course of 40`, ask: ask(12, {}, ofCourse), atMostMs: 150 },
    {
      ...{ name: 'funnel, 12 steps, by 2,000 teams', ask: ask(12, byTeam) },
      ...{ against: 'funnel, 12 steps', atMost: 1.3, weigh: { engine: 2 * GIB, node: 150 * MIB } },
    },
    { name: 'funnel people, first page', ask: list(12, { step: 2, place: 'dropped' }), atMostMs: 1_000 },
    {
      name: 'funnel people, first page behind a high step',
      ask: list(12, { step: 4, place: 'reached' }),
      atMostMs: 1_000,
    },
    {
      name: 'funnel people, first page of one team of 2,000',
      ask: list(12, { ...byTeam, step: 1, place: 'dropped', breakdownValue: told.team }),
      atMostMs: 1_000,
    },
  ];
};

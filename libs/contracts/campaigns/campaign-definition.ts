import { z } from 'zod';
import { campaignPeople } from './campaign-people.ts';
import { priority, variableValues } from './campaign-steps.ts';
import { days, type Path, type Placed, type SplitStep, steps, stepsIn } from './campaign-step-list.ts';

const instant = z.iso.datetime({ offset: true });

const rollout = z.strictObject({
  by: z.string().min(1).max(256).describe('An attribute of the person: team, site, …'),
  waves: z.int().min(2).max(52),
  every: z.strictObject({ days }).describe('So long after a wave the next begins'),
});

/** What managers of the audience are told before their people are. */
const briefing = z.strictObject({
  template: z.string().min(1).max(100),
  daysBefore: z.number().positive().max(30).default(1).describe('Before the wave of their people begins'),
  values: variableValues.optional().describe('`say`: what to say'),
});

/** A campaign as data. Everything that may be said wrong is refused when it is saved, with the place of it. */
export const campaignDefinition = z
  .strictObject({
    title: z.string().min(1).max(200),
    goal: z.strictObject({
      meets: campaignPeople,
      within: z.strictObject({ days }).describe('After the person entered; what comes later is not counted'),
    }),
    audience: campaignPeople,
    steps: steps.refine((list) => list.length > 0, { error: 'there is no step' }),
    entry: z
      .strictObject({
        when: z
          .enum(['at-start', 'while-running'])
          .default('at-start')
          .describe('Whether who matches only later enters too'),
        again: z
          .strictObject({ afterDays: days })
          .optional()
          .describe('May enter again so long after the end; left out: once only'),
        aloneInCampaigns: z.boolean().default(false).describe('Who is in another campaign stays out'),
      })
      .prefault({}),
    holdout: z
      .strictObject({
        share: z.number().min(0).max(0.9).default(0),
        hearsAnnouncements: z
          .literal(true)
          .optional()
          .describe('An announcement reaches everybody: with a holdout, say that this is known'),
      })
      .prefault({}),
    rollout: rollout.optional(),
    throttle: z.strictObject({ perHour: z.int().min(1).max(1_000_000) }).optional(),
    window: z.strictObject({ from: instant, to: instant }),
    budget: z.strictObject({ messages: z.int().min(1).max(100_000_000) }).optional(),
    category: z.string().min(1).max(100),
    priority: priority.default(5),
    briefing: briefing.optional(),
  })
  .superRefine((one, context) => {
    for (const { path, message } of wrongIn(one)) context.addIssue({ code: 'custom', path: [...path], message });
  });
export type CampaignDefinition = z.output<typeof campaignDefinition>;
/** As it is written by hand: what has a default may be left out. */
export type CampaignSource = z.input<typeof campaignDefinition>;

interface Wrong {
  readonly path: Path;
  readonly message: string;
}
/** Steps that messages use themselves. */
const RESERVED = new Set(['briefing', 'correction']);
const MOST_STEPS = 200;

const wrongIn = (one: CampaignDefinition): readonly Wrong[] => {
  const placed = stepsIn(one.steps);
  return [
    ...(placed.length > MOST_STEPS ? [{ path: ['steps'], message: `has more than ${MOST_STEPS} steps` }] : []),
    ...wrongNames(placed),
    ...placed.flatMap(({ step, path }) => (step.do === 'split' ? wrongShares(step, path) : [])),
    ...wrongAnnouncements(one, placed),
    ...placed.flatMap((place) => wrongEvent(one, place)),
    ...wrongWindow(one),
  ];
};

const wrongNames = (placed: readonly Placed[]): readonly Wrong[] => {
  const seen = new Set<string>();
  return placed.flatMap(({ step: { id }, path }) => {
    const taken = seen.has(id);
    seen.add(id);
    if (RESERVED.has(id)) return [{ path: [...path, 'id'], message: `${id} is a name of Laurel's own` }];
    return taken ? [{ path: [...path, 'id'], message: `another step is called ${id}` }] : [];
  });
};

const wrongShares = ({ arms }: SplitStep, path: Path): readonly Wrong[] => {
  const sum = arms.reduce((total, { share }) => total + share, 0);
  const names = new Set(arms.map(({ name }) => name));
  return [
    ...(Math.abs(sum - 1) < 1e-9
      ? []
      : [{ path: [...path, 'arms'], message: `the shares add up to ${sum}, not to 1` }]),
    ...(names.size === arms.length ? [] : [{ path: [...path, 'arms'], message: 'two arms have the same name' }]),
  ];
};

const wrongAnnouncements = ({ holdout }: CampaignDefinition, placed: readonly Placed[]): readonly Wrong[] => {
  const announcement = placed.find(({ step: { do: what } }) => what === 'announce');
  if (holdout.share === 0 || !announcement || holdout.hearsAnnouncements) return [];
  const message = 'an announcement reaches people who are held out too: take it out, or set holdout.hearsAnnouncements';
  return [{ path: announcement.path, message }];
};

const wrongEvent = ({ window }: CampaignDefinition, { step, path }: Placed): readonly Wrong[] => {
  if (step.do !== 'message' || !step.event) return [];
  const at = [...path, 'event'];
  if (step.channel !== 'email') return [{ path: at, message: `only mail carries an event, ${step.channel} does not` }];
  return Date.parse(step.event.start) > Date.parse(window.from)
    ? []
    : [{ path: [...at, 'start'], message: 'the event has begun before the window does' }];
};

const DAY_MS = 86_400_000;

const wrongWindow = ({ window, rollout }: CampaignDefinition): readonly Wrong[] => {
  const [from, to] = [Date.parse(window.from), Date.parse(window.to)];
  if (to <= from) return [{ path: ['window', 'to'], message: 'the window ends before it begins' }];
  const last = rollout ? from + (rollout.waves - 1) * rollout.every.days * DAY_MS : from;
  return last < to ? [] : [{ path: ['rollout', 'every'], message: 'the last wave would begin after the window ended' }];
};

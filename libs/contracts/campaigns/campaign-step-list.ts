import { z } from 'zod';
import { calendarEvent } from './calendar-event.ts';
import { type CampaignPeople, campaignPeople } from './campaign-people.ts';
import { personalChannel, priority, stepId, variableValues } from './campaign-steps.ts';

export const days = z.number().positive().max(3_650);
const someDays = z.strictObject({ days });

const announce = z.strictObject({
  id: stepId,
  do: z.literal('announce'),
  template: z.string().min(1).max(100),
  channels: z
    .array(z.string().min(1).max(100))
    .min(1)
    .max(20)
    .describe('Names of chat channels, or `feed`, `page`, `poster`'),
  once: z.enum(['campaign', 'wave']).default('wave').describe('Whether each wave hears it, or all together once'),
});
export type AnnounceStep = z.output<typeof announce>;

const message = z.strictObject({
  id: stepId,
  do: z.literal('message'),
  channel: personalChannel.default('email'),
  template: z.string().min(1).max(100),
  templateVersion: z.int().positive().optional().describe('Left out: the newest when it is sent'),
  values: variableValues.optional(),
  event: calendarEvent.optional().describe('An appointment that the mail carries, for the calendar of who gets it'),
  priority: priority.optional().describe('Left out: that of the campaign'),
  expiresAfter: someDays
    .optional()
    .describe('So long after it fell due it makes no sense any more; never longer than the window'),
});
export type MessageStep = z.output<typeof message>;

const wait = z.strictObject({ id: stepId, do: z.literal('wait'), for: someDays });
export type WaitStep = z.output<typeof wait>;

const end = z.strictObject({ id: stepId, do: z.literal('end') });

/** Goes on as soon as it is true of the person, by `then`, or when the time is over, by `timeout`; both lead on to the next step. */
export interface WaitUntilStep {
  readonly id: string;
  readonly do: 'waitUntil';
  readonly meets: CampaignPeople;
  readonly atMost: { readonly days: number };
  readonly then: readonly CampaignStep[];
  readonly timeout: readonly CampaignStep[];
}
export interface BranchStep {
  readonly id: string;
  readonly do: 'branch';
  readonly meets: CampaignPeople;
  readonly then: readonly CampaignStep[];
  readonly else: readonly CampaignStep[];
}
/** Who goes which way is drawn by the campaign's salt, the step and the person: the same at every look. */
export interface SplitStep {
  readonly id: string;
  readonly do: 'split';
  readonly arms: readonly { readonly name: string; readonly share: number; readonly steps: readonly CampaignStep[] }[];
}
export type CampaignStep =
  AnnounceStep | MessageStep | WaitStep | z.output<typeof end> | WaitUntilStep | BranchStep | SplitStep;

/** A list of steps; lists may stand in steps. */
export const steps: z.ZodType<readonly CampaignStep[]> = z.lazy(() => z.array(step).max(50));
const inner = steps.default([]);

const waitUntil = z.strictObject({
  id: stepId,
  do: z.literal('waitUntil'),
  meets: campaignPeople,
  atMost: someDays,
  then: inner,
  timeout: inner,
});
const branch = z.strictObject({ id: stepId, do: z.literal('branch'), meets: campaignPeople, then: inner, else: inner });
const arm = z.strictObject({ name: stepId, share: z.number().positive().max(1), steps: inner });
const split = z.strictObject({ id: stepId, do: z.literal('split'), arms: z.array(arm).min(2).max(10) });

const step = z.discriminatedUnion('do', [announce, message, wait, waitUntil, branch, split, end]);

export type Path = readonly (string | number)[];
/** A step and where it stands in the definition. */
export interface Placed {
  readonly step: CampaignStep;
  readonly path: Path;
}

/** Every step, with its place in the definition, in the order in which it is read. */
export const stepsIn = (list: readonly CampaignStep[], path: Path = ['steps']): readonly Placed[] =>
  list.flatMap((one, index) => {
    const here = [...path, index];
    return [{ step: one, path: here }, ...innerStepsOf(one, here)];
  });

const innerStepsOf = (one: CampaignStep, here: Path): readonly Placed[] => {
  switch (one.do) {
    case 'branch':
      return [...stepsIn(one.then, [...here, 'then']), ...stepsIn(one.else, [...here, 'else'])];
    case 'waitUntil':
      return [...stepsIn(one.then, [...here, 'then']), ...stepsIn(one.timeout, [...here, 'timeout'])];
    case 'split':
      return one.arms.flatMap((arm, index) => stepsIn(arm.steps, [...here, 'arms', index, 'steps']));
    case 'announce':
    case 'message':
    case 'wait':
    case 'end':
      return [];
  }
};

import {
  type CampaignDefinition,
  type CampaignPeople,
  type CampaignStep,
  type CampaignWords,
  type MessageStep,
} from '@laurel/contracts';
import { plural, sentenceOfPopulation } from '@laurel/criteria-domain';

/** What a campaign says, in sentences. */
export const campaignInWords = (definition: CampaignDefinition): CampaignWords => ({
  audience: sentenceOfPopulation(definition.audience),
  goal: `${unended(sentenceOfPopulation(definition.goal.meets))}, within ${days(definition.goal.within)} of entering.`,
  steps: stepsInWords(definition.steps, 0),
  limits: limitsOf(definition),
});

const unended = (sentence: string): string => sentence.replace(/\.$/, '');
const days = (duration: { readonly days: number }): string => plural(duration.days, 'day');
const share = (part: number): string => `${Number((part * 100).toFixed(2))}%`;

const limitsOf = (definition: CampaignDefinition): string[] => [
  ...entryOf(definition),
  ...holdoutOf(definition),
  ...paceOf(definition),
];

const entryOf = ({ entry: { when, again, aloneInCampaigns } }: CampaignDefinition): string[] => [
  when === 'at-start'
    ? 'Who matches when it begins enters; who matches only later does not.'
    : 'Who matches at any time while it runs enters.',
  again ? `Who left may enter again after ${days({ days: again.afterDays })}.` : 'Everybody enters at most once.',
  ...(aloneInCampaigns ? ['Who is inside another campaign stays out.'] : []),
];

const holdoutOf = ({ holdout }: CampaignDefinition): string[] =>
  holdout.share === 0
    ? ['Nobody is held out, so its effect cannot be told apart from what would have happened anyway.']
    : [`${share(holdout.share)} are held out by lot, as a comparison group: they get nothing of it.`];

const paceOf = ({ rollout, throttle, budget, briefing }: CampaignDefinition): string[] => [
  ...(rollout
    ? [`In ${rollout.waves} waves by ${rollout.by}, in an order drawn by lot, one every ${days(rollout.every)}.`]
    : []),
  ...(throttle ? [`At most ${plural(throttle.perHour, 'message')} per hour.`] : []),
  ...(budget ? [`At most ${plural(budget.messages, 'message')} in all.`] : []),
  ...(briefing
    ? [`Managers are briefed ${days({ days: briefing.daysBefore })} before their people, with “${briefing.template}”.`]
    : []),
];

type Words = CampaignWords['steps'];

const stepsInWords = (steps: readonly CampaignStep[], depth: number): Words =>
  steps.flatMap((step) => [
    { id: step.id, depth, sentence: sentenceOf(step) },
    ...waysOf(step).flatMap(({ way, then }) =>
      then.length === 0 ? [] : [{ id: null, depth: depth + 1, sentence: way }, ...stepsInWords(then, depth + 2)],
    ),
  ]);

interface Way {
  readonly way: string;
  readonly then: readonly CampaignStep[];
}

const waysOf = (step: CampaignStep): readonly Way[] => {
  switch (step.do) {
    case 'waitUntil':
      return [
        { way: 'If it came true:', then: step.then },
        { way: 'If the time ran out:', then: step.timeout },
      ];
    case 'branch':
      return [
        { way: 'If so:', then: step.then },
        { way: 'If not:', then: step.else },
      ];
    case 'split':
      return step.arms.map((arm) => ({ way: `${arm.name} (${share(arm.share)}):`, then: arm.steps }));
    case 'announce':
    case 'message':
    case 'wait':
    case 'end':
      return [];
  }
};

const CHANNELS = { email: 'by e-mail', slack: 'by Slack', teams: 'by Teams', inbox: 'into the inbox' } as const;

const sentenceOf = (step: CampaignStep): string => {
  switch (step.do) {
    case 'message':
      return messageInWords(step);
    case 'announce':
      return `Announce “${step.template}” on ${step.channels.join(', ')}, ${ONCE[step.once]}.`;
    case 'wait':
      return `Wait ${days(step.for)}.`;
    case 'waitUntil':
      return `Wait until this is true, at most ${days(step.atMost)}: ${condition(step.meets)}`;
    case 'branch':
      return `Look whether this is true: ${condition(step.meets)}`;
    case 'split':
      return `Draw one of ${step.arms.length} ways by lot, the same at every look.`;
    case 'end':
      return 'End here.';
  }
};

const ONCE = { campaign: 'once for all', wave: 'once for each wave' } as const;

const messageInWords = ({ template, templateVersion, channel, expiresAfter, event }: MessageStep): string => {
  const version = templateVersion === undefined ? '' : ` in its version ${templateVersion}`;
  const until = expiresAfter ? `; pointless after ${days(expiresAfter)}` : '';
  const invites = event ? `, with “${event.title}” of ${event.start} for their calendar` : '';
  return `Write “${template}”${version} ${CHANNELS[channel]}${invites}${until}.`;
};

const condition = (people: CampaignPeople): string => {
  const sentence = sentenceOfPopulation(people);
  return sentence.charAt(0).toLowerCase() + sentence.slice(1);
};

import { type CampaignStep } from '@laurel/contracts';

interface Linked {
  readonly step: CampaignStep;
  /** What comes after it and all that stands in it; undefined: the end. */
  readonly next: string | undefined;
}

/** The steps of a campaign, each with what follows it. */
export interface Flow {
  readonly first: string | undefined;
  step(id: string): CampaignStep | undefined;
  /** The step behind this one, by the way that was taken where there are several; undefined: the end. */
  after(id: string, took?: string): string | undefined;
}

export const flowOf = (steps: readonly CampaignStep[]): Flow => {
  const linked = new Map<string, Linked>();
  link(steps, undefined, linked);
  return {
    first: steps[0]?.id,
    step: (id) => linked.get(id)?.step,
    after: (id, took) => {
      const here = linked.get(id);
      if (!here) return undefined;
      const inner = took === undefined ? undefined : waysOf(here.step).find(({ name }) => name === took)?.steps[0];
      return inner?.id ?? here.next;
    },
  };
};

const link = (steps: readonly CampaignStep[], after: string | undefined, linked: Map<string, Linked>): void => {
  for (const [index, step] of steps.entries()) {
    const next = steps[index + 1]?.id ?? after;
    linked.set(step.id, { step, next });
    for (const way of waysOf(step)) link(way.steps, next, linked);
  }
};

interface Way {
  readonly name: string;
  readonly steps: readonly CampaignStep[];
}

const waysOf = (step: CampaignStep): readonly Way[] => {
  switch (step.do) {
    case 'branch':
      return [
        { name: 'then', steps: step.then },
        { name: 'else', steps: step.else },
      ];
    case 'waitUntil':
      return [
        { name: 'then', steps: step.then },
        { name: 'timeout', steps: step.timeout },
      ];
    case 'split':
      return step.arms;
    case 'announce':
    case 'message':
    case 'wait':
    case 'end':
      return [];
  }
};

const MOST = 1_000_000;

/** The fewest and the most messages that one person may be sent, whichever way the journey takes. */
export const messagesIn = (steps: readonly CampaignStep[]): { readonly least: number; readonly most: number } => {
  let [least, most, ended] = [0, 0, false];
  for (const step of steps) {
    if (ended) break;
    if (step.do === 'message') [least, most] = [least + 1, most + 1];
    if (step.do === 'end') ended = true;
    const ways = waysOf(step).map((way) => messagesIn(way.steps));
    if (ways.length === 0) continue;
    least += Math.min(...ways.map((way) => way.least));
    most += Math.max(...ways.map((way) => way.most));
  }
  return { least, most: Math.min(most, MOST) };
};

import { type Calendar, DAY, HOUR } from './calendar.ts';
import { type Engineer } from './engineers.ts';
import { fact, type Fact } from './fact.ts';
import { type Random, randomOf } from './random.ts';

const kind = 'customer-escalation';
const MONTH_DAYS = 30;

/** When each engineer was certified. */
export type CertifiedAt = ReadonlyMap<string, number>;

/**
 * What the customers made of it, month by month and team by team: the open projects (exposure) and each escalation.
 * The more of a team are certified, the fewer there are.
 */
export const escalations = (
  engineers: readonly Engineer[],
  certifiedAt: CertifiedAt,
  calendar: Calendar,
  seed: string,
): readonly Fact[] => {
  const facts: Fact[] = [];
  for (const team of new Set(engineers.map((engineer) => engineer.team))) {
    const members = engineers.filter((engineer) => engineer.team === team);
    const random = randomOf(`${seed}/${team}/escalations`);
    for (let month = calendar.opening; month < calendar.end; month += MONTH_DAYS * DAY) {
      const certified = members.filter(({ learner }) => (certifiedAt.get(learner) ?? Infinity) <= month).length;
      facts.push(
        ...monthOf(
          { team, month, projects: Math.ceil(members.length / 3), certified: certified / members.length },
          random,
        ),
      );
    }
  }
  return facts;
};

interface TeamMonth {
  readonly team: string;
  readonly month: number;
  readonly projects: number;
  /** Share of the team. */
  readonly certified: number;
}

const monthOf = ({ team, month, projects, certified }: TeamMonth, random: Random): readonly Fact[] => {
  const subject = `team:${team}`;
  const exposure = { unit: 'project-month', count: projects };
  const expected = projects * 0.55 * Math.max(0.25, 1 - 1.5 * certified);
  return [
    fact('learning.OutcomeObserved', { subject, at: month, mark: 'exposure' }, { kind, value: 0, team, exposure }),
    ...Array.from({ length: poisson(expected, random) }, (_, number) => {
      const at = Math.round((month + random.between(0, MONTH_DAYS) * DAY + 9 * HOUR) / 1000) * 1000;
      const severity = random.pick(['low', 'medium', 'medium', 'high']);
      const customer = `customer-${random.whole(1, 240)}`;
      return fact(
        'learning.OutcomeObserved',
        { subject, at, mark: `${number}` },
        { kind, value: 1, severity, team, customer },
      );
    }),
  ];
};

/** Knuth's way: fine for the small means here. */
const poisson = (mean: number, random: Random): number => {
  const limit = Math.exp(-mean);
  let count = 0;
  for (let product = random.share(); product > limit; product *= random.share()) count++;
  return count;
};

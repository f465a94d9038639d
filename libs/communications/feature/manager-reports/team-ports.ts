import { type TeamReport, type TeamReports } from '@laurel/contracts';

/** What reports about teams are written with: figures from insights, names from people. */
export interface TeamPorts {
  readonly teamReports: TeamReports;
  /** Of those who have one. Personal data: never stored. */
  readonly namesOf: (learners: readonly string[]) => Promise<ReadonlyMap<string, string>>;
}

/** The name that a reader of the report knows somebody by. */
export type NameOf = (learner: string) => string;

/** Whom nobody named is called by the id. */
export const namesIn = async (
  { namesOf }: Pick<TeamPorts, 'namesOf'>,
  { manager, people }: Pick<TeamReport, 'manager' | 'people'>,
): Promise<NameOf> => {
  const names = await namesOf([manager, ...people.map(({ learner }) => learner)]);
  return (learner) => names.get(learner) ?? learner;
};

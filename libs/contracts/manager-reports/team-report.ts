import { z } from 'zod';

const instant = z.iso.datetime();
const people = z.int().nonnegative();

/** What an item of the report is about, as the facts have it ('' = not told), and what the course is called. */
const ofCourse = {
  course: z.string(),
  run: z.string(),
  registration: z.string(),
  title: z.string().describe('As the facts call the course, else its id'),
};

export const stuckItem = z.object({
  ...ofCourse,
  since: instant.describe('The last step forward, or when the enrolment began'),
  days: z.int().describe('Whole days since'),
  where: z.string().describe('Before which module, or how far'),
  isStarted: z.boolean(),
  isNew: z.boolean().describe('It was not so a week before, as known then'),
});
export const overdueItem = z.object({
  ...ofCourse,
  since: instant.describe('When it was due'),
  days: z.int().describe('Whole days since'),
  isNew: z.boolean().describe('It was not so a week before, as known then'),
});
export const doneItem = z.object({ ...ofCourse, at: instant, result: z.string().nullable() });

export const certifiedItem = z.object({
  programme: z.string(),
  certificate: z.uuid(),
  at: instant.describe('When it was issued'),
});

export const teamFigures = z.object({
  people,
  active: people.describe('People with any activity in the seven days before'),
  learning: people.describe('People with an open enrolment'),
  stuck: people.describe('People with an enrolment that is stuck'),
  overdue: people.describe('People with a required assignment whose date has passed'),
  done: z.int().nonnegative().describe('Completions in the seven days before; one person may have several'),
  certified: z.int().nonnegative().describe('Certificates issued in the seven days before, and not revoked'),
});
export type TeamFigures = z.infer<typeof teamFigures>;

export const teamMember = z.object({
  learner: z.string(),
  isActive: z.boolean(),
  lastActive: instant.nullable().describe('Latest activity ever told; null: none'),
  open: z.int().nonnegative().describe('Open enrolments'),
  stuck: z.array(stuckItem),
  overdue: z.array(overdueItem),
  done: z.array(doneItem).describe('Within the seven days before'),
  certified: z.array(certifiedItem).describe('Within the seven days before'),
});
export type TeamMember = z.infer<typeof teamMember>;

export const suggestionKind = z.enum(['remind', 'help', 'congratulate']);
export type SuggestionKind = z.infer<typeof suggestionKind>;

export const suggestion = z.object({
  number: z.int().positive(),
  kind: suggestionKind.describe('remind: overdue; help: stuck; congratulate: done'),
  learner: z.string(),
  ...ofCourse,
  because: z.string().describe('Without names'),
});
export type Suggestion = z.infer<typeof suggestion>;

/** What a manager reads about the own team, as known at `asOf`: the direct reports by name, the teams below as sums. */
export const teamReport = z.object({
  manager: z.string(),
  asOf: instant,
  since: instant.describe('Seven days before'),
  settings: z.int().nonnegative().describe('Version of the settings that say what the words mean'),
  stuckAfterDays: z.int().positive(),
  totals: teamFigures.describe('Of the direct reports'),
  before: teamFigures.describe('Of the same people, as known at `since`'),
  gotGoing: people.describe('People who were stuck at `since`, and are not any more'),
  joined: people.describe('People who did not report to this manager at `since`'),
  people: z.array(teamMember).describe('The direct reports, by id'),
  teams: z
    .array(z.object({ manager: z.string(), figures: teamFigures }))
    .describe('For each direct report who manages others: everybody below that person, as sums'),
  suggestions: z.array(suggestion),
  isEmpty: z.boolean().describe('Nobody learns, nothing is overdue, and nothing happened in the seven days'),
});
export type TeamReport = z.infer<typeof teamReport>;

import { z } from 'zod';
import { certificateDesign } from './certificate-design.ts';
import { partId } from './programme-id.ts';
import { type AnyOf, isJoined, type Requirement, requirement, singlesOf } from './requirements.ts';

const title = z.string().min(1).max(200);
const span = z.union([
  z.strictObject({ days: z.int().positive().max(36_500) }),
  z.strictObject({ months: z.int().positive().max(1_200) }),
]);
/** A time by the calendar in UTC; a month that has no such day ends it. */
export type CalendarSpan = z.output<typeof span>;

/** Above the ground: whoever meets it, and those before it, is certified at this level. */
const level = z.strictObject({
  id: partId,
  title,
  requires: requirement,
});

const renewal = z.strictObject({
  opens: z.strictObject({ days: z.int().positive().max(3_650) }).describe('So long before the certificate expires'),
  requires: requirement
    .optional()
    .describe('What renews it, done after the window opened; left out: the same as at first'),
  grace: z
    .strictObject({ days: z.int().nonnegative().max(3_650) })
    .default({ days: 0 })
    .describe('So long after it expired the renewal path is enough; later all is asked again'),
});

/** A programme as data. Everything that may be said wrong is refused when it is saved, with the place of it. */
export const programmeDefinition = z
  .strictObject({
    title,
    description: z.string().min(1).max(2_000),
    requires: requirement,
    levels: z.array(level).max(10).readonly().default([]),
    countsFrom: z.iso.datetime({ offset: true }).optional().describe('What happened before does not count'),
    validFor: span.optional().describe('Left out: a certificate does not expire'),
    renewal: renewal.optional(),
    design: certificateDesign.optional().describe('How its certificates look on paper'),
  })
  .superRefine((one, context) => {
    for (const { path, message } of wrongIn(one)) context.addIssue({ code: 'custom', path: [...path], message });
  });
export type ProgrammeDefinition = z.output<typeof programmeDefinition>;
/** As it is written by hand: what has a default may be left out. */
export type ProgrammeSource = z.input<typeof programmeDefinition>;

interface Wrong {
  readonly path: readonly (string | number)[];
  readonly message: string;
}
type Placed = readonly [Requirement, Wrong['path']];

const MOST_REQUIREMENTS = 200;

const wrongIn = (one: ProgrammeDefinition): readonly Wrong[] => {
  const { levels, renewal: renews, validFor } = one;
  const earned: readonly Placed[] = [
    [one.requires, ['requires']],
    ...levels.map(({ requires }, n): Placed => [requires, ['levels', n, 'requires']]),
  ];
  const renewing: readonly Placed[] = renews?.requires ? [[renews.requires, ['renewal', 'requires']]] : [];
  const all = [...earned, ...renewing].flatMap(([root, path]) => placedIn(root, path));
  return [
    ...(all.length > MOST_REQUIREMENTS
      ? [{ path: ['requires'], message: `has more than ${MOST_REQUIREMENTS} requirements` }]
      : []),
    ...sameName(all),
    ...all.flatMap(([requires, path]) => (requires.is === 'any' ? tooMany(requires, path) : [])),
    ...(renews && !validFor
      ? [{ path: ['renewal'], message: 'what does not expire is not renewed: set validFor' }]
      : []),
    ...twice(levels.map(({ id }) => id)).map((n) => ({
      path: ['levels', n, 'id'],
      message: 'another level has this id',
    })),
  ];
};

const placedIn = (one: Requirement, path: Wrong['path']): readonly Placed[] => [
  [one, path],
  ...(isJoined(one) ? one.of.flatMap((inner, n) => placedIn(inner, [...path, 'of', n])) : []),
];

const tooMany = ({ atLeast, of }: AnyOf, path: Wrong['path']): readonly Wrong[] =>
  atLeast > of.length ? [{ path: [...path, 'atLeast'], message: `only ${of.length} are there` }] : [];

/** An id stands for one requirement in the history of every learner. */
const sameName = (all: readonly Placed[]): readonly Wrong[] => {
  const singles = all.flatMap(([one, path]) => (isJoined(one) ? [] : [{ one, path }]));
  return twice(singles.map(({ one }) => one.id)).flatMap((n) => {
    const path = singles[n]?.path;
    return path ? [{ path: [...path, 'id'], message: 'another requirement has this id' }] : [];
  });
};

/** The places of what stood before. */
const twice = (ids: readonly string[]): readonly number[] => ids.flatMap((id, n) => (ids.indexOf(id) < n ? [n] : []));

/** All single requirements of a programme, the renewal path's too. */
export const requirementsOf = ({ requires, levels, renewal: renews }: ProgrammeDefinition) =>
  [requires, ...levels.map((one) => one.requires), ...(renews?.requires ? [renews.requires] : [])].flatMap(singlesOf);

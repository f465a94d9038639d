import { z } from 'zod';
import { type EventMatch } from './comparison.ts';
import { criterion, learnerCriterion } from './criterion.ts';
import { fieldsOf, hasField } from './event-fields.ts';

const MOST_DEEP = 10;
const MOST_PARTS = 60;

/** Not by recursion: whatever was sent is measured here before anything walks through it. */
const sizeOf = (value: unknown): { readonly depth: number; readonly parts: number } => {
  let level: readonly unknown[] = [value];
  let [depth, parts] = [0, 0];
  while (level.length > 0 && depth <= MOST_DEEP) {
    depth++;
    parts += level.length;
    level = level.flatMap(innerOf);
  }
  return { depth, parts };
};

const innerOf = (value: unknown): readonly unknown[] => {
  if (typeof value !== 'object' || value === null) return [];
  const all: unknown = Reflect.get(value, 'all');
  const one = [Reflect.get(value, 'the'), Reflect.get(value, 'meets')].filter((inner) => inner !== undefined);
  return [...(Array.isArray(all) ? all : []), ...one];
};

const measured = z.unknown().superRefine((value, context) => {
  const { depth, parts } = sizeOf(value);
  if (depth > MOST_DEEP) context.addIssue({ code: 'custom', message: `nests deeper than ${MOST_DEEP}` });
  if (parts > MOST_PARTS) context.addIssue({ code: 'custom', message: `has more than ${MOST_PARTS} parts` });
});

type Path = readonly (string | number)[];

/** Every match of events in a criterion that was read, and where it stands. */
const matchesIn = (value: unknown, path: Path): readonly { readonly match: EventMatch; readonly path: Path }[] => {
  if (typeof value !== 'object' || value === null) return [];
  if (isFunnel(value)) return []; // says its own fields
  const inner = Object.entries(value).flatMap(([key, one]: [string, unknown]) =>
    matchesIn(one, [...path, Array.isArray(value) ? Number(key) : key]),
  );
  return isMatch(value) ? [{ match: value, path }, ...inner] : inner;
};

const isMatch = (value: object): value is EventMatch => 'event' in value && Array.isArray(Reflect.get(value, 'where'));
const isFunnel = (value: object): boolean => Reflect.get(value, 'is') === 'funnel';

const refuseUnknownFields = (value: unknown, context: z.core.$RefinementCtx): void => {
  for (const { match, path } of matchesIn(value, []))
    match.where?.forEach(({ field }, index) => {
      if (hasField(match.event, field)) return;
      const message = `${match.event} has no field ${field}; it has ${fieldsOf(match.event).join(', ')}`;
      context.addIssue({ code: 'custom', path: [...path, 'where', index, 'field'], message });
    });
};

/** A criterion that a caller wrote: of a size that both readers answer, about fields that there are. */
export const givenCriterion = measured.pipe(criterion).superRefine(refuseUnknownFields);

/** The same about a person. */
export const givenLearnerCriterion = measured.pipe(learnerCriterion).superRefine(refuseUnknownFields);

const namesIn = (value: unknown, path: Path): readonly Path[] => {
  if (typeof value !== 'object' || value === null) return [];
  const is: unknown = Reflect.get(value, 'is');
  if (is === 'segment' || is === 'funnel') return [[...path, 'is']];
  return Object.entries(value).flatMap(([key, one]: [string, unknown]) =>
    namesIn(one, [...path, Array.isArray(value) ? Number(key) : key]),
  );
};

/** The criterion of a question: it says itself whom it means, and names no segment and no funnel. */
export const askedCriterion = givenCriterion.superRefine((value, context) => {
  for (const path of namesIn(value, []))
    context.addIssue({
      code: 'custom',
      path: [...path],
      message: 'names people: ask the segment for its size and members',
    });
});

import { type z } from 'zod';
import { Problematic } from './problematic.ts';

/** Reads a request body, query or parameter; answers 400 with the path of every wrong field. */
export const parseWith = <S extends z.ZodType>(schema: S, value: unknown, code = 'request.schema'): z.output<S> => {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const errors = parsed.error.issues.flatMap((issue) =>
    pathsOf(issue).map((path) => ({ path, reason: issue.message })),
  );
  const first = errors[0];
  throw new Problematic(400, code, first ? `${first.path || 'body'}: ${first.reason}` : 'unreadable', { errors });
};

/** An unknown key is itself the wrong field, not the object that holds it. */
const pathsOf = (issue: z.core.$ZodIssue): readonly string[] => {
  const paths = issue.code === 'unrecognized_keys' ? issue.keys.map((key) => [...issue.path, key]) : [issue.path];
  return paths.map((path) => path.map(String).join('.'));
};

import { type z } from 'zod';
import { BadEvent } from './bad-event.ts';

/** An event as some store kept it: any version that was ever written. */
export interface StoredEvent {
  readonly type: string;
  readonly version: number;
  readonly data: unknown;
}

/** An event in the newest version of its type. */
export interface DomainEvent<T extends string = string, D = unknown> {
  readonly type: T;
  readonly version: number;
  readonly data: D;
}

export interface EventDefinition<T extends string, S extends z.ZodType> {
  readonly type: T;
  readonly version: number;
  readonly schema: S;
  /** Makes a new event; throws a ZodError on wrong data, which is a bug of ours. */
  readonly of: (data: z.input<S>) => DomainEvent<T, z.output<S>>;
  /** Reads a stored event of any version, upcasting one version at a time. Throws BadEvent when it cannot be read. */
  readonly read: (stored: StoredEvent) => DomainEvent<T, z.output<S>>;
}

/** The event that a definition describes: `EventOf<typeof RuleFired>`. */
export type EventOf<D> = D extends EventDefinition<infer T, infer S> ? DomainEvent<T, z.output<S>> : never;

type Upcasts = Readonly<Record<number, (older: never) => unknown>>;

/**
 * An event type is a value: its wire name (for ever), version, schema and the upcasts from every older version.
 * A changed meaning is a new type, not a new version.
 */
export const defineEvent = <const T extends string, S extends z.ZodType>(
  type: T,
  version: number,
  schema: S,
  upcasts: Upcasts = {},
): EventDefinition<T, S> => {
  for (let v = 1; v < version; v++) if (!upcasts[v]) throw new Error(`${type}: no upcast from v${v} to v${v + 1}`);
  return {
    type,
    version,
    schema,
    of: (data) => ({ type, version, data: schema.parse(data) }),
    read: (stored) => {
      const parsed = schema.safeParse(upcast(type, version, upcasts, stored));
      if (!parsed.success) throw unreadable(parsed.error.issues[0]);
      return { type, version, data: parsed.data };
    },
  };
};

const upcast = (type: string, version: number, upcasts: Upcasts, stored: StoredEvent): unknown => {
  if (stored.version > version || stored.version < 1 || !Number.isInteger(stored.version)) {
    throw new BadEvent('event.version', `${type} is known up to version ${version}, this is version ${stored.version}`);
  }
  let data = stored.data;
  // The union of all older shapes is not worth a type: the corpus of stored events proves each step.
  for (let v = stored.version; v < version; v++) data = (upcasts[v] as (older: unknown) => unknown)(data);
  return data;
};

const unreadable = (issue: z.core.$ZodIssue | undefined): BadEvent => {
  const inner = issue?.code === 'unrecognized_keys' ? issue.keys[0] : undefined;
  const path = ['data', ...(issue?.path ?? []), ...(inner === undefined ? [] : [inner])];
  return new BadEvent('event.schema', issue?.message ?? 'unreadable', path.map(String).join('.'));
};

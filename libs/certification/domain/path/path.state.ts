import { type CompletedPath, type Evidence, type PathEvent } from '@laurel/contracts';
import { type SignOff, type Way } from './ways.ts';

/** A completion that stands, or stood. */
export interface Completion {
  readonly number: number;
  readonly certificate: string;
  /** The version under which it was completed. */
  readonly version: number;
  readonly level: string | undefined;
  readonly evidence: readonly Evidence[];
  readonly issuedAt: Date;
  readonly expiresAt: Date | undefined;
  readonly renewableFrom: Date | undefined;
  readonly graceUntil: Date | undefined;
  /** The completion that it renews, with which its round began. */
  readonly renews: Completion | undefined;
}

/** What is counted towards a completion, by requirement. */
export type Counted = ReadonlyMap<string, Way>;

export interface PathState {
  /** undefined: nothing has begun. */
  readonly version: number | undefined;
  /** How many completions there were. */
  readonly completions: number;
  /** The completion that stands. */
  readonly standing: Completion | undefined;
  /** The latest that stood and stands no longer. */
  readonly fallen: Completion | undefined;
  /** By number of the completion. */
  readonly counted: ReadonlyMap<number, Counted>;
  readonly signOffs: readonly SignOff[];
  /** How many sign-offs there were. */
  readonly signed: number;
}

export const NO_PATH: PathState = {
  ...{ version: undefined, completions: 0, standing: undefined, fallen: undefined },
  ...{ counted: new Map(), signOffs: [], signed: 0 },
};

export const evolvePath = (state: PathState, event: PathEvent): PathState => {
  if (isOfRequirement(event)) return counting(state, event);
  switch (event.type) {
    case 'certification.PathBegun':
    case 'certification.PathMoved':
      return { ...state, version: event.data.programmeVersion };
    case 'certification.SignedOff':
      return signedOff(state, event.data);
    case 'certification.SignOffWithdrawn':
      return { ...state, signOffs: state.signOffs.filter(({ signOff }) => signOff !== event.data.signOff) };
    case 'certification.PathCompleted':
      return completed(state, event.data);
    case 'certification.PathReopened':
      return reopened(state);
  }
};

type OfRequirement = Extract<PathEvent, { type: 'certification.RequirementMet' | 'certification.RequirementUnmet' }>;

const isOfRequirement = (event: PathEvent): event is OfRequirement =>
  event.type === 'certification.RequirementMet' || event.type === 'certification.RequirementUnmet';

const signedOff = (
  state: PathState,
  { signOff, requirement, mentor, at }: Extract<PathEvent, { type: 'certification.SignedOff' }>['data'],
): PathState => ({
  ...{ ...state, signed: signOff },
  signOffs: [...state.signOffs, { signOff, requirement, mentor, at: new Date(at) }],
});

const wayIn = ({ key, at, because }: Pick<Evidence, 'key' | 'at' | 'because'>): Way => ({
  ...{ key, at: new Date(at), because },
});

const counting = (state: PathState, event: OfRequirement): PathState => {
  const { number, requirement } = event.data;
  const counted = new Map(state.counted.get(number));
  if (event.type === 'certification.RequirementMet') counted.set(requirement, wayIn(event.data));
  else counted.delete(requirement);
  return { ...state, counted: new Map([...state.counted, [number, counted]]) };
};

const completed = (state: PathState, data: CompletedPath): PathState => {
  const dateIn = (at: string | null): Date | undefined => (at === null ? undefined : new Date(at));
  const before = state.standing ?? state.fallen;
  const renews = data.after?.is === 'renewed' ? before : before?.renews;
  const standing: Completion = {
    ...{ number: data.number, certificate: data.certificate, version: data.programmeVersion, level: data.level },
    ...{ evidence: data.evidence, issuedAt: new Date(data.issuedAt), expiresAt: dateIn(data.expiresAt) },
    ...{ renewableFrom: dateIn(data.renewableFrom), graceUntil: dateIn(data.graceUntil) },
    // One step back is all that is ever asked for.
    renews: renews && { ...renews, renews: undefined },
  };
  const counted = new Map(data.evidence.map((one) => [one.requirement, wayIn(one)]));
  return {
    ...{ ...state, standing, fallen: undefined, completions: data.number },
    counted: new Map([[data.number, counted]]),
  };
};

/** What still counts is counted towards the next. */
const reopened = (state: PathState): PathState => {
  const { standing, completions, counted } = state;
  const still = counted.get(completions) ?? new Map<string, Way>();
  return { ...state, standing: undefined, fallen: standing, counted: new Map([[completions + 1, still]]) };
};

import { type UnitKey } from './packed-units.ts';

export interface Person {
  readonly key: UnitKey;
  /** What the breakdown says. */
  readonly text: string | null;
  readonly times: readonly number[];
}

/** The first so many in the order of lists; little more is kept, however many come. */
export class FirstPeople {
  private kept: Person[] = [];

  constructor(private readonly most: number) {}

  add(person: Person): void {
    this.kept.push(person);
    if (this.kept.length > 2 * this.most + 1000) this.kept = this.all();
  }

  all(): Person[] {
    return this.kept.sort((a, b) => compareKeys(a.key, b.key)).slice(0, this.most);
  }
}

/** In the order of lists; the parts of a key behind its place are compared as texts. */
export const compareKeys = (a: UnitKey, b: UnitKey): number =>
  a.place - b.place || compareTexts(textsOf(a), textsOf(b)) || roundOf(a) - roundOf(b);

const roundOf = ({ enrolment }: UnitKey): number => enrolment?.round ?? 0;

const textsOf = ({ learner, enrolment }: UnitKey): readonly string[] =>
  enrolment ? [learner, enrolment.course, enrolment.run, enrolment.registration] : [learner];

const compareTexts = (a: readonly string[], b: readonly string[]): number => {
  const at = a.findIndex((text, index) => text !== b[index]);
  return at < 0 ? 0 : (a[at] ?? '') < (b[at] ?? '') ? -1 : 1;
};

import { type Joined, type Reason } from '@laurel/contracts';
import { isLeaf } from './criterion.ts';

/** Whether it holds, why (or why not), and what would make it otherwise. Every sentence is true as it stands. */
export interface Finding {
  readonly holds: boolean;
  readonly because: readonly Reason[];
  readonly otherwise: readonly string[];
}

/** What is found of the parts makes what is found of the whole. */
export const findingOf = <Leaf extends { readonly is: string }>(
  criterion: Joined<Leaf>,
  ofLeaf: (leaf: Leaf) => Finding,
): Finding => {
  if (isLeaf(criterion)) return ofLeaf(criterion);
  if (criterion.is === 'not') {
    const inner = findingOf(criterion.the, ofLeaf);
    return { ...inner, holds: !inner.holds };
  }
  return combine(
    criterion.all.map((one) => findingOf(one, ofLeaf)),
    criterion.is === 'or',
  );
};

/** One finding that `decides` settles the whole; else all of them together do. Only what settles it is a reason. */
export const combine = (findings: readonly Finding[], decides: boolean): Finding => {
  const deciding = findings.filter(({ holds }) => holds === decides);
  const reasons = deciding.length > 0 ? deciding : findings;
  return {
    holds: deciding.length > 0 ? decides : !decides,
    because: reasons.flatMap((one) => one.because),
    otherwise: reasons.flatMap((one) => one.otherwise),
  };
};

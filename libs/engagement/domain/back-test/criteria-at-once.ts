import { type Criterion, type Leaf } from '@laurel/contracts';
import { type Enrolment, evaluate } from '@laurel/criteria-domain';

type Node =
  | { readonly is: 'leaf'; readonly leaf: number }
  | { readonly is: 'and' | 'or'; readonly all: readonly Node[] }
  | { readonly is: 'not'; readonly the: Node };

/**
 * Several criteria about one enrolment at one time, as `evaluate` answers them, but without reasons: a leaf that stands in
 * more than one of them is asked once, and only where the others have not settled the answer.
 */
export class CriteriaAtOnce {
  private readonly leaves: Leaf[] = [];
  private readonly nodes: readonly Node[];

  constructor(criteria: readonly Criterion[]) {
    const known = new Map<string, number>();
    const leafOf = (leaf: Leaf): number => {
      const text = JSON.stringify(leaf);
      const index = known.get(text) ?? this.leaves.push(leaf) - 1;
      known.set(text, index);
      return index;
    };
    const nodeOf = (one: Criterion): Node => {
      if (one.is === 'and' || one.is === 'or') return { is: one.is, all: one.all.map(nodeOf) };
      return one.is === 'not' ? { is: 'not', the: nodeOf(one.the) } : { is: 'leaf', leaf: leafOf(one) };
    };
    this.nodes = criteria.map(nodeOf);
  }

  /** Says of each criterion, by its place, whether it holds. */
  about(enrolment: Enrolment, at: Date): (criterion: number) => boolean {
    const answers = new Map<number, boolean>();
    const ofLeaf = (index: number): boolean => {
      const leaf = this.leaves[index];
      const known = answers.get(index) ?? (leaf !== undefined && evaluate(leaf, enrolment, at).holds);
      answers.set(index, known);
      return known;
    };
    const ofNode = (node: Node): boolean => {
      switch (node.is) {
        case 'leaf':
          return ofLeaf(node.leaf);
        case 'and':
          return node.all.every(ofNode);
        case 'or':
          return node.all.some(ofNode);
        case 'not':
          return !ofNode(node.the);
      }
    };
    return (criterion) => {
      const node = this.nodes[criterion];
      return node !== undefined && ofNode(node);
    };
  }
}

import { type Document, isMap, isNode, isScalar, LineCounter, parseDocument } from 'yaml';
import { type z } from 'zod';
import { mappingSchema, type MappingSpec } from './mapping.schema.ts';

export type Path = readonly (string | number)[];

/** What is wrong with a mapping, each as `file:line:column: where: what would be right`. */
export class WrongMapping extends Error {
  override readonly name = 'WrongMapping';
  constructor(readonly wrong: readonly string[]) {
    super(wrong.join('\n'));
  }
}

/** A mapping that has the right shape, and still knows where in the text each part stands. */
export interface MappingText {
  readonly spec: MappingSpec;
  /** `file:line:column` of the part, or of the nearest one around it. */
  place(path: Path): string;
  complaint(path: Path, what: string): string;
}

/** Reads the YAML and checks its shape. Throws WrongMapping with everything that is wrong. */
export const readMappingText = (text: string, fileName: string): MappingText => {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  const at = (offset: number): string => {
    const { line, col } = lines.linePos(offset);
    return `${fileName}:${line}:${col}`;
  };
  if (document.errors.length > 0) {
    throw new WrongMapping(document.errors.map((error) => `${at(error.pos[0])}: not YAML: ${error.message}`));
  }
  const place = (path: Path): string => at(offsetOf(document, path));
  const complaint = (path: Path, what: string): string => `${place(path)}: ${inWords(path)}${what}`;
  const parsed = mappingSchema.safeParse(document.toJS());
  if (!parsed.success)
    throw new WrongMapping(parsed.error.issues.map((issue) => complaint(pathOf(issue), issue.message)));
  return { spec: parsed.data, place, complaint };
};

const pathOf = (issue: z.core.$ZodIssue): Path => {
  const path = issue.path.map((step) => (typeof step === 'symbol' ? String(step) : step));
  return issue.code === 'unrecognized_keys' ? [...path, issue.keys[0] ?? ''] : path;
};

const inWords = (path: Path): string =>
  path.length === 0
    ? ''
    : `${path
        .map((step) => (typeof step === 'number' ? `[${step + 1}]` : step))
        .join('.')
        .replaceAll('.[', '[')}: `;

/** Where the part stands, or the nearest one around it that is there. */
const offsetOf = (document: Document, path: Path): number => {
  for (let length = path.length; length > 0; length--) {
    const node = nodeAt(document, path.slice(0, length));
    if (isNode(node) && node.range) return node.range[0];
  }
  return 0;
};

/** The key of the part; a list's item has none and stands for itself. */
const nodeAt = (document: Document, path: Path): unknown => {
  const parent = document.getIn(path.slice(0, -1), true);
  if (!isMap(parent)) return document.getIn(path, true);
  return parent.items.find(({ key }) => isScalar(key) && String(key.value) === path.at(-1))?.key;
};

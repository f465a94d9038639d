import bidiFactory from 'bidi-js/dist/bidi.mjs';
import { fontFor, type FontName } from './fonts.ts';

const bidi = bidiFactory();

/** Letters that stand together: one font, one direction. The text is in the order in which it is read. */
export interface Run {
  readonly text: string;
  readonly font: FontName;
}

/** A line in the order in which it is drawn from left to right (Unicode Bidirectional Algorithm), each part with its font. */
export const runsOf = (line: string): readonly Run[] => {
  const runs: { text: string; font: FontName; level: number }[] = [];
  for (const { letter, level } of lettersOf(line)) {
    const before = runs.at(-1)?.level === level ? runs.at(-1) : undefined;
    const font = fontFor(letter, before?.font);
    if (before?.font === font) before.text += letter;
    else runs.push({ text: letter, font, level });
  }
  return inVisualOrder(runs);
};

/** Rule L4: a bracket opens to the other side where one reads from the right. */
const lettersOf = (line: string): readonly { readonly letter: string; readonly level: number }[] => {
  const { levels } = bidi.getEmbeddingLevels(line);
  let at = 0;
  return [...line].map((written) => {
    const level = levels[at] ?? 0;
    at += written.length;
    const letter = level % 2 === 1 ? (bidi.getMirroredCharacter(written) ?? written) : written;
    return { letter, level };
  });
};

/** Rule L2: from the highest level to the lowest odd one, whatever stands at it or above is turned round. */
const inVisualOrder = <Levelled extends { readonly level: number }>(runs: readonly Levelled[]): readonly Levelled[] => {
  const ordered = [...runs];
  const highest = Math.max(0, ...runs.map(({ level }) => level));
  for (let level = highest; level >= 1; level--) {
    let from = 0;
    while (from < ordered.length) {
      let to = from;
      while ((ordered[to]?.level ?? -1) >= level) to++;
      if (to > from) ordered.splice(from, to - from, ...ordered.slice(from, to).reverse());
      from = Math.max(to, from + 1);
    }
  }
  return ordered;
};

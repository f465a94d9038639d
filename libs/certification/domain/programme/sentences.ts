import { isJoined, type ProgrammeDefinition, type Requirement, type SingleRequirement } from '@laurel/contracts';
import { dayOf, titleOf } from '../path/ways.ts';

/** What has to be done, in words for outsiders: one sentence for each part of what is asked. */
export const criteriaSentences = (
  { requires, levels, countsFrom }: ProgrammeDefinition,
  level: string | undefined,
): readonly string[] => {
  const reached = levels.slice(0, levels.findIndex(({ id }) => id === level) + 1);
  const roots = [requires, ...reached.map((one) => one.requires)];
  const parts = roots.flatMap((one) => (one.is === 'all' && !one.inOrder && !one.within ? one.of : [one]));
  const from = countsFrom === undefined ? [] : [`What was done before ${dayOf(new Date(countsFrom))} does not count.`];
  return [...parts.map((one) => `${capitalised(phraseOf(one))}.`), ...from];
};

/** What renews a certificate, in the same words. */
export const renewalSentences = (definition: ProgrammeDefinition, level: string | undefined): readonly string[] => {
  const { renewal } = definition;
  if (!renewal) return [];
  const asked = renewal.requires ?? definition.requires;
  return criteriaSentences({ ...definition, requires: asked, countsFrom: undefined, levels: [] }, level);
};

export const capitalised = (text: string): string => text.slice(0, 1).toUpperCase() + text.slice(1);

/** "pass the exam with at least 70%" */
export const phraseOf = (requirement: Requirement): string => {
  if (!isJoined(requirement)) return singlePhrase(requirement);
  const inner = requirement.of.map((one) => (isJoined(one) ? `(${phraseOf(one)})` : phraseOf(one)));
  const within = requirement.within ? ` within ${requirement.within.days} days` : '';
  if (requirement.is === 'any') {
    const many = requirement.atLeast === 1 ? 'one' : String(requirement.atLeast);
    return inner.length === 1 ? `${inner.join('')}${within}` : `${many} of: ${inner.join('; ')}${within}`;
  }
  return `${inner.join(requirement.inOrder ? ', then ' : ' and ')}${within}`;
};

const singlePhrase = (requirement: SingleRequirement): string => {
  const title = titleOf(requirement);
  switch (requirement.is) {
    case 'course':
      return `complete ${title}`;
    case 'assessment':
      return requirement.minimum === undefined
        ? `pass ${title}`
        : `reach at least ${Number((requirement.minimum * 100).toFixed(1))}% in ${title}`;
    case 'sign-off':
      return `have ${title} signed off by a named observer`;
    case 'certificate':
      return `hold ${title}`;
    case 'criterion':
      return `meet: ${title}`;
  }
};

import { type TemplateContent, type TemplateValues, type TemplateVariable } from '@laurel/contracts';
import { CannotWrite, type Writing } from './template-engine.port.ts';

/** Names that every template may speak of: what of them are lists, and what fields the others have. */
export const GIVEN_LISTS: ReadonlySet<string> = new Set(['because']);
export const GIVEN_TEXTS: ReadonlySet<string> = new Set(['name', 'course', 'publicUrl']);
export const LINK_NAMES: ReadonlySet<string> = new Set(['unsubscribe', 'preferences', 'why', 'trap', 'reasons']);
/** Names that no template may declare. */
export const RESERVED: ReadonlySet<string> = new Set([...GIVEN_LISTS, ...GIVEN_TEXTS, 'subject', 'links', 'forloop']);

/** Reasons beyond these are not written: a letter is no log. */
export const MOST_REASONS = 20;

/** What a template is written with on one occasion. Throws CannotWrite where a value is missing or of another kind. */
export const valuesOf = ({ variables }: TemplateContent, { given, values, links }: Writing) => ({
  ...Object.fromEntries(Object.entries(variables).map(([name, one]) => [name, valueOf(name, one, values)])),
  ...given,
  because: given.because.slice(0, MOST_REASONS),
  links: {
    unsubscribe: links.unsubscribe ?? null,
    preferences: links.preferences ?? null,
    why: links.why ?? null,
    trap: links.trap ?? null,
    reasons: links.reasons.slice(0, MOST_REASONS),
  },
});

const valueOf = (
  name: string,
  variable: TemplateVariable,
  values: TemplateValues,
): string | number | string[] | null => {
  const value = Object.hasOwn(values, name) ? values[name] : variable.default;
  if (value === undefined) throw new CannotWrite(`it needs a value for ${name}`);
  if (value === null) return null;
  if (!isOf(variable, value)) throw new CannotWrite(`${name} should be a ${variable.type}`);
  return variable.type === 'list' && Array.isArray(value) ? value.slice(0, variable.most) : value;
};

const isOf = ({ type }: TemplateVariable, value: string | number | string[]): boolean => {
  switch (type) {
    case 'text':
      return typeof value === 'string';
    case 'number':
      return typeof value === 'number';
    case 'date':
      return typeof value === 'string' && !Number.isNaN(Date.parse(value));
    case 'url':
      return typeof value === 'string' && /^https?:\/\//.test(value);
    case 'list':
      return Array.isArray(value);
  }
};

/** What a template is checked, linted and shown with where nobody real is meant: its own examples. */
export const exampleOf = ({ variables }: TemplateContent): Omit<Writing, 'language'> => ({
  given: {
    name: 'Ann Example',
    course: 'Consulting Essentials',
    because: ['enrolled on 2026-02-01 (20 days ago, limit 14 days)', 'no activity since'],
    publicUrl: 'https://laurel.example',
  },
  values: Object.fromEntries(Object.entries(variables).map(([name, { example }]) => [name, example])),
  links: EXAMPLE_LINKS,
});

export const EXAMPLE_LINKS: Writing['links'] = {
  unsubscribe: 'https://laurel.example/unsubscribe/example',
  preferences: 'https://laurel.example/preferences/example',
  why: 'https://laurel.example/why/example',
  reasons: [],
  track: (url) => url,
};

import { type TemplateContent } from '@laurel/contracts';

const primary = (tag: string): string => tag.split('-')[0] ?? tag;

/** The language a person is written to in: the very one, else its primary language, else another of its regions, else the default. */
export const languageFor = (
  { languages, defaultLanguage }: Pick<TemplateContent, 'languages' | 'defaultLanguage'>,
  wanted: string | undefined,
): string => {
  if (wanted === undefined) return defaultLanguage;
  if (Object.hasOwn(languages, wanted)) return wanted;
  const related = Object.keys(languages).filter((tag) => primary(tag) === primary(wanted));
  return related.find((tag) => tag === primary(wanted)) ?? related.sort()[0] ?? defaultLanguage;
};

import { type KnownTemplate, type SendingMeans } from '@laurel/contracts';

/** Why nothing can be written with the template and these values; undefined where it can. `given`: brought by Laurel. */
export const whyNotWrittenWith = (
  template: string,
  known: KnownTemplate | undefined,
  values: object,
  given?: string,
): string | undefined => {
  if (!known) return `no template is called ${template}`;
  if (known.isArchived) return `the template ${template} is archived`;
  const missing = known.required.find((name) => name !== given && !Object.hasOwn(values, name));
  if (missing !== undefined) return `the template ${template} needs a value for ${missing}`;
  const unknown = Object.keys(values).find((name) => !known.variables.includes(name));
  return unknown === undefined ? undefined : `the template ${template} has no variable ${unknown}`;
};

/** Why nothing is sent in this category: nobody said who may leave it, or whether it counts for the cap. */
export const whyNotInCategory = async (
  { categories }: Pick<SendingMeans, 'categories'>,
  category: string,
): Promise<string | undefined> => {
  const known = await categories();
  return known.includes(category)
    ? undefined
    : `no category is called ${category}: there are ${known.join(', ')}; describe another one first (laurel categories)`;
};

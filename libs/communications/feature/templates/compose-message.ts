import { CannotWrite, type ComposeMessage, type TemplateEngine } from '@laurel/communications-domain';
import { type TemplateCatalog, type TemplateVersion } from './template-catalog.ts';

/** Writes messages with the templates of the catalog. */
export const composeWith =
  (catalog: TemplateCatalog, engine: TemplateEngine): ComposeMessage =>
  async ({ template, version, ...writing }) => {
    const found = await versionOf(catalog, template, version);
    if ('why' in found) return found;
    try {
      return { ...(await engine.write(found.content, writing)), templateVersion: found.version };
    } catch (error) {
      if (!(error instanceof CannotWrite)) throw error;
      return { why: `the template ${template}, version ${found.version}, cannot be written with: ${error.message}` };
    }
  };

const versionOf = async (
  catalog: TemplateCatalog,
  template: string,
  version: number | undefined,
): Promise<TemplateVersion | { readonly why: string }> => {
  if (version !== undefined) {
    return (await catalog.version(template, version)) ?? { why: `the template ${template} has no version ${version}` };
  }
  const state = await catalog.state(template);
  if (state.is === 'none') return { why: `there is no template ${template}` };
  // Also an archived one: nothing new may name it, and what was decided before is still owed its words.
  // By its version, so that what was compiled of it is used again.
  return (await catalog.version(template, state.version)) ?? { why: `there is no template ${template}` };
};

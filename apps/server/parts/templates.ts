import { composeWith, openTemplateCatalog, shipTemplates } from '@laurel/communications-feature';
import { type EventStore } from '@laurel/kernel';
import { openAddressProbe, openTemplateEngine } from '@laurel/mail-templates';

/** What messages are written with. The templates that came with this Laurel are there when it resolves. */
export const openTemplates = async (store: EventStore) => {
  await shipTemplates(store);
  const catalog = openTemplateCatalog(store);
  const engine = openTemplateEngine();
  return { catalog, engine, compose: composeWith(catalog, engine), probe: openAddressProbe() };
};

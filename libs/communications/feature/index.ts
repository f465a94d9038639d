export { CommunicationsModule, type CommunicationsPorts } from './communications.module.ts';
export { type DeliveryDeps, messageIdOf } from './delivery.deps.ts';
export { DELIVERY_SUBSCRIPTIONS, startDelivery } from './start-delivery.ts';
export { composeWith } from './templates/compose-message.ts';
export {
  findTemplateIn,
  openTemplateCatalog,
  shipTemplates,
  type TemplateCatalog,
} from './templates/template-catalog.ts';
export { type TemplatePorts } from './templates/templates.deps.ts';

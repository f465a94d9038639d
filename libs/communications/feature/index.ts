export { type AnnouncementPorts } from './announcements/announcements.deps.ts';
export { POSTING_SUBSCRIPTIONS, startPosting } from './announcements/start-posting.ts';
export { CommunicationsModule, type CommunicationsPorts } from './communications.module.ts';
export { type CourtesyPorts, type DeliveryDeps } from './delivery.deps.ts';
export { channelLine, type ChannelLine } from './channel-line.ts';
export { type CategoryBook, openCategories } from './category-book.ts';
export { wakeDue } from './on-message-put-off.reactor.ts';
export { reachOf } from './reach.ts';
export { takeForms } from './person/take-forms.ts';
export { messageIdOf } from './message-id.ts';
export { DELIVERY_SUBSCRIPTIONS, startDelivery } from './start-delivery.ts';
export { composeWith } from './templates/compose-message.ts';
export {
  findTemplateIn,
  openTemplateCatalog,
  shipTemplates,
  type TemplateCatalog,
} from './templates/template-catalog.ts';
export { type TeamControllerPorts } from './manager-reports/team.controller.ts';
export { type TeamPorts } from './manager-reports/team-ports.ts';
export { type TemplatePorts } from './templates/templates.deps.ts';
export { type InboxPorts } from './inbox/inbox.controller.ts';
export { inboxMessenger } from './inbox/inbox-messenger.ts';
export { sendingMeansOf } from './sending-means.ts';

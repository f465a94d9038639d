export { CommunicationsModule } from './communications.module.ts';
export { type DeliveryDeps, messageIdOf } from './delivery.deps.ts';
export { DELIVERY_SUBSCRIPTIONS, startDelivery } from './start-delivery.ts';

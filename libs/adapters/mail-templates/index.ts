export { openTemplateEngine } from './template-engine.ts';
export { openAddressProbe } from './address-probe.ts';

export { openTemplateEngine } from './template-engine.ts';

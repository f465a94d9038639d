export { IntakeModule } from './intake.module.ts';
export { takeRawBodies } from './raw-body.ts';

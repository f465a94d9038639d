import { type ControlTotals } from '@laurel/intake-domain';
import { type DynamicModule, Module } from '@nestjs/common';
import { CONTROL_TOTALS, ControlTotalsController } from './control-totals.controller.ts';
import { type DeadLetterPorts, DeadLettersController, LETTER_PORTS } from './dead-letters.controller.ts';
import { INTAKE_PORTS, LearningEventsController } from './learning-events.controller.ts';
import { type IntakePorts } from './taking.ts';

@Module({})
export class IntakeModule {
  /** The application calls `takeRawBodies` too. */
  static register(ports: IntakePorts & DeadLetterPorts & { readonly controlTotals: ControlTotals }): DynamicModule {
    return {
      module: IntakeModule,
      controllers: [LearningEventsController, DeadLettersController, ControlTotalsController],
      providers: [
        { provide: INTAKE_PORTS, useValue: ports },
        { provide: LETTER_PORTS, useValue: ports },
        { provide: CONTROL_TOTALS, useValue: ports.controlTotals },
      ],
    };
  }
}

import { type DynamicModule, Module } from '@nestjs/common';
import { type DeadLetterPorts, DeadLettersController, LETTER_PORTS } from './dead-letters.controller.ts';
import { INTAKE_PORTS, LearningEventsController } from './learning-events.controller.ts';
import { type IntakePorts } from './taking.ts';

@Module({})
export class IntakeModule {
  /** The application calls `takeRawBodies` too. */
  static register(ports: IntakePorts & DeadLetterPorts): DynamicModule {
    return {
      module: IntakeModule,
      controllers: [LearningEventsController, DeadLettersController],
      providers: [
        { provide: INTAKE_PORTS, useValue: ports },
        { provide: LETTER_PORTS, useValue: ports },
      ],
    };
  }
}

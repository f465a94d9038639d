import { type Warehouse } from '@laurel/insights-read-model';
import { type Clock } from '@laurel/kernel';
import { CLOCK, LOGGER, type Logger, METRICS, type Metrics } from '@laurel/platform';
import { type DynamicModule, Module, type Provider } from '@nestjs/common';
import { AnswerInTime } from './answer-in-time.ts';
import { QuestionsController } from './questions.controller.ts';
import { ReadModelsController } from './read-models.controller.ts';
import { QUESTION_SECONDS, WAREHOUSE } from './tokens.ts';

export interface InsightsPorts {
  readonly warehouse: Warehouse;
  readonly clock: Clock;
  readonly metrics: Metrics;
  readonly logger: Logger;
  /** What a question may take; then the engine ends it. */
  readonly questionSeconds?: number;
}

/** What a question may take where nothing else is said. */
export const QUESTION_SECONDS_ALLOWED = 60;

export const insightsProviders = (ports: InsightsPorts): readonly Provider[] => [
  AnswerInTime,
  { provide: WAREHOUSE, useValue: ports.warehouse },
  { provide: CLOCK, useValue: ports.clock },
  { provide: METRICS, useValue: ports.metrics },
  { provide: LOGGER, useValue: ports.logger },
  { provide: QUESTION_SECONDS, useValue: ports.questionSeconds ?? QUESTION_SECONDS_ALLOWED },
];

/** The questions and the upkeep of the read models. */
@Module({})
export class InsightsModule {
  static register(ports: InsightsPorts): DynamicModule {
    return {
      module: InsightsModule,
      controllers: [QuestionsController, ReadModelsController],
      providers: [...insightsProviders(ports)],
    };
  }
}

import { type Warehouse } from '@laurel/insights-read-model';
import { type Clock } from '@laurel/kernel';
import { CLOCK, LOGGER, type Logger, METRICS, type Metrics } from '@laurel/platform';
import { type DynamicModule, Module } from '@nestjs/common';
import { QuestionsController } from './questions.controller.ts';
import { ReadModelsController } from './read-models.controller.ts';
import { WAREHOUSE } from './tokens.ts';

export interface InsightsPorts {
  readonly warehouse: Warehouse;
  readonly clock: Clock;
  readonly metrics: Metrics;
  readonly logger: Logger;
}

/** The questions and the upkeep of the read models. */
@Module({})
export class InsightsModule {
  static register({ warehouse, clock, metrics, logger }: InsightsPorts): DynamicModule {
    return {
      module: InsightsModule,
      controllers: [QuestionsController, ReadModelsController],
      providers: [
        { provide: WAREHOUSE, useValue: warehouse },
        { provide: CLOCK, useValue: clock },
        { provide: METRICS, useValue: metrics },
        { provide: LOGGER, useValue: logger },
      ],
    };
  }
}

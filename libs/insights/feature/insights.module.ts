import { type Warehouse } from '@laurel/insights-read-model';
import { type Clock } from '@laurel/kernel';
import { CLOCK, LOGGER, type Logger, METRICS, type Metrics } from '@laurel/platform';
import { type DynamicModule, Module } from '@nestjs/common';
import { type FactTrail } from './facts/fact.query.ts';
import { FactsController } from './facts/facts.controller.ts';
import { QuestionsController } from './questions.controller.ts';
import { ReadModelsController } from './read-models.controller.ts';
import { answeringWith } from './questions.ts';
import { type Accounts } from './reconcile/accounts.port.ts';
import { type QuestionLimits } from './too-heavy.ts';
import { ANSWERING, FACT_TRAIL, QUESTION_LIMITS, WAREHOUSE } from './tokens.ts';

export interface InsightsPorts {
  readonly warehouse: Warehouse;
  readonly trail: FactTrail;
  readonly accounts: Accounts;
  readonly clock: Clock;
  readonly metrics: Metrics;
  readonly logger: Logger;
  /** What a question may take; then the engine ends it. */
  readonly questionLimits?: QuestionLimits;
}

/** The rest of the engine's memory is for inserts and merges, and for other questions. */
const LIMITS: QuestionLimits = { seconds: 60, memoryBytes: 2 * 2 ** 30 };

/** The questions and the upkeep of the read models. */
@Module({})
export class InsightsModule {
  static register({
    warehouse,
    trail,
    accounts,
    clock,
    metrics,
    logger,
    questionLimits = LIMITS,
  }: InsightsPorts): DynamicModule {
    return {
      module: InsightsModule,
      controllers: [QuestionsController, FactsController, ReadModelsController],
      providers: [
        { provide: WAREHOUSE, useValue: warehouse },
        { provide: ANSWERING, useValue: answeringWith(accounts) },
        { provide: FACT_TRAIL, useValue: trail },
        { provide: CLOCK, useValue: clock },
        { provide: METRICS, useValue: metrics },
        { provide: LOGGER, useValue: logger },
        { provide: QUESTION_LIMITS, useValue: questionLimits },
      ],
    };
  }
}

import { type Warehouse } from '@laurel/insights-read-model';
import { type Clock } from '@laurel/kernel';
import { CLOCK, LOGGER, type Logger, METRICS, type Metrics } from '@laurel/platform';
import { type DynamicModule, Module, type Provider } from '@nestjs/common';
import { AnswerInTime } from './answer-in-time.ts';
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

/** What a question may take where nothing else is said: the rest of the engine's memory is for inserts, merges and others. */
export const QUESTION_LIMITS_ALLOWED: QuestionLimits = { seconds: 60, memoryBytes: 2 * 2 ** 30 };

export const insightsProviders = (ports: InsightsPorts): readonly Provider[] => [
  AnswerInTime,
  { provide: WAREHOUSE, useValue: ports.warehouse },
  { provide: ANSWERING, useValue: answeringWith(ports.accounts) },
  { provide: FACT_TRAIL, useValue: ports.trail },
  { provide: CLOCK, useValue: ports.clock },
  { provide: METRICS, useValue: ports.metrics },
  { provide: LOGGER, useValue: ports.logger },
  { provide: QUESTION_LIMITS, useValue: ports.questionLimits ?? QUESTION_LIMITS_ALLOWED },
];

/** The questions and the upkeep of the read models. */
@Module({})
export class InsightsModule {
  static register(ports: InsightsPorts): DynamicModule {
    return {
      module: InsightsModule,
      controllers: [QuestionsController, FactsController, ReadModelsController],
      providers: [...insightsProviders(ports)],
    };
  }
}

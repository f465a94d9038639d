import { type RenderReport, type SavedQuestions, type Subscriptions } from '@laurel/insights-domain';
import { type EventSearch } from '@laurel/kernel';
import { newId } from '@laurel/platform';
import { type DynamicModule, Module } from '@nestjs/common';
import { type InsightsPorts, insightsProviders } from './insights.module.ts';
import { answeringWith } from './questions.ts';
import { SavedQuestionsController } from './saved/saved-questions.controller.ts';
import { readReports } from './subscriptions/reports.query.ts';
import { type Delivery, SubscriptionsController } from './subscriptions/subscriptions.controller.ts';
import { DELIVERY, MAKING, type Making, RENDER_REPORT, SAVED_QUESTIONS, SUBSCRIPTIONS } from './tokens.ts';

export interface SavedQuestionsPorts extends InsightsPorts {
  readonly savedQuestions: SavedQuestions;
  readonly subscriptions: Subscriptions;
  readonly search: EventSearch;
  readonly render: RenderReport;
  readonly isKnown: Delivery['isKnown'];
  /** Named in every document. */
  readonly publicUrl: string;
}

/** Questions that are kept, and who gets their answers. */
@Module({})
export class SavedQuestionsModule {
  static register(ports: SavedQuestionsPorts): DynamicModule {
    const { clock, publicUrl } = ports;
    const making: Making = { clock, newId, publicUrl, questions: answeringWith(ports.accounts) };
    const reportsOf: Delivery['reportsOf'] = (subscription) => readReports(ports.search, subscription);
    const delivery: Delivery = { isKnown: ports.isKnown, reportsOf };
    return {
      module: SavedQuestionsModule,
      controllers: [SavedQuestionsController, SubscriptionsController],
      providers: [
        ...insightsProviders(ports),
        { provide: SAVED_QUESTIONS, useValue: ports.savedQuestions },
        { provide: SUBSCRIPTIONS, useValue: ports.subscriptions },
        { provide: RENDER_REPORT, useValue: ports.render },
        { provide: DELIVERY, useValue: delivery },
        { provide: MAKING, useValue: making },
      ],
    };
  }
}

import {
  type Asker,
  newSubscription,
  type NewSubscription,
  type ReportList,
  type SubscriptionList,
  subscriptionsQuery,
  type SubscriptionView,
} from '@laurel/contracts';
import {
  firstLook,
  type KeptSubscription,
  type SavedQuestion,
  type SavedQuestions,
  type Subscriptions,
  whenInWords,
  type When,
} from '@laurel/insights-domain';
import { Needs, parseWith, Problematic, WhoAsks } from '@laurel/platform';
import { Body, Controller, Delete, Get, HttpCode, Inject, Param, Post, Query } from '@nestjs/common';
import { z } from 'zod';
import { type Questions } from '../answering.ts';
import { DELIVERY, MAKING, type Making, SAVED_QUESTIONS, SUBSCRIPTIONS } from '../tokens.ts';

/** What others know: whether somebody can be reached, and what became of the mails. */
export interface Delivery {
  readonly isKnown: (learner: string) => Promise<boolean>;
  readonly reportsOf: (subscription: string) => Promise<ReportList>;
}

@Controller('v1/subscriptions')
@Needs('engage')
export class SubscriptionsController {
  constructor(
    @Inject(SUBSCRIPTIONS) private readonly subscriptions: Subscriptions,
    @Inject(SAVED_QUESTIONS) private readonly saved: SavedQuestions,
    @Inject(DELIVERY) private readonly delivery: Delivery,
    @Inject(MAKING) private readonly making: Making,
  ) {}

  @Post()
  async subscribe(@Body() body: unknown, @WhoAsks() asker: Asker): Promise<SubscriptionView> {
    if (!asker.scopes.has('ask')) {
      throw new Problematic(403, 'key.scope', 'This key lacks the scope "ask": nobody mails what they may not see');
    }
    const wanted = parseWith(newSubscription, body);
    await this.mustMakeSense(wanted);
    const now = this.making.clock.now();
    const when = whenOf(wanted);
    const made: KeptSubscription = {
      ...{ id: this.making.newId(), savedQuestion: wanted.savedQuestion, to: wanted.to, when },
      ...{
        madeAt: now,
        madeBy: asker.id,
        sees: asker.sees,
        endedAt: null,
        dueAt: firstLook(when, now),
        lastLook: null,
      },
    };
    await this.subscriptions.add(made);
    return viewOf(made);
  }

  @Get()
  async list(@Query() query: unknown): Promise<SubscriptionList> {
    const { savedQuestion, to, ended } = parseWith(subscriptionsQuery, query);
    const found = await this.subscriptions.list({ savedQuestion, to, ended: ended === 'true' });
    return { subscriptions: found.map(viewOf) };
  }

  @Get(':id')
  async read(@Param('id') id: string): Promise<SubscriptionView> {
    return viewOf(await this.find(id));
  }

  @Get(':id/reports')
  async reports(@Param('id') id: string): Promise<ReportList> {
    await this.find(id);
    return this.delivery.reportsOf(id);
  }

  @Delete(':id')
  @HttpCode(204)
  async end(@Param('id') id: string): Promise<void> {
    await this.find(id);
    await this.subscriptions.end(id, this.making.clock.now());
  }

  /** What the schema cannot know: that there is such a question, such a figure in its answer, and such a person. */
  private async mustMakeSense({ savedQuestion, to, threshold }: NewSubscription): Promise<void> {
    const saved = await this.saved.find(savedQuestion);
    if (!saved) throw wrong('savedQuestion', 'no such question was saved');
    if (saved.archivedAt) throw new Problematic(409, 'saved-question.archived', 'This question is archived');
    if (threshold) mustHaveFigure(this.making.questions, saved, threshold.figure);
    if (!(await this.delivery.isKnown(to)))
      throw wrong('to', 'nobody said who that is: tell their address first (POST /v1/people)');
  }

  private async find(id: string): Promise<KeptSubscription> {
    const found = z.uuid().safeParse(id).success ? await this.subscriptions.find(id) : undefined;
    if (!found) throw new Problematic(404, 'subscription.unknown', 'There is no such subscription');
    return found;
  }
}

const wrong = (path: string, reason: string): Problematic =>
  new Problematic(400, 'request.schema', `${path}: ${reason}`, { errors: [{ path, reason }] });

const mustHaveFigure = (questions: Questions, { question }: SavedQuestion, figure: string): void => {
  const figures = questions.get(question)?.figures() ?? [];
  if (figures.includes(figure.replace(/\.\d+(?=\.|$)/g, '.0'))) return;
  throw wrong('threshold.figure', `the answer has no such figure; it has ${figures.join(', ')} (lists count from 0)`);
};

/** The schema lets exactly one of them through. */
const whenOf = ({ schedule, threshold }: NewSubscription): When => {
  if (schedule) return { by: 'schedule', schedule };
  if (threshold) return { by: 'threshold', threshold };
  throw wrong('schedule', 'a subscription has either a schedule or a threshold');
};

const viewOf = (one: KeptSubscription): SubscriptionView => ({
  ...{ id: one.id, savedQuestion: one.savedQuestion, to: one.to, sentence: whenInWords(one.when) },
  schedule: one.when.by === 'schedule' ? one.when.schedule : null,
  threshold: one.when.by === 'threshold' ? one.when.threshold : null,
  ...{ madeAt: one.madeAt.toISOString(), madeBy: one.madeBy },
  endedAt: one.endedAt?.toISOString() ?? null,
  nextLookAt: one.dueAt?.toISOString() ?? null,
  lastLook: one.lastLook && { ...one.lastLook, at: one.lastLook.at.toISOString() },
});

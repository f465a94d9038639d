import {
  type Asker,
  type FactHistory,
  readTimeline as timelineRoute,
  showFact,
  type Timeline,
} from '@laurel/contracts';
import { type Warehouse } from '@laurel/insights-read-model';
import { type Clock } from '@laurel/kernel';
import { CLOCK, Needs, parseWith, Problematic, WhoAsks } from '@laurel/platform';
import { Controller, Get, Inject, Param, Query } from '@nestjs/common';
import { type QuestionLimits } from '../too-heavy.ts';
import { FACT_TRAIL, QUESTION_LIMITS, WAREHOUSE } from '../tokens.ts';
import { type FactTrail, readFact } from './fact.query.ts';
import { readTimeline } from './timeline.query.ts';

/** Where figures come from: what was told about one learner, and under one identity. */
@Controller('v1')
@Needs('ask')
export class FactsController {
  constructor(
    @Inject(WAREHOUSE) private readonly warehouse: Warehouse,
    @Inject(FACT_TRAIL) private readonly trail: FactTrail,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(QUESTION_LIMITS) private readonly limits: QuestionLimits,
  ) {}

  @Get('learners/:id/timeline')
  timeline(@Param() params: unknown, @Query() query: unknown, @WhoAsks() asker: Asker): Promise<Timeline> {
    const { id: learner } = parseWith(timelineRoute.params, params);
    const order = { ...parseWith(timelineRoute.query, query), learner, asker, now: this.clock.now() };
    return readTimeline(this.warehouse, order, this.limits);
  }

  @Get('facts/:source/:id')
  async fact(@Param() params: unknown, @WhoAsks() asker: Asker): Promise<FactHistory> {
    const order = { ...parseWith(showFact.params, params), asker, now: this.clock.now() };
    const { warehouse, trail } = this;
    const found = await readFact({ warehouse, trail }, order, this.limits);
    if (!found) throw new Problematic(404, 'fact.missing', `Nothing was told by ${order.source} under ${order.id}`);
    return found;
  }
}

import { type DynamicModule, Module } from '@nestjs/common';
import { CqrsModule } from '@nestjs/cqrs';
import { BackTestController } from './back-test/back-test.controller.ts';
import { ENGAGEMENT_PORTS, type EngagementPorts } from './engagement.deps.ts';
import { FiringsController } from './firings.controller.ts';
import { RuleHandler } from './rule.handler.ts';
import { RulesController } from './rules.controller.ts';
import { SegmentHandler } from './segments/segment.handler.ts';
import { SegmentsController } from './segments/segments.controller.ts';

@Module({})
export class EngagementModule {
  static register(ports: EngagementPorts): DynamicModule {
    return {
      module: EngagementModule,
      imports: [CqrsModule],
      controllers: [BackTestController, RulesController, FiringsController, SegmentsController],
      providers: [{ provide: ENGAGEMENT_PORTS, useValue: ports }, RuleHandler, SegmentHandler],
    };
  }
}

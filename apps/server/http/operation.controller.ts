import { examine, type HealthCheck, METRICS, type Metrics, Needs, type Settings } from '@laurel/platform';
import { openApiDocument } from '@laurel/contracts';
import { Controller, Get, Header, Inject, Res } from '@nestjs/common';

export const CHECKS = Symbol('HealthChecks');
export const ABOUT = Symbol('About');

/** The checks that readiness needs, and those that only the doctor runs. */
export interface Checks {
  readonly ready: readonly HealthCheck[];
  readonly more: readonly HealthCheck[];
}

export interface About {
  readonly version: string;
  readonly roles: Settings['LAUREL_ROLES'];
}

interface Reply {
  status(code: number): Reply;
}

@Controller()
export class OperationController {
  constructor(
    @Inject(CHECKS) private readonly checks: Checks,
    @Inject(METRICS) private readonly metrics: Metrics,
    @Inject(ABOUT) private readonly about: About,
  ) {}

  @Get('health/live')
  @Needs('public')
  live() {
    return { live: true };
  }

  @Get('health/ready')
  @Needs('public')
  async ready(@Res({ passthrough: true }) reply: Reply) {
    const checks = await examine(this.checks.ready);
    const ready = checks.every(({ ok }) => ok);
    if (!ready) reply.status(503);
    return { ready, checks };
  }

  @Get('metrics')
  @Needs('public')
  @Header('content-type', 'text/plain; version=0.0.4; charset=utf-8')
  exposition() {
    return this.metrics.registry.metrics();
  }

  @Get('v1/doctor')
  @Needs('operate')
  async doctor() {
    const checks = await examine([...this.checks.ready, ...this.checks.more]);
    return { ...this.about, now: new Date().toISOString(), ok: checks.every(({ ok }) => ok), checks };
  }

  @Get('v1/openapi.json')
  @Needs('public')
  document() {
    return openApiDocument();
  }
}

import { controlTotal, type ControlTotal } from '@laurel/contracts';
import { type ControlTotals } from '@laurel/intake-domain';
import { Needs, parseWith } from '@laurel/platform';
import { Body, Controller, HttpCode, Inject, Post } from '@nestjs/common';

export const CONTROL_TOTALS = Symbol('ControlTotals');

@Controller('v1/control-totals')
@Needs('ingest')
export class ControlTotalsController {
  constructor(@Inject(CONTROL_TOTALS) private readonly totals: ControlTotals) {}

  @Post()
  @HttpCode(200)
  async tell(@Body() body: unknown): Promise<ControlTotal> {
    const total = parseWith(controlTotal, body);
    await this.totals.keep(total);
    return total;
  }
}

import { type firingList, firingsQuery, type LedgerAnswer, ledgerQuery } from '@laurel/contracts';
import { Needs, parseWith } from '@laurel/platform';
import { Controller, Get, Inject, Query } from '@nestjs/common';
import { type z } from 'zod';
import { ENGAGEMENT_PORTS, type EngagementPorts } from './engagement.deps.ts';
import { existingRule } from './existing-rule.ts';
import { listFirings } from './firings.query.ts';
import { readLedger } from './ledger.query.ts';

@Controller('v1')
@Needs('engage')
export class FiringsController {
  constructor(@Inject(ENGAGEMENT_PORTS) private readonly ports: EngagementPorts) {}

  @Get('firings')
  firings(@Query() query: unknown): Promise<z.infer<typeof firingList>> {
    return listFirings(this.ports, parseWith(firingsQuery, query));
  }

  @Get('ledger')
  async ledger(@Query() query: unknown): Promise<LedgerAnswer> {
    const asked = parseWith(ledgerQuery, query);
    const { rule } = await existingRule(this.ports, asked.rule);
    return readLedger(this.ports, rule, asked);
  }
}

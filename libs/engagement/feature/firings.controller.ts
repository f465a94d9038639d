import { type firingList, firingsQuery, type LedgerAnswer, ledgerQuery } from '@laurel/contracts';
import { Needs, parseWith, Problematic } from '@laurel/platform';
import { Controller, Get, Inject, Query } from '@nestjs/common';
import { type z } from 'zod';
import { ENGAGEMENT_PORTS, type EngagementPorts } from './engagement.deps.ts';
import { listFirings } from './firings.query.ts';
import { readLedger } from './ledger.query.ts';
import { definitionOf, readRule } from './rule-book.ts';

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
    const definition = definitionOf(this.ports, asked.rule);
    if (!definition) throw new Problematic(404, 'rule.missing', `No rule has the id ${asked.rule}`);
    const { rule } = await readRule(this.ports, definition);
    return readLedger(this.ports, rule, asked);
  }
}

import {
  type Asker,
  discardDeadLetter,
  listDeadLetters,
  redriveDeadLetter,
  showDeadLetter,
  tellDeadLetters,
} from '@laurel/contracts';
import { type DeadLetterStore, type LetterCommand } from '@laurel/intake-domain';
import { type Clock, type EventLog } from '@laurel/kernel';
import { type Metrics, Needs, parseWith, Problematic, WhoAsks } from '@laurel/platform';
import { Body, Controller, Get, HttpCode, Inject, Param, Post, Query } from '@nestjs/common';
import { listed, summaryOf, verdictOf, wholeOf } from './letter-views.ts';
import { actOnLetter } from './letters.ts';

export const LETTER_PORTS = Symbol('LetterPorts');
export interface DeadLetterPorts {
  readonly log: EventLog;
  readonly deadLetters: DeadLetterStore;
  readonly clock: Clock;
  readonly metrics: Pick<Metrics, 'deadLetters'>;
}

@Controller('v1/dead-letters')
@Needs('operate')
export class DeadLettersController {
  constructor(@Inject(LETTER_PORTS) private readonly ports: DeadLetterPorts) {}

  @Get()
  async list(@Query() query: unknown) {
    const filter = parseWith(listDeadLetters.query, query);
    const [letters, waiting] = await Promise.all([
      this.ports.deadLetters.list(filter),
      this.ports.deadLetters.waiting(),
    ]);
    const last = letters[letters.length - 1];
    return { letters: letters.map(listed), next: letters.length === filter.limit && last ? last.id : null, waiting };
  }

  @Post()
  @HttpCode(200)
  @Needs('ingest')
  async tell(@Body() body: unknown) {
    const { letters } = parseWith(tellDeadLetters.body['application/json'], body);
    await this.ports.deadLetters.keep(
      letters.map(({ original, ...letter }) => ({
        ...letter,
        entrance: 'csv',
        original: Buffer.from(original, 'base64'),
      })),
    );
    for (const { code } of letters) this.ports.metrics.deadLetters.inc({ code });
    return { kept: letters.length };
  }

  @Get(':id')
  async show(@Param() params: unknown) {
    const { id } = parseWith(showDeadLetter.params, params);
    return wholeOf(there(await this.ports.deadLetters.find(id)));
  }

  @Post(':id/redrive')
  @HttpCode(200)
  async redrive(@Param() params: unknown, @Body() body: unknown, @WhoAsks() asker: Asker) {
    const { corrected } = parseWith(redriveDeadLetter.body['application/json'], body ?? {});
    return verdictOf(
      await this.act(params, {
        type: 'Redrive',
        by: asker.id,
        now: this.ports.clock.now(),
        mayBackfill: asker.scopes.has('backfill'),
        ...(corrected === undefined ? {} : { corrected: Buffer.from(corrected) }),
      }),
    );
  }

  @Post(':id/discard')
  @HttpCode(200)
  async discard(@Param() params: unknown, @Body() body: unknown, @WhoAsks() asker: Asker) {
    const { reason } = parseWith(discardDeadLetter.body['application/json'], body);
    const command = { type: 'Discard', by: asker.id, now: this.ports.clock.now(), reason } as const;
    return summaryOf((await this.act(params, command)).letter);
  }

  private async act(params: unknown, command: LetterCommand) {
    const { id } = parseWith(showDeadLetter.params, params);
    return there(await actOnLetter(this.ports, id, command));
  }
}

const there = <T>(letter: T | undefined): T => {
  if (letter === undefined) throw new Problematic(404, 'dead-letter.missing', 'There is no such letter');
  return letter;
};

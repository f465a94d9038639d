import { type ListedIssuerKey, type TendIssuerKeys } from '@laurel/certification-domain';
import { type ShownIssuerKey } from '@laurel/contracts';
import { type Clock } from '@laurel/kernel';
import { type Logger, Needs, WhoAsks } from '@laurel/platform';
import { type Asker } from '@laurel/contracts';
import { Controller, Get, HttpCode, Inject, Post } from '@nestjs/common';

export interface IssuerKeysPorts {
  readonly keys: TendIssuerKeys;
  readonly clock: Clock;
  readonly log: Logger;
}
export const ISSUER_KEYS_PORTS = Symbol('IssuerKeysPorts');

@Controller('v1/issuer-keys')
@Needs('keys')
export class IssuerKeysController {
  constructor(@Inject(ISSUER_KEYS_PORTS) private readonly ports: IssuerKeysPorts) {}

  @Get()
  async list() {
    return { keys: (await this.ports.keys.list()).map(shown) };
  }

  @Post('rotate')
  @HttpCode(200)
  async rotate(@WhoAsks() { id }: Asker) {
    await this.ports.keys.rotate(this.ports.clock.now());
    this.ports.log.info({ by: id }, 'the keys that sign certificates are new');
    return this.list();
  }
}

const shown = ({ name, curve, madeAt, retiredAt }: ListedIssuerKey): ShownIssuerKey => ({
  ...{ name, curve },
  madeAt: madeAt.toISOString(),
  retiredAt: retiredAt?.toISOString() ?? null,
});

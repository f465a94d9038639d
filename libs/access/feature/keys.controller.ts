import { type Key } from '@laurel/access-domain';
import { type ApiKey, type Asker, makeKey } from '@laurel/contracts';
import { Needs, parseWith, Problematic, WhoAsks } from '@laurel/platform';
import { Body, Controller, Delete, Get, HttpCode, Inject, Param, Post } from '@nestjs/common';
import { Keyring } from './keyring.ts';

@Controller('v1/keys')
@Needs('keys')
export class KeysController {
  constructor(@Inject(Keyring) private readonly keyring: Keyring) {}

  @Get()
  async list() {
    return { keys: (await this.keyring.list()).map(shown) };
  }

  @Post()
  @HttpCode(201)
  async make(@Body() body: unknown, @WhoAsks() asker: Asker) {
    const { key, secret } = await this.keyring.make(asker, parseWith(makeKey.body['application/json'], body));
    return { key: shown(key), secret };
  }

  @Delete(':id')
  async revoke(@Param('id') id: string, @WhoAsks() asker: Asker) {
    const key = await this.keyring.revoke(id, asker.id);
    if (!key) throw new Problematic(404, 'key.missing', 'There is no such key');
    return shown(key);
  }
}

const shown = ({ id, name, scopes, madeAt, madeBy, revoked }: Key): ApiKey => ({
  id,
  name,
  scopes: [...scopes],
  madeAt: madeAt.toISOString(),
  madeBy,
  revokedAt: revoked?.at.toISOString() ?? null,
  revokedBy: revoked?.by ?? null,
});

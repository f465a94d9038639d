import { AUTHENTICATOR } from '@laurel/platform';
import { type DynamicModule, Module } from '@nestjs/common';
import { Keyring } from './keyring.ts';
import { KeysController } from './keys.controller.ts';
import { SECURE_COOKIE, SessionController } from './session.controller.ts';

export interface AccessPorts {
  readonly keyring: Keyring;
  /** The pages are reached over https: the cookie never travels without. */
  readonly secureCookie: boolean;
}

@Module({})
export class AccessModule {
  /** Global: the guard of every address asks its Authenticator. */
  static register({ keyring, secureCookie }: AccessPorts): DynamicModule {
    return {
      module: AccessModule,
      global: true,
      controllers: [KeysController, SessionController],
      providers: [
        { provide: Keyring, useValue: keyring },
        { provide: AUTHENTICATOR, useExisting: Keyring },
        { provide: SECURE_COOKIE, useValue: secureCookie },
      ],
      exports: [AUTHENTICATOR],
    };
  }
}

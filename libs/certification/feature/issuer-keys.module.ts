import { type DynamicModule, Module } from '@nestjs/common';
import { ISSUER_KEYS_PORTS, IssuerKeysController, type IssuerKeysPorts } from './issuer-keys/issuer-keys.controller.ts';

@Module({})
export class IssuerKeysModule {
  static register(ports: IssuerKeysPorts): DynamicModule {
    return {
      module: IssuerKeysModule,
      controllers: [IssuerKeysController],
      providers: [{ provide: ISSUER_KEYS_PORTS, useValue: ports }],
    };
  }
}

import { type People } from '@laurel/people-domain';
import { type DynamicModule, Module } from '@nestjs/common';
import { PEOPLE, PeopleController } from './people.controller.ts';

@Module({})
export class PeopleModule {
  static register({ people }: { readonly people: People }): DynamicModule {
    return {
      module: PeopleModule,
      controllers: [PeopleController],
      providers: [{ provide: PEOPLE, useValue: people }],
    };
  }
}

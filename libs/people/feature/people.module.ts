import { type People } from '@laurel/people-domain';
import { type DynamicModule, Module } from '@nestjs/common';
import { AvailabilityController, TELLING_PORTS } from './availability.controller.ts';
import { PEOPLE, PeopleController } from './people.controller.ts';
import { type TellingPorts } from './tell-availability.ts';

@Module({})
export class PeopleModule {
  static register({ people, eventLog }: TellingPorts & { readonly people: People }): DynamicModule {
    return {
      module: PeopleModule,
      controllers: [PeopleController, AvailabilityController],
      providers: [
        { provide: PEOPLE, useValue: people },
        { provide: TELLING_PORTS, useValue: { people, eventLog } },
      ],
    };
  }
}

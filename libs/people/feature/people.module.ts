import { type Availability, type People } from '@laurel/people-domain';
import { type DynamicModule, Module } from '@nestjs/common';
import { AVAILABILITY, AvailabilityController } from './availability.controller.ts';
import { PEOPLE, PeopleController } from './people.controller.ts';

@Module({})
export class PeopleModule {
  static register({ people }: { readonly people: People & Availability }): DynamicModule {
    return {
      module: PeopleModule,
      controllers: [PeopleController, AvailabilityController],
      providers: [
        { provide: PEOPLE, useValue: people },
        { provide: AVAILABILITY, useValue: people },
      ],
    };
  }
}

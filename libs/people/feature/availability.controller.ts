import { type AbsencesOf, availabilityImport, type AvailabilityTaken } from '@laurel/contracts';
import { type Absence } from '@laurel/people-domain';
import { Needs, parseWith } from '@laurel/platform';
import { Body, Controller, Get, Inject, Param, Put } from '@nestjs/common';
import { tellAvailability, type TellingPorts } from './tell-availability.ts';

export const TELLING_PORTS = Symbol('TellingPorts');

@Controller('v1/availability')
@Needs('people')
export class AvailabilityController {
  constructor(@Inject(TELLING_PORTS) private readonly ports: TellingPorts) {}

  @Put()
  async keep(@Body() body: unknown): Promise<AvailabilityTaken> {
    const { people } = parseWith(availabilityImport, body);
    const all = new Map(people.map(({ learner, absences }) => [learner, absences.map(absenceOf)]));
    await this.ports.people.keepAbsences(all);
    await tellAvailability(this.ports);
    return { people: all.size, absences: [...all.values()].reduce((sum, some) => sum + some.length, 0) };
  }

  @Get(':learner')
  async read(@Param('learner') learner: string): Promise<AbsencesOf> {
    const absences = await this.ports.people.absences(learner);
    return { learner, absences: absences.map(viewOf) };
  }
}

const absenceOf = ({ from, until, kind }: AbsencesOf['absences'][number]): Absence => ({
  ...{ from: new Date(from), until: new Date(until), kind },
});

const viewOf = ({ from, until, kind }: Absence): AbsencesOf['absences'][number] => ({
  ...{ from: from.toISOString(), until: until.toISOString() },
  kind: kindOf(kind),
});

/** What was stored was told through the schema above. */
const kindOf = (kind: string): AbsencesOf['absences'][number]['kind'] =>
  kind === 'leave' || kind === 'travel' || kind === 'sick' ? kind : 'other';

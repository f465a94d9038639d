import {
  type PeopleImport,
  type PeopleList,
  peopleQuery,
  person as personSchema,
  type PersonView,
} from '@laurel/contracts';
import { type People, type Person } from '@laurel/people-domain';
import { Needs, parseWith, Problematic } from '@laurel/platform';
import { Body, Controller, Get, Headers, HttpCode, Inject, Param, Post, Query } from '@nestjs/common';
import { readPeople } from './read-people.ts';

export const PEOPLE = Symbol('People');

@Controller('v1/people')
@Needs('people')
export class PeopleController {
  constructor(@Inject(PEOPLE) private readonly people: People) {}

  @Post()
  @HttpCode(200)
  async import(@Body() body: unknown, @Headers('content-type') type: string | undefined): Promise<PeopleImport> {
    const { accepted, items } = await readPeople(body, type ?? '');
    await this.people.keep(accepted);
    return { accepted: accepted.length, rejected: items.length, items: [...items] };
  }

  @Get()
  async list(@Query() query: unknown): Promise<PeopleList> {
    const { after = '', limit } = parseWith(peopleQuery, query);
    const [people, total] = await Promise.all([this.people.list({ after, limit }), this.people.count()]);
    const last = people.length === limit ? people.at(-1) : undefined;
    return { people: people.map(viewOf), total, next: last?.learner ?? null };
  }

  @Get(':learner')
  async find(@Param('learner') learner: string): Promise<PersonView> {
    const person = await this.people.find(learner);
    if (!person) throw new Problematic(404, 'person.unknown', 'Nobody said who that is');
    return viewOf(person);
  }
}

const viewOf = (person: Person): PersonView => personSchema.parse(person);

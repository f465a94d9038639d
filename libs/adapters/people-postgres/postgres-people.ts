import { type Absence, type Availability, type People, type Person } from '@laurel/people-domain';
import { DataSource, type EntityManager, In, MoreThan, type Repository } from 'typeorm';
import { keepFacts, MakeAvailabilityFact1795593600002, noteTold, untoldFacts } from './availability-facts.ts';
import { absenceEntity, MakeAbsence1795593600001 } from './absence.entity.ts';
import { AddCalendar1795593600000, MakePerson1790000000000, personEntity, type PersonRow } from './person.entity.ts';

export interface PostgresPeople extends People, Availability {
  /** Throws when the database cannot be reached. */
  check(): Promise<void>;
  close(): Promise<void>;
}

const ROWS_OF_ONE_STATEMENT = 1_000;

/** The only home of personal data. Migrations run at the start, one process at a time. */
export const openPeople = async (url: string): Promise<PostgresPeople> => {
  const source = await new DataSource({
    type: 'postgres',
    url,
    poolSize: 4,
    entities: [personEntity, absenceEntity],
    migrations: [
      ...[MakePerson1790000000000, AddCalendar1795593600000],
      ...[MakeAbsence1795593600001, MakeAvailabilityFact1795593600002],
    ],
    migrationsTableName: 'people_migrations',
    logging: false, // a logged statement would hold names and addresses
  }).initialize();
  await migrate(source);
  const people = source.getRepository(personEntity);
  return {
    keep: (told) => source.transaction((manager) => keep(manager, told)),
    find: async (learner) => personOf(await people.findOneBy({ learner })),
    findMany: (learners) => findMany(people, learners),
    list: async ({ after, limit }) => {
      const rows = await people.find({ where: { learner: MoreThan(after) }, order: { learner: 'ASC' }, take: limit });
      return rows.flatMap((row) => personOf(row) ?? []);
    },
    count: () => people.count(),
    keepAbsences: (all) =>
      source.transaction(async (manager) => {
        await keepAbsences(manager, all);
        await keepFacts(manager, all);
      }),
    untold: () => untoldFacts(source),
    noteTold: (facts) => noteTold(source, facts),
    absences: async (learner) => {
      const rows = await source.getRepository(absenceEntity).find({ where: { learner }, order: { from_at: 'ASC' } });
      return rows.map(({ from_at: from, until_at: until, kind }) => ({ from, until, kind }));
    },
    check: async () => {
      await source.query('select 1');
    },
    close: () => source.destroy(),
  };
};

const migrate = async (source: DataSource): Promise<void> => {
  const runner = source.createQueryRunner();
  try {
    await runner.query(`select pg_advisory_lock(hashtextextended('laurel.people', 0))`);
    await source.runMigrations();
    await runner.query(`select pg_advisory_unlock(hashtextextended('laurel.people', 0))`);
  } finally {
    await runner.release();
  }
};

const keep = async (manager: EntityManager, told: readonly Person[]): Promise<void> => {
  // One statement cannot replace the same row twice; an order that all share lets imports wait, not deadlock.
  const last = [...new Map(told.map((person) => [person.learner, person])).values()];
  const rows = last.map(rowOf).sort((a, b) => (a.learner < b.learner ? -1 : 1));
  for (let from = 0; from < rows.length; from += ROWS_OF_ONE_STATEMENT) {
    await manager.upsert(personEntity, rows.slice(from, from + ROWS_OF_ONE_STATEMENT), ['learner']);
  }
};

const findMany = async (people: Repository<PersonRow>, learners: readonly string[]): Promise<readonly Person[]> => {
  const found: Person[] = [];
  for (let from = 0; from < learners.length; from += ROWS_OF_ONE_STATEMENT) {
    const rows = await people.findBy({ learner: In(learners.slice(from, from + ROWS_OF_ONE_STATEMENT)) });
    found.push(...rows.flatMap((row) => personOf(row) ?? []));
  }
  return found;
};

const keepAbsences = async (manager: EntityManager, all: ReadonlyMap<string, readonly Absence[]>): Promise<void> => {
  const learners = [...all.keys()].sort();
  for (let at = 0; at < learners.length; at += ROWS_OF_ONE_STATEMENT) {
    const some = learners.slice(at, at + ROWS_OF_ONE_STATEMENT);
    await manager.delete(absenceEntity, { learner: In(some) });
    const rows = some.flatMap((learner) =>
      (all.get(learner) ?? []).map(({ from, until, kind }) => ({ learner, from_at: from, until_at: until, kind })),
    );
    for (let row = 0; row < rows.length; row += ROWS_OF_ONE_STATEMENT) {
      await manager.insert(absenceEntity, rows.slice(row, row + ROWS_OF_ONE_STATEMENT));
    }
  }
};

const rowOf = ({ learner, name, email, timeZone, language, calendar }: Person): PersonRow => ({
  ...{ learner, name, email },
  calendar: calendar ?? null,
  time_zone: timeZone ?? null,
  language: language ?? null,
});

const personOf = (row: PersonRow | null): Person | undefined =>
  row
    ? {
        ...{ learner: row.learner, name: row.name, email: row.email },
        ...(row.time_zone === null ? {} : { timeZone: row.time_zone }),
        ...(row.language === null ? {} : { language: row.language }),
        ...(row.calendar === null ? {} : { calendar: row.calendar }),
      }
    : undefined;

import { derivedReadModels, type Warehouse } from '@laurel/insights-read-model';
import fc from 'fast-check';
import { DRAWN_AT, DRAWN_LEARNERS, drawnTelling, type DrawnTelling, rowsOf } from './drawn-histories.ts';
import { insertFacts } from './facts.ts';

const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;
const ZONES = ['Z', '+02:00', '-11:30', '+14:00'];

/** A time of day as somebody in some zone writes it. */
const writtenIn = (time: Date, zone: string): string => {
  if (zone === 'Z') return time.toISOString();
  const [hours = 0, minutes = 0] = zone.slice(1).split(':').map(Number);
  const offset = (zone.startsWith('-') ? -1 : 1) * (hours * HOUR_MS + minutes * 60_000);
  return new Date(time.getTime() + offset).toISOString().replace('Z', zone);
};

/** What the plain histories lack: another course, absences, messages, and what belongs to no course. */
const beside = fc
  .record({
    id: fc.integer({ min: 401, max: 600 }).map((n) => `e${n}`),
    source: fc.constantFrom('lms', 'hr'),
    type: fc.constantFrom(
      ...['learning.Enrolled', 'learning.ContentViewed', 'learning.CourseCompleted', 'learning.Withdrawn'],
      ...['learning.PersonDescribed', 'learning.PersonDescribed', 'learning.PersonDescribed'],
      ...['communications.MessageSent', 'communications.MessageSent', 'learning.OutcomeObserved', 'learning.Voided'],
    ),
    learner: fc.constantFrom(...DRAWN_LEARNERS),
    hour: fc.integer({ min: 0, max: 36 * 24 }),
    toldAfter: fc.constantFrom(0, 0, 0, 5 * 24, 40 * 24),
    availability: fc.constantFrom('leave', 'travelling', 'here', 'here', 3),
    level: fc.constantFrom(1, 2.5, -3, '10', '9', 'Ärzte', 'z\u{1F600}', true),
    target: fc.integer({ min: 401, max: 600 }),
  })
  .map(({ id, source, type, learner, hour, toldAfter, availability, level, target }): DrawnTelling => {
    const occurredAt = new Date(DRAWN_AT.getTime() - 30 * DAY_MS + hour * HOUR_MS);
    const dataOf: Readonly<Record<string, Record<string, unknown>>> = {
      'learning.PersonDescribed': { attributes: hour % 3 === 0 ? { level } : { availability } },
      'communications.MessageSent': {
        ...{ message: id, firing: id, rule: target % 2 === 0 ? 'idle' : 'lapsed', learner, channel: 'email' },
        ...{ template: target % 3 === 0 ? 'x' : 'y', course: '', run: '', registration: '' },
      },
      'learning.OutcomeObserved': { kind: 'customer-escalation', value: target % 7, severity: String(target % 3) },
      'learning.Voided': { of: { source, id: `e${target}` } },
      'learning.ContentViewed': { course: 'd', content: 'x', seconds: target % 5 },
    };
    return {
      ...{ source, id, subject: learner, type, occurredAt },
      recordedAt: new Date(occurredAt.getTime() + toldAfter * HOUR_MS),
      data: dataOf[type] ?? { course: 'd' },
    };
  });

/** So many people have a history in each world, of about ten facts. */
const PEOPLE = DRAWN_LEARNERS.length;
const world = fc.tuple(
  fc.array(drawnTelling, { minLength: 170, maxLength: 230, size: 'max' }),
  fc.array(beside, { minLength: 90, maxLength: 130, size: 'max' }),
  fc.array(fc.constantFrom(...ZONES), { minLength: 5, maxLength: 5 }),
);

/** Worlds that know nothing of each other: each with courses, people and identities of its own. */
export const drawnWorlds = (
  people: number,
  { seed, oneKey }: { readonly seed: number; readonly oneKey: boolean },
): readonly DrawnTelling[] =>
  fc
    .sample(world, { numRuns: Math.ceil(people / PEOPLE), seed })
    .flatMap(([plain, more, zones], index) => [...plain, ...more].map((one) => inWorld(one, index, zones)))
    .map((one) => (oneKey ? withoutKeys(one) : one));

/** As most sources tell: one enrolment of a learner in a course, which every fact is of. */
const withoutKeys = (told: DrawnTelling): DrawnTelling => {
  if (told.type === 'learning.CourseDescribed') return { ...told, data: { ...told.data, repeats: false } };
  const data = Object.entries(told.data).filter(([key]) => key !== 'run' && key !== 'registration');
  return { ...told, data: Object.fromEntries(data) };
};

export const worldLearners = (people: number): readonly string[] =>
  Array.from({ length: Math.ceil(people / PEOPLE) }, (_, index) =>
    DRAWN_LEARNERS.map((learner) => `${learner}-${index}`),
  ).flat();

const ISO_TIME = /^\d{4}-\d\d-\d\dT.*Z$/;

const inWorld = (told: DrawnTelling, world: number, zones: readonly string[]): DrawnTelling => {
  const { course, of, ...rest } = told.data;
  const zoned = JSON.stringify(rest, (_, value: unknown) =>
    typeof value === 'string' && ISO_TIME.test(value)
      ? writtenIn(new Date(value), zones[Number(value[9]) % zones.length] ?? 'Z')
      : value,
  );
  const data = {
    ...(JSON.parse(zoned) as DrawnTelling['data']),
    ...(typeof course === 'string' ? { course: course && `${course}${world}` } : {}),
    ...(isIdentity(of) ? { of: { ...of, id: `${of.id}-${world}` } } : {}),
  };
  const subject = told.subject === 'course:c' ? `course:c${world}` : `${told.subject}-${world}`;
  return { ...told, id: `${told.id}-${world}`, subject, data };
};

const isIdentity = (of: unknown): of is { readonly id: string } => typeof of === 'object' && of !== null && 'id' in of;

/** The warehouse knows these worlds and nothing else; all of it was told twice, forwards and backwards. */
export const tellWorlds = async (warehouse: Warehouse, worlds: readonly DrawnTelling[]): Promise<void> => {
  for (const table of ['facts', ...derivedReadModels.map(({ name }) => name)]) {
    await warehouse.command(`TRUNCATE TABLE ${table}`);
  }
  await insertFacts(warehouse, rowsOf(worlds));
  await insertFacts(warehouse, rowsOf(worlds.toReversed()));
};

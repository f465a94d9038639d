import { createReadStream } from 'node:fs';
import { resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { createGunzip } from 'node:zlib';
import { ouladFolder } from './oulad.mjs';

/**
 * One real presentation (BBB 2013B), told as if it had begun 30 days ago and today were its 30th day, so that nothing of what
 * came later is known. Where the data set is not there, a small one of our own with the same columns takes its place.
 */
const COURSE = 'BBB';
const RUN = '2013B';
const DAY_MS = 86_400_000;
const TODAY = 30;
const SOURCE = 'https://oulad.example/';

async function* rowsOf(file, separator) {
  const bytes = createReadStream(file);
  const input = file.endsWith('.gz') ? bytes.pipe(createGunzip()) : bytes;
  let header;
  for await (const line of createInterface({ input })) {
    const cells = line.split(separator).map((cell) => cell.replace(/^"|"$/g, ''));
    if (!header) header = cells;
    else yield Object.fromEntries(header.map((name, index) => [name, cells[index] ?? '']));
  }
}

const ofPresentation = async (file, separator, take) => {
  for await (const row of rowsOf(file, separator)) {
    if (row.code_module === COURSE && row.code_presentation === RUN) take(row);
  }
};

/** { learner, registered, unregistered?, activeDays } for everybody. */
const learners = async () => {
  const data = ouladFolder();
  if (!data) return ourOwn();
  const all = new Map();
  await ofPresentation(resolve(data, 'studentRegistration.csv'), ',', (row) => {
    const unregistered = row.date_unregistration === '' ? undefined : Number(row.date_unregistration);
    all.set(row.id_student, {
      learner: row.id_student,
      registered: Number(row.date_registration),
      unregistered,
      activeDays: new Set(),
    });
  });
  await ofPresentation(resolve(data, 'studentVle.first-1048575-rows.tsv.gz'), '\t', (row) => {
    all.get(row.id_student)?.activeDays.add(Number(row.date));
  });
  return [...all.values()];
};

const ourOwn = () =>
  Array.from({ length: 400 }, (_, index) => ({
    learner: `own-${index}`,
    registered: -20 - (index % 50),
    unregistered: index % 11 === 0 ? 5 : undefined,
    activeDays: new Set(index % 4 === 0 ? [] : [-3, 1, 8]),
  }));

const event = (type, id, day, subject, data) => {
  const time = new Date(Math.floor(Date.now() / DAY_MS) * DAY_MS + (day - TODAY) * DAY_MS).toISOString();
  return { specversion: '1.0', id, source: SOURCE, type, time, subject, data };
};

/** The presentation, and the events of each learner, none of them from the future. */
export const presentation = async () => {
  const of = { course: COURSE, run: RUN };
  const eventsOf = ({ learner, registered, unregistered, activeDays }) => [
    event('learning.Enrolled', `enrolled/${learner}`, registered, learner, of),
    ...(unregistered === undefined || unregistered >= TODAY
      ? []
      : [event('learning.Withdrawn', `withdrawn/${learner}`, unregistered, learner, of)]),
    ...[...activeDays]
      .filter((day) => day < TODAY)
      .map((day) =>
        event('learning.ContentViewed', `viewed/${learner}/${day}`, day, learner, { ...of, content: 'site' }),
      ),
  ];
  const all = await learners();
  return {
    ...of,
    described: event('learning.CourseDescribed', 'described', -365, `course:${COURSE}`, {
      ...of,
      startsAt: event('', '', 0, '', {}).time,
      endsAt: event('', '', 268, '', {}).time,
    }),
    learners: all
      .filter(({ registered }) => registered < TODAY)
      .map((one) => ({ learner: one.learner, events: eventsOf(one) })),
  };
};

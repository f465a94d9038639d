import { createReadStream } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { createGunzip } from 'node:zlib';

/** Rows of a CSV or TSV file of the dataset, zipped or not, as objects. */
export async function* rowsOf(file, separator = ',') {
  const bytes = createReadStream(file);
  let header;
  for await (const line of createInterface({ input: file.endsWith('.gz') ? bytes.pipe(createGunzip()) : bytes })) {
    const cells = line.split(separator).map((cell) => cell.replace(/^"|"$/g, ''));
    if (!header) header = cells;
    else yield Object.fromEntries(header.map((name, index) => [name, cells[index] ?? '']));
  }
}

const numberIn = (cell) => (cell === '' || cell === '?' ? undefined : Number(cell));
const presentationOf = (row) => `${row.code_module} ${row.code_presentation}`;

/** Days since the start of the presentation, for every enrolment, from the CSV files alone. */
export const enrolmentsFrom = async (folder, { presentation, clicks } = {}) => {
  const lengths = new Map();
  for await (const row of rowsOf(join(folder, 'courses.csv'))) {
    lengths.set(presentationOf(row), Number(row.module_presentation_length));
  }
  const [first, presentationOfAssessment] = await firstAssessments(folder, lengths);
  const enrolments = new Map();
  const wanted = (row) => presentation === undefined || presentationOf(row) === presentation;
  for await (const row of rowsOf(join(folder, 'studentInfo.csv'))) {
    if (!wanted(row)) continue;
    const of = presentationOf(row);
    const { id, due } = first.get(of);
    const one = { end: lengths.get(of), first: id, due, result: row.final_result, submissions: [], active: new Set() };
    enrolments.set(`${of} ${row.id_student}`, one);
  }
  for await (const row of rowsOf(join(folder, 'studentRegistration.csv'))) {
    const one = enrolments.get(`${presentationOf(row)} ${row.id_student}`);
    if (one)
      Object.assign(one, { registered: numberIn(row.date_registration) ?? 0, left: numberIn(row.date_unregistration) });
  }
  for await (const row of rowsOf(join(folder, 'studentAssessment.csv'))) {
    const one = enrolments.get(`${presentationOfAssessment.get(row.id_assessment)} ${row.id_student}`);
    if (!one) continue;
    const day = Number(row.date_submitted);
    if (row.is_banked === '0') one.active.add(day);
    const score = numberIn(row.score);
    if (row.id_assessment === one.first)
      one.submissions.push({ day, passed: score === undefined ? undefined : score >= 40 });
  }
  if (clicks) {
    for await (const row of rowsOf(clicks, '\t')) {
      if (wanted(row)) enrolments.get(`${presentationOf(row)} ${row.id_student}`)?.active.add(Number(row.date));
    }
  }
  return [...enrolments.values()];
};

const firstAssessments = async (folder, lengths) => {
  const [first, presentations] = [new Map(), new Map()];
  for await (const row of rowsOf(join(folder, 'assessments.csv'))) {
    const of = presentationOf(row);
    presentations.set(row.id_assessment, of);
    const due = numberIn(row.date) ?? (row.assessment_type === 'Exam' ? lengths.get(of) : undefined);
    if (due === undefined) continue;
    const least = first.get(of);
    if (!least || due < least.due || (due === least.due && row.id_assessment < least.id))
      first.set(of, { id: row.id_assessment, due });
  }
  return [first, presentations];
};

/** Nothing in so many days, something in the last 90; the days count from the start, or from the registration if later. */
export const idleFor =
  (days) =>
  ({ active, begun }, day) =>
    day - begun >= days && inLast(active, day, 90) && !inLast(active, day, days);
const inLast = (active, day, days) => {
  for (let one = day - days; one <= day; one++) if (active.has(one)) return true;
  return false;
};

/** Not passed at any attempt, or due and nothing submitted, within 120 days. */
export const firstAssessmentFailedOrMissed = ({ submissions, due, begun }, day) => {
  if (day < begun || day - begun > 120) return false;
  const told = submissions.filter((one) => one.day <= day);
  const failed = told.some(({ passed }) => passed === false) && !told.some(({ passed }) => passed);
  return failed || (due >= begun && due < day && told.length === 0);
};

/** The figures of a back-test, each enrolment looked at on each day. */
export const backTested = (enrolments, holds) => {
  const figures = { enrolments: 0, left: 0, stayed: 0, flagged: 0, hits: 0, neverLookedAt: 0, timeNotKnown: 0 };
  const lead = [];
  for (const one of enrolments) {
    const withdrew = one.left !== undefined && one.left <= one.end;
    if (one.left === undefined && one.result === 'Withdrawn') {
      figures.timeNotKnown++;
      continue;
    }
    const last = (withdrew ? one.left : one.end) - 1;
    if (one.registered > last) {
      figures.neverLookedAt++;
      continue;
    }
    figures.enrolments++;
    figures[withdrew ? 'left' : 'stayed']++;
    const begun = Math.max(0, one.registered);
    let flag = one.registered;
    while (flag <= last && !holds({ ...one, begun }, flag)) flag++;
    if (flag > last) continue;
    figures.flagged++;
    if (!withdrew) continue;
    figures.hits++;
    lead.push(one.left - flag);
  }
  lead.sort((a, b) => a - b);
  return { ...figures, leadTime: lead.length === 0 ? null : [0.25, 0.5, 0.75].map((p) => typeSeven(lead, p)) };
};

const typeSeven = (ascending, p) => {
  const place = (ascending.length - 1) * p;
  const low = ascending[Math.floor(place)];
  return low + (place - Math.floor(place)) * (ascending[Math.ceil(place)] - low);
};

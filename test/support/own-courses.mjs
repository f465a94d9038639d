import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/**
 * A data set of our own with the files and columns of OULAD, for where that is not: every learner on two presentations,
 * enough of them that an import has a middle to be killed in. Resolves with the figures that it must come to.
 */
const LEARNERS = 600;
const ASSESSMENTS = 20;
const RUNS = ['2013B', '2014J'];
const RESULTS = ['Pass', 'Pass', 'Fail', 'Withdrawn', 'Distinction'];

export const writeOwnCourses = async (folder) => {
  await mkdir(folder, { recursive: true });
  const write = (file, header, rows) => writeFile(join(folder, file), [header, ...rows, ''].join('\n'));
  const enrolments = RUNS.flatMap((run, at) =>
    Array.from({ length: LEARNERS }, (_, id) => ({ run, at, id, result: RESULTS[(id + at) % RESULTS.length] })),
  );
  const assessments = RUNS.flatMap((run, at) =>
    Array.from({ length: ASSESSMENTS }, (_, nth) => ({ run, id: 100 * at + nth, day: 10 * nth + 10 })),
  );
  const results = enrolments.flatMap(({ at, id }) =>
    assessments.slice(at * ASSESSMENTS, (at + 1) * ASSESSMENTS).map((one) => ({ ...one, learner: id })),
  );
  await write(
    'courses.csv',
    'code_module,code_presentation,module_presentation_length',
    RUNS.map((run) => `OWN,${run},260`),
  );
  await write(
    'assessments.csv',
    'code_module,code_presentation,id_assessment,assessment_type,date,weight',
    assessments.map(({ run, id, day }) => `OWN,${run},${id},TMA,${day},5`),
  );
  await write(
    'studentInfo.csv',
    'code_module,code_presentation,id_student,gender,region,highest_education,imd_band,age_band,num_of_prev_attempts,studied_credits,disability,final_result',
    enrolments.map(({ run, id, result }) => `OWN,${run},${id},F,Wales,A Level,10-20%,0-35,0,60,N,${result}`),
  );
  await write(
    'studentRegistration.csv',
    'code_module,code_presentation,id_student,date_registration,date_unregistration',
    enrolments.map(({ run, id, result }) => `OWN,${run},${id},-${id % 90},${result === 'Withdrawn' ? id % 200 : ''}`),
  );
  await write(
    'studentAssessment.csv',
    'id_assessment,id_student,date_submitted,is_banked,score',
    results.map(({ id, learner, day }) => `${id},${learner},${day},0,${(learner * 7 + id * 13) % 101}`),
  );
  await write('vle.csv', 'id_site,code_module,code_presentation,activity_type,week_from,week_to', []);
  const of = (result) => enrolments.filter((one) => one.result === result).length;
  return {
    ...{ enrolments: enrolments.length, assessments: results.length },
    ...{ pass: of('Pass'), distinction: of('Distinction'), fail: of('Fail'), withdrawn: of('Withdrawn') },
  };
};

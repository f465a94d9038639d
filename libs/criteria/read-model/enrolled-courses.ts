import { type CriteriaWarehouse, type FactSql } from './warehouse.port.ts';

export interface EnrolledIn {
  readonly learner: string;
  readonly course: string;
}

/** In which courses these learners have an enrolment, as known at that time. */
export type EnrolledCourses = (learners: readonly string[], at: Date) => Promise<readonly EnrolledIn[]>;

export const enrolledCourses =
  (warehouse: CriteriaWarehouse, { countedFacts }: Pick<FactSql, 'countedFacts'>): EnrolledCourses =>
  (learners, at) => {
    const where = "type = 'learning.Enrolled' and learner in {learners:Array(String)}";
    return warehouse.rows<EnrolledIn>(
      `select distinct learner, course from ${countedFacts({ columns: ['learner', 'course'], where })} order by learner, course`,
      { learners, asOf: at.getTime() },
    );
  };

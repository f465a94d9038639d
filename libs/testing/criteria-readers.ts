import { criteriaReader, enrolledCourses, enrolmentsOfFew, historiesReader } from '@laurel/criteria-read-model';
import {
  countedFacts,
  criteriaFacts,
  factsAtAGlance,
  factsOverTime,
  voidsOverTime,
  type Warehouse,
} from '@laurel/insights-read-model';

/** Everything that rules look at people with, over the facts of this warehouse. */
export const criteriaReadersOf = (warehouse: Warehouse) => {
  const criteria = criteriaReader(warehouse, criteriaFacts);
  return {
    criteria,
    histories: historiesReader(warehouse, { factsOverTime, voidsOverTime }),
    enrolledIn: enrolledCourses(warehouse, { countedFacts }),
    enrolmentsOfFew: enrolmentsOfFew(warehouse, factsAtAGlance, criteria),
  };
};

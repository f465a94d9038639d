import { enrolmentFacts } from './enrolments/enrolment-facts.ts';
import { countedFacts } from './facts/counted-facts.ts';

/** What criteria are told about the facts. */
export const criteriaFacts = { countedFacts, enrolmentFacts };

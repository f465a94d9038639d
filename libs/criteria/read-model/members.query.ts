import { type Member, type Population } from '@laurel/contracts';
import { type Named } from '@laurel/criteria-domain';
import { type Query } from './compiling.ts';
import { type MembersPage } from './criteria-reader.ts';
import { learnersSql } from './learners.query.ts';
import { enrolmentsSql } from './matching.query.ts';
import { SqlParameters } from './sql-parameters.ts';
import { type FactSql } from './warehouse.port.ts';

interface Asked {
  readonly at: Date;
  readonly named: Named;
  readonly page?: MembersPage | undefined;
}

const KEY = ['course', 'run', 'learner', 'registration', 'ordinal'] as const;

/** The members as rows of `Member`, in the order of KEY. */
export const membersQuery = (facts: FactSql, population: Population, asked: Asked): Query => {
  const values = new SqlParameters();
  const from = membersSql(facts, population, asked, values);
  const { page } = asked;
  const after = page?.after ? `where (${KEY.join(', ')}) > (${placeOf(page.after, values)})` : '';
  const limit = page ? `limit ${String(page.limit)}` : '';
  const sql = `select ${KEY.join(', ')} from (${from}) ${after} order by ${KEY.join(', ')} ${limit}`;
  return { sql, params: { ...values.values, asOf: asked.at.getTime() } };
};

/** How many there are: `enrolments`, and different people among them, `learners`. */
export const sizeQuery = (facts: FactSql, population: Population, asked: Asked): Query => {
  const values = new SqlParameters();
  const from = membersSql(facts, population, asked, values);
  const sql = `select count() as enrolments, uniqExact(learner) as learners from (${from})`;
  return { sql, params: { ...values.values, asOf: asked.at.getTime() } };
};

const membersSql = (facts: FactSql, population: Population, { at, named }: Asked, values: SqlParameters): string => {
  const compiling = { facts, values, at, named };
  return population.about === 'enrolment'
    ? enrolmentsSql(population.criterion, population.where, compiling)
    : `select '' as course, '' as run, learner, '' as registration, 0 as ordinal from (${learnersSql(population.criterion, compiling)})`;
};

const placeOf = ({ course, run, learner, registration, ordinal }: Member, values: SqlParameters): string => {
  const texts = [course, run, learner, registration].map((text) => values.of(text, 'String'));
  return [...texts, values.of(ordinal, 'Int64')].join(', ');
};

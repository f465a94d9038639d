import { questions } from '@laurel/contracts';
import { noAccounts } from '@laurel/testing';
import { z } from 'zod';
import { answeringWith } from '../questions.ts';
import { exampleOf } from './example-of.ts';

it('has a value in every field, whatever the field may be', () => {
  const schema = z.object({
    count: z.int(),
    rate: z.number().nullable(),
    week: z.iso.date(),
    kind: z.enum(['a', 'b']),
    rows: z.array(z.object({ name: z.string(), is: z.literal('x') })),
    pair: z.tuple([z.string(), z.boolean()]),
  });
  expect(exampleOf(schema)).toEqual({
    ...{ count: 1, rate: 0.5, week: '1970-01-01', kind: 'a' },
    ...{ rows: [{ name: '-', is: 'x' }], pair: ['-', false] },
  });
});

/** Answers with a question, which has a step at least: its refinements say more than its types do. */
const ALWAYS_HAS_ROWS = 'funnel/ready-made';

// A question whose answer cannot be exemplified would lose its header where it has no rows.
it.each(questions.filter(({ name }) => name !== ALWAYS_HAS_ROWS))(
  'knows the columns of $name without a row',
  ({ name, answer }) => {
    expect(answeringWith(noAccounts()).has(name)).toBe(true);
    expect(exampleOf(answer)).toBeDefined();
  },
);

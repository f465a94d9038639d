import { type FunnelQuestion } from '@laurel/contracts';
import { Button, ErrorNotice, Field, More, Notice } from '@laurel/web-ui';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { answered, api, Failure, factsOf } from '../../api.ts';
import { bare } from '../../search.ts';
import { everyStepIs } from './draft.ts';
import { questionOf } from './question.ts';

type Kind = 'modules' | 'certification';

/** Funnels that Laurel makes of what a course says of itself; each is a question to ask as it is or to change. */
export const ReadyMade = ({
  question,
  onAsk,
}: {
  readonly question: FunnelQuestion;
  readonly onAsk: (question: FunnelQuestion) => void;
}) => {
  const [course, setCourse] = useState(everyStepIs(question, 'course'));
  const make = useMutation({
    mutationFn: (kind: Kind) =>
      answered(
        api.POST('/v1/questions/funnel/ready-made', { body: { course, kind, ...bare({ asOf: question.asOf }) } }),
      ),
    onSuccess: (made) => {
      const read = questionOf(made.question);
      if ('wrong' in read) throw new Failure(0, read.wrong);
      onAsk(read.question);
    },
  });
  const leftOut = make.data?.leftOut ?? [];
  return (
    <div className="ready-made">
      <More title="Begin with a ready-made funnel">
        <div className="filters">
          <Field label="Course of the funnel" value={course} onChange={setCourse} />
          <div className="actions">
            <Button disabled={course === '' || make.isPending} onPress={() => make.mutate('modules')}>
              Its modules
            </Button>
            <Button disabled={course === '' || make.isPending} onPress={() => make.mutate('certification')}>
              Its certification
            </Button>
          </div>
        </div>
        {make.isError ? <ErrorNotice error={factsOf(make.error)} /> : null}
      </More>
      {leftOut.length > 0 ? (
        <Notice title={`${leftOut.length} left out of this funnel`}>
          <ul>
            {leftOut.map(({ step, why }) => (
              <li key={step}>
                {step}: {why}
              </li>
            ))}
          </ul>
        </Notice>
      ) : null}
    </div>
  );
};

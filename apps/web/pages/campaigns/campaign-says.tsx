import { Card, Facts } from '@laurel/web-ui';
import { type Campaign } from './campaign-queries.ts';

type Words = Campaign['inWords'];

/** What the newest version says, in sentences. */
export const CampaignSays = ({
  campaign: { inWords, waves, version, definition },
}: {
  readonly campaign: Campaign;
}) => (
  <Card title="What it does" note={`Version ${version}. People stay on the version that they entered.`}>
    <div className="stack">
      <Facts
        rows={[
          ['Goal', inWords.goal],
          ['Audience', inWords.audience],
          ['Kind of message', `${definition.category}, priority ${definition.priority} of 9`],
        ]}
      />
      <Steps steps={inWords.steps} />
      <ul className="sentences">
        {inWords.limits.map((sentence) => (
          <li key={sentence}>{sentence}</li>
        ))}
      </ul>
      {waves ? <Waves waves={waves} by={definition.rollout?.by ?? 'group'} /> : null}
    </div>
  </Card>
);

const Steps = ({ steps }: Pick<Words, 'steps'>) => (
  <ol className="campaign-steps" aria-label="Steps">
    {steps.map(({ id, depth, sentence }, index) => (
      <li key={id ?? index} style={{ marginInlineStart: `${depth * 1.25}rem` }} data-way={id === null}>
        {id === null ? (
          sentence
        ) : (
          <>
            <code>{id}</code> {sentence}
          </>
        )}
      </li>
    ))}
  </ol>
);

const Waves = ({ waves, by }: { readonly waves: NonNullable<Campaign['waves']>; readonly by: string }) => (
  <Facts rows={waves.map((groups, index) => [`Wave ${index + 1}, by ${by}`, groups.join(', ')] as const)} />
);

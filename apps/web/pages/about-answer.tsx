import { Facts, formatCount, formatMilliseconds, Moment, More } from '@laurel/web-ui';
import { type Schemas } from '../api.ts';

/** Under every answer: what each number counts, as known when, made of how many facts. */
export const AboutAnswer = ({ meta }: { readonly meta: Schemas['AskFunnelAnswer']['meta'] }) => (
  <footer className="about">
    <p className="small">
      As known on <Moment at={meta.asOf} />
      {meta.dataThrough ? (
        <>
          {' '}
          · latest fact told <Moment at={meta.dataThrough} />
        </>
      ) : null}{' '}
      · {formatCount(meta.factsRead)} facts read in {formatMilliseconds(meta.tookMs)}
    </p>
    <More title="What the numbers count">
      <Facts rows={Object.entries(meta.definition).map(([name, sentence]) => [name, sentence] as const)} />
    </More>
  </footer>
);

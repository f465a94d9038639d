import { type ReactNode, useId } from 'react';
import { formatMoment, formatUtc } from './format.ts';

/** One number with its name. The hint says what it counts, and stands beside it rather than in a tooltip only. */
export const Figure = ({
  name,
  value,
  hint,
}: {
  readonly name: string;
  readonly value: ReactNode;
  readonly hint?: ReactNode;
}) => (
  <div className="figure">
    <dt>{name}</dt>
    <dd>
      <span className="figure-value">{value}</span>
      {hint ? <span className="figure-hint">{hint}</span> : null}
    </dd>
  </div>
);

export const Figures = ({ label, children }: { readonly label: string; readonly children: ReactNode }) => (
  <dl className="figures" aria-label={label}>
    {children}
  </dl>
);

/** A part of a page with a heading of its own. */
export const Card = ({
  title,
  note,
  actions,
  children,
}: {
  readonly title: string;
  readonly note?: ReactNode;
  readonly actions?: ReactNode;
  readonly children: ReactNode;
}) => {
  const id = useId();
  return (
    <section className="card" aria-labelledby={id}>
      <div className="card-header">
        <div>
          <h2 id={id}>{title}</h2>
          {note ? <p className="small">{note}</p> : null}
        </div>
        {actions ? <div className="actions">{actions}</div> : null}
      </div>
      {children}
    </section>
  );
};

/** A moment in the zone of the reader; the exact UTC time is in its title. */
export const Moment = ({ at }: { readonly at: string }) => (
  <time dateTime={at} title={formatUtc(at)}>
    {formatMoment(at)}
  </time>
);

export const Badge = ({
  tone = 'plain',
  children,
}: {
  readonly tone?: 'plain' | 'good' | 'warn' | 'bad';
  readonly children: ReactNode;
}) => (
  <span className="badge" data-tone={tone}>
    {children}
  </span>
);

/** Pairs of a name and what it is. */
export const Facts = ({ rows }: { readonly rows: readonly (readonly [string, ReactNode])[] }) => (
  <dl className="facts">
    {rows.map(([name, value]) => (
      <div key={name}>
        <dt>{name}</dt>
        <dd>{value}</dd>
      </div>
    ))}
  </dl>
);

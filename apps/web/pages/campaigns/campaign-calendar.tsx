import { Badge, Card, ErrorNotice, formatCount, formatDay, Loading, Notice } from '@laurel/web-ui';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { factsOf } from '../../api.ts';
import { spanOf, type Span, type Tick } from './calendar-span.ts';
import { type Calendar, calendarQuery, type Summary } from './campaign-queries.ts';
import { STATUSES } from './campaign-words.ts';

/** When campaigns run, and which of them meet the same people. */
export const CampaignCalendar = () => {
  const calendar = useQuery(calendarQuery);
  if (calendar.isPending) return <Loading what="the calendar" height="12rem" />;
  if (calendar.isError) return <ErrorNotice error={factsOf(calendar.error)} onRetry={() => void calendar.refetch()} />;
  return (
    <Card title="Calendar" note="Those that are not over; a hollow bar is not launched, the dashed line is today.">
      <div className="stack">
        <Collisions calendar={calendar.data} />
        {calendar.data.campaigns.length === 0 ? <p>None is planned or running.</p> : null}
        {calendar.data.campaigns.length === 0 ? null : <Bars campaigns={calendar.data.campaigns} />}
      </div>
    </Card>
  );
};

const Collisions = ({ calendar: { campaigns, collisions } }: { readonly calendar: Calendar }) => {
  if (collisions.length === 0) return null;
  const titles = new Map(campaigns.map(({ id, title }) => [id, title]));
  return (
    <Notice
      tone="warn"
      title={collisions.length === 1 ? 'Two campaigns meet the same people' : 'Campaigns meet the same people'}
    >
      <ul>
        {collisions.map(({ campaigns: ids, from, to, people }) => (
          <li key={ids.join(' ')}>
            {ids.map((id) => titles.get(id) ?? id).join(' and ')}: {formatCount(people)}{' '}
            {people === 1 ? 'person' : 'people'} in both, from {formatDay(from)} to {formatDay(to)}.
          </li>
        ))}
      </ul>
      <p>The cap on messages holds over all of them; who has the higher priority goes first.</p>
    </Notice>
  );
};

const Bars = ({ campaigns }: { readonly campaigns: readonly Summary[] }) => {
  const { ticks, today, of } = spanOf(
    campaigns.map(({ window }) => window),
    Date.now(),
  );
  return (
    <ul className="calendar">
      <li className="calendar-row" aria-hidden="true">
        <span />
        <Months ticks={ticks} />
      </li>
      {campaigns.map(({ id, title, status, window, live }) => (
        <li key={id} className="calendar-row">
          <div>
            <Link to="/campaigns/$id" params={{ id }}>
              {title}
            </Link>{' '}
            <Badge tone={STATUSES[status][1]}>{STATUSES[status][0]}</Badge>
            <p className="small">
              {formatDay(window.from)} to {formatDay(window.to)}
            </p>
          </div>
          <Bar span={of(window)} today={today} isPlanned={live === null} />
        </li>
      ))}
    </ul>
  );
};

const percent = (share: number): string => `${(share * 100).toFixed(3)}%`;

const Months = ({ ticks }: { readonly ticks: readonly Tick[] }) => (
  <span className="calendar-track">
    {ticks.map(({ label, at }) => (
      <span key={label} className="calendar-tick" style={{ left: percent(at) }}>
        {label}
      </span>
    ))}
  </span>
);

/** Hollow: not launched. The dashed line is today. */
const Bar = ({
  span,
  today,
  isPlanned,
}: {
  readonly span: Span;
  readonly today: number;
  readonly isPlanned: boolean;
}) => (
  <span className="calendar-track" aria-hidden="true">
    <span
      className="calendar-bar"
      data-planned={isPlanned}
      style={{ left: percent(span.from), width: percent(span.to - span.from) }}
    />
    {today >= 0 && today <= 1 ? <span className="calendar-today" style={{ left: percent(today) }} /> : null}
  </span>
);

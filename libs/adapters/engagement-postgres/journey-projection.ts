import { type DerivedTable, placeTable } from '@laurel/event-store-postgres';

/**
 * One row for each person and campaign: where the journey stands. A learner's id is short enough for an index. `due_at` is
 * there while the person is inside.
 */
export const TABLES = `
create table if not exists journey (
  campaign text collate "C" not null,
  learner text collate "C" not null,
  version integer not null,
  entry integer not null,
  arm text,
  wave integer,
  "is" text not null,
  at text,
  rests_for text,
  starts_at timestamptz(3),
  due_at timestamptz(3),
  woken_at timestamptz(3),
  stream_position integer not null,
  primary key (campaign, learner)
);
create index if not exists journey_due on journey (campaign, due_at) where due_at is not null;
create index if not exists journey_woken on journey (campaign, woken_at) where woken_at is not null;
create index if not exists journey_inside on journey (learner) where due_at is not null;
${placeTable('journey_place')}`;

const TYPES = [
  'engagement.CampaignEntered',
  'engagement.NotEntered',
  'engagement.StepWaiting',
  'engagement.JourneyEnded',
];

/**
 * What the events of one stream say together: the latest entry says which version, arm and wave, the latest event where it
 * rests. An event that the row stands on already, or stands behind, changes nothing.
 */
const TAKE_IN = `
latest as (
  select distinct on (stream_key) * from event order by stream_key, stream_position desc
), entered as (
  select distinct on (stream_key) stream_key, data from event where type = 'engagement.CampaignEntered'
  order by stream_key, stream_position desc
), taken as (
  insert into journey as old
    (campaign, learner, version, entry, arm, wave, "is", at, rests_for, starts_at, due_at, stream_position)
  select latest.data ->> 'campaign', latest.data ->> 'learner', (latest.data -> 'campaignVersion')::int,
    (latest.data -> 'entry')::int, entered.data ->> 'arm', (entered.data -> 'wave')::int,
    case latest.type when 'engagement.JourneyEnded' then 'ended' when 'engagement.NotEntered' then 'kept-out' else 'inside' end,
    case when latest.type in ('engagement.JourneyEnded', 'engagement.NotEntered')
      then latest.data ->> 'why' else latest.data ->> 'step' end,
    latest.data ->> 'for',
    (entered.data ->> 'startsAt')::timestamptz,
    case latest.type
      when 'engagement.StepWaiting' then (latest.data ->> 'until')::timestamptz
      when 'engagement.CampaignEntered' then
        (latest.data ->> case latest.data ->> 'arm' when 'holdout' then 'endsAt' else 'startsAt' end)::timestamptz
    end,
    latest.stream_position
  from latest left join entered using (stream_key)
  on conflict (campaign, learner) do update set
    version = excluded.version, entry = excluded.entry,
    arm = coalesce(excluded.arm, old.arm), wave = coalesce(excluded.wave, old.wave),
    starts_at = coalesce(excluded.starts_at, old.starts_at),
    "is" = excluded."is", at = excluded.at, rests_for = excluded.rests_for, due_at = excluded.due_at,
    woken_at = case when excluded.due_at is null then null else old.woken_at end,
    stream_position = excluded.stream_position
  where excluded.stream_position > old.stream_position
)`;

export const JOURNEYS: DerivedTable = { place: 'journey_place', types: TYPES, takeIn: TAKE_IN };

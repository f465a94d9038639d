import { certificateEvents } from '@laurel/contracts';
import { type DerivedTable, placeTable } from '@laurel/event-store-postgres';

/**
 * One row for each certificate. What happened to it stands beside each other, so that the status is read off in one
 * expression, the same as the decider's fold.
 */
export const CERTIFICATE_TABLES = `
create table if not exists certificate (
  certificate uuid primary key,
  programme text collate "C" not null,
  programme_version integer not null,
  learner text collate "C" not null,
  number integer not null,
  level text,
  issued_at timestamptz(3),
  expires_at timestamptz(3),
  renewable_from timestamptz(3),
  signed_at timestamptz(3),
  delivered_at timestamptz(3),
  list text,
  index integer,
  over text,
  is_suspended boolean not null default false,
  is_expired boolean not null default false,
  is_expiring boolean not null default false,
  next uuid,
  why text,
  stream_position integer not null
);
create index if not exists certificate_programme on certificate (programme, certificate);
create index if not exists certificate_learner on certificate (learner, certificate);
create index if not exists certificate_ends on certificate (expires_at) where over is null and not is_expired;
create index if not exists certificate_opens on certificate (renewable_from) where over is null and not is_expired and not is_expiring;
create index if not exists certificate_unsigned on certificate (certificate) where signed_at is null and over is null;
create index if not exists certificate_status on certificate (list, index) where over is not null or is_suspended;
${placeTable('certificate_place')}`;

/** As `CertificateStatus` of the domain. */
export const STATUS = `case when over is not null then over when is_expired then 'expired' when is_suspended then 'suspended'
  when next is not null then 'renewed' else 'valid' end`;

/** The latest `data ->> field` of these events of a stream. */
const latest = (field: string, ...types: readonly string[]): string =>
  `(array_agg(data ->> '${field}' order by stream_position desc) filter (where ${among(types)}))[1]`;
const among = (types: readonly string[]): string =>
  `type in (${types.map((type) => `'certification.${type}'`).join(', ')})`;
const happened = (type: string): string => `bool_or(${among([type])})`;
const when = (type: string): string => `min(recorded_at) filter (where ${among([type])})`;

const SUSPENSION = ['CertificateSuspended', 'CertificateReinstated'];
const END = ['CertificateSuperseded', 'CertificateRevoked'];

/** What the events of one stream say together. Told again, a row that stands on them already stays as it is. */
const TAKE_IN = `
told as (
  select (min(data ->> 'certificate'))::uuid as certificate, min(data ->> 'programme') as programme,
    min((data ->> 'programmeVersion')::int) as programme_version, min(data ->> 'learner') as learner,
    min((data ->> 'number')::int) as number, max(stream_position) as stream_position,
    ${latest('level', 'CertificateIssued')} as level,
    ${latest('issuedAt', 'CertificateIssued')}::timestamptz as issued_at,
    ${latest('expiresAt', 'CertificateIssued')}::timestamptz as expires_at,
    ${latest('renewableFrom', 'CertificateIssued')}::timestamptz as renewable_from,
    ${when('CredentialSigned')} as signed_at, ${when('CertificateDelivered')} as delivered_at,
    ${latest('list', 'CredentialSigned')} as list, ${latest('index', 'CredentialSigned')}::int as index,
    (array_agg(case type when 'certification.CertificateRevoked' then 'revoked' else 'superseded' end
      order by stream_position desc) filter (where ${among(END)}))[1] as over,
    (array_agg(type = 'certification.CertificateSuspended' order by stream_position desc)
      filter (where ${among(SUSPENSION)}))[1] as is_suspended,
    ${happened('CertificateExpired')} as is_expired, ${happened('CertificateExpiring')} as is_expiring,
    ${latest('next', 'CertificateRenewed', 'CertificateSuperseded')}::uuid as next,
    ${latest('why', ...SUSPENSION, ...END)} as why
  from event group by stream_key
), taken as (
  insert into certificate as old (certificate, programme, programme_version, learner, number, stream_position, level,
    issued_at, expires_at, renewable_from, signed_at, delivered_at, list, index, over, is_suspended, is_expired,
    is_expiring, next, why)
  select certificate, programme, programme_version, learner, number, stream_position, level,
    issued_at, expires_at, renewable_from, signed_at, delivered_at, list, index, over, coalesce(is_suspended, false),
    is_expired, is_expiring, next, why
  from told
  on conflict (certificate) do update set
    signed_at = coalesce(old.signed_at, excluded.signed_at), delivered_at = coalesce(old.delivered_at, excluded.delivered_at),
    list = coalesce(excluded.list, old.list), index = coalesce(excluded.index, old.index),
    over = coalesce(excluded.over, old.over),
    is_suspended = coalesce((select told.is_suspended from told where told.certificate = old.certificate), old.is_suspended),
    is_expired = old.is_expired or excluded.is_expired, is_expiring = old.is_expiring or excluded.is_expiring,
    next = coalesce(excluded.next, old.next), why = coalesce(excluded.why, old.why),
    stream_position = excluded.stream_position
  where excluded.stream_position > old.stream_position
)`;

export const CERTIFICATES: DerivedTable = {
  place: 'certificate_place',
  types: certificateEvents.map(({ type }) => type).filter((type) => type !== 'certification.CertificateWithheld'),
  takeIn: TAKE_IN,
};

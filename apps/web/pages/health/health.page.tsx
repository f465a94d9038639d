import { Badge, Card, ErrorNotice, Facts, formatNumber, Loading, Moment, Notice, PageHeader } from '@laurel/web-ui';
import { useQuery } from '@tanstack/react-query';
import { type ReactNode } from 'react';
import { answered, api, factsOf, type Schemas } from '../../api.ts';
import { capitalised } from '../../words.ts';

const EVERY_MS = 10_000;

type Diagnosis = Schemas['DoctorAnswer'];
type Check = Diagnosis['checks'][number];

/** Looks again by itself every ten seconds. */
export const HealthPage = () => {
  const doctor = useQuery({
    queryKey: ['doctor'],
    queryFn: () => answered(api.GET('/v1/doctor')),
    refetchInterval: EVERY_MS,
  });
  return (
    <>
      <PageHeader title="Health" lead="Every part of Laurel: well or not, how far behind, and what to do." />
      {doctor.isPending ? <Loading what="the diagnosis" height="30rem" /> : null}
      {doctor.isError ? <ErrorNotice error={factsOf(doctor.error)} onRetry={() => void doctor.refetch()} /> : null}
      {doctor.data ? <Diagnosed diagnosis={doctor.data} /> : null}
    </>
  );
};

const Diagnosed = ({ diagnosis }: { readonly diagnosis: Diagnosis }) => {
  const ill = diagnosis.checks.filter(({ ok }) => !ok);
  return (
    <div className="stack">
      {ill.length === 0 ? (
        <Notice tone="good" title="Everything is well" />
      ) : (
        <Notice tone="bad" title={ill.length === 1 ? 'One part needs you' : `${ill.length} parts need you`}>
          <ul>
            {ill.map(({ name, hint }) => (
              <li key={name}>
                {name}: {hint}
              </li>
            ))}
          </ul>
        </Notice>
      )}
      <ul className="checks">
        {diagnosis.checks.map((check) => (
          <li key={check.name}>
            <CheckCard check={check} />
          </li>
        ))}
      </ul>
      <p className="small">
        Laurel {diagnosis.version} · this process does {diagnosis.roles.join(', ')} · its clock says{' '}
        <Moment at={diagnosis.now} />
      </p>
    </div>
  );
};

const CheckCard = ({ check: { name, ok, detail, hint, figures } }: { readonly check: Check }) => (
  <Card title={capitalised(name)} actions={<Badge tone={ok ? 'good' : 'bad'}>{ok ? 'well' : 'not well'}</Badge>}>
    {detail ? <p>{detail}</p> : null}
    {hint ? <p className="what-to-do">{hint}</p> : null}
    <Facts rows={Object.entries(figures).map(([key, value]) => [inWords(key), shown(value)] as const)} />
  </Card>
);

/** `lagRecords` reads as "lag records", `freeGiB` as "free (GiB)". */
const inWords = (key: string): string => {
  const [, name = key, unit] = /^(.+?)(GiB|MiB|Ms)?$/.exec(key) ?? [];
  const words = name.replace(/([a-z])([A-Z])/g, '$1 $2').toLowerCase();
  return unit === undefined ? words : `${words} (${unit.replace('Ms', 'ms')})`;
};

const shown = (value: string | number | boolean): ReactNode => {
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  if (typeof value === 'number') return formatNumber(value);
  return /^\d{4}-\d\d-\d\dT/.test(value) ? <Moment at={value} /> : value;
};

import { Card } from '@laurel/web-ui';
import { type Remark } from './template-queries.ts';

/** What should be better about a version; it writes all the same. */
export const Findings = ({ remarks, version }: { readonly remarks: readonly Remark[]; readonly version: number }) => (
  <Card title="What should be better" note={`Found in version ${version}. It writes all the same.`}>
    {remarks.length === 0 ? (
      <p>Nothing was found. Dead links are looked for when you ask: laurel templates check --probe-links.</p>
    ) : (
      <ul className="rows">
        {remarks.map((remark) => (
          <li key={`${remark.code} ${remark.path} ${remark.line}`}>
            <p className="row-title">{remark.reason}</p>
            <p className="small">
              <code>{placeOf(remark)}</code> · {remark.code}
            </p>
          </li>
        ))}
      </ul>
    )}
  </Card>
);

const placeOf = ({ path, line, column }: Remark): string =>
  [path, ...(line === null ? [] : [line]), ...(column === null ? [] : [column])].join(':');

import { learning } from './learning.mjs';
import { operation } from './operation.mjs';

/** Every dashboard as Grafana reads it, by its path: `npm run generate` writes them. */
export const dashboards = () =>
  Object.fromEntries(
    [learning(), operation()].map((dashboard) => [
      `infra/grafana/dashboards/${dashboard.uid}.json`,
      `${JSON.stringify(dashboard, null, 2)}\n`,
    ]),
  );

import { DashboardBuilder } from '@grafana/grafana-foundation-sdk/dashboard';
import { DataqueryBuilder } from '@grafana/grafana-foundation-sdk/prometheus';
import { PanelBuilder as Table } from '@grafana/grafana-foundation-sdk/table';
import { PanelBuilder as TimeSeries } from '@grafana/grafana-foundation-sdk/timeseries';
import { CLICKHOUSE, PROMETHEUS, sql } from './sources.mjs';

const RATE = '[$__rate_interval]';

const graph = (title, description, unit = 'short') =>
  new TimeSeries().title(title).description(description).unit(unit).min(0).height(8).span(12);

const measured = (title, description, { expr, legend, unit }) =>
  graph(title, description, unit)
    .datasource(PROMETHEUS)
    .withTarget(new DataqueryBuilder().expr(expr).legendFormat(legend).refId('A'));

/** As facts were recorded: what came in, counted from where it ends up and not from where it came in. */
const recorded = `
SELECT toStartOfInterval(recorded_at, INTERVAL 1 HOUR) AS time, source, count() AS facts
FROM facts_that_count WHERE $__timeFilter(recorded_at)
GROUP BY time, source ORDER BY time`;

const silentSources = `
SELECT source AS "Source", count() AS "Facts", max(occurred_at) AS "Last happened", max(recorded_at) AS "Last recorded"
FROM facts_that_count GROUP BY source ORDER BY "Last recorded"`;

const sizes = `
SELECT name AS "Read model", total_rows AS "Rows", total_bytes AS "Bytes"
FROM system.tables WHERE database = currentDatabase() AND engine LIKE '%MergeTree' ORDER BY name`;

const table = (title, query) =>
  new Table().title(title).datasource(CLICKHOUSE).withTarget(sql(query)).height(8).span(12);

export const operation = () =>
  new DashboardBuilder('Operation')
    .uid('laurel-operation')
    .description(
      'Does what is told arrive, and do questions answer in time? What is worth an alert: docs/operations.md.',
    )
    .tags(['laurel'])
    .readonly()
    .timezone('utc')
    .time({ from: 'now-6h', to: 'now' })
    .refresh('30s')
    .withPanel(
      measured('Intake', 'Items a second by verdict, over all processes that take any.', {
        ...{ expr: `sum by (verdict) (rate(laurel_intake_items_total${RATE}))`, legend: '{{verdict}}', unit: 'cps' },
      }),
    )
    .withPanel(
      measured('Into ClickHouse', 'Fact rows a second; a redelivery writes a row again, and changes no answer.', {
        ...{ expr: `sum(rate(laurel_projected_facts_total${RATE}))`, legend: 'facts', unit: 'cps' },
      }),
    )
    .withPanel(
      measured('Lag', 'Records in the log and not yet in ClickHouse. Every process says the same; the worst counts.', {
        ...{ expr: 'max by (topic) (laurel_log_lag_records)', legend: '{{topic}}' },
      }),
    )
    .withPanel(
      measured(
        'Dead letters',
        'What could not be read in the hour before, by code. laurel dead-letters list says more.',
        {
          ...{ expr: 'sum by (code) (increase(laurel_dead_letters_total[1h]))', legend: '{{code}}' },
        },
      ),
    )
    .withPanel(
      measured('Time to answer', 'The 99th percentile by question.', {
        expr: `histogram_quantile(0.99, sum by (le, question) (rate(laurel_question_seconds_bucket${RATE})))`,
        ...{ legend: '{{question}}', unit: 's' },
      }),
    )
    .withPanel(
      measured('Slow questions', 'Answers that took longer than 2.5 seconds, in the hour before.', {
        expr: 'sum by (question) (increase(laurel_question_seconds_count[1h])) - sum by (question) (increase(laurel_question_seconds_bucket{le="2.5"}[1h]))',
        legend: '{{question}}',
      }),
    )
    .withPanel(
      measured('Messages', 'Decisions about mails in the hour before, by outcome.', {
        ...{ expr: 'sum by (outcome) (increase(laurel_messages_total[1h]))', legend: '{{outcome}}' },
      }),
    )
    .withPanel(
      measured('Memory', 'Resident, by process.', {
        ...{ expr: 'process_resident_memory_bytes{job="laurel"}', legend: '{{instance}}', unit: 'bytes' },
      }),
    )
    .withPanel(
      graph('Facts by the hour in which they were recorded', 'By source; each once, however often it was told.')
        .datasource(CLICKHOUSE)
        .withTarget(sql(recorded, 'timeseries')),
    )
    .withPanel(table('Sources, the most silent first', silentSources))
    .withPanel(table('Read models', sizes))
    .build();

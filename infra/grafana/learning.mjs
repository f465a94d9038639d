import { PanelBuilder as BarChart } from '@grafana/grafana-foundation-sdk/barchart';
import { GraphDrawStyle, VisibilityMode, VizOrientation } from '@grafana/grafana-foundation-sdk/common';
import { DashboardBuilder, QueryVariableBuilder, VariableRefresh } from '@grafana/grafana-foundation-sdk/dashboard';
import { PanelBuilder as Stat } from '@grafana/grafana-foundation-sdk/stat';
import { PanelBuilder as Table } from '@grafana/grafana-foundation-sdk/table';
import { PanelBuilder as TimeSeries } from '@grafana/grafana-foundation-sdk/timeseries';
import { PanelBuilder as Trend } from '@grafana/grafana-foundation-sdk/trend';
import { CLICKHOUSE, sql } from './sources.mjs';

/** Enrolments of the chosen courses that began in the chosen time. Each is a row of the view once, however often it was told. */
const ENROLMENTS = `FROM enrolment_states WHERE $__timeFilter(enrolled_at) AND course IN (\${course:singlequote})`;

const figures = `
SELECT count() AS "Enrolments", uniqExact(learner) AS "Learners", countIf(state = 'current') AS "Still in",
  countIf(state = 'completed') AS "Finished", countIf(state = 'withdrawn') AS "Left",
  countIf(isNull(last_active_at)) AS "Never started"
${ENROLMENTS}`;

const perWeek = (time, name, more = '') => `
SELECT toStartOfInterval(assumeNotNull(${time}), INTERVAL 1 WEEK, 'UTC') AS time, count() AS "${name}"
FROM enrolment_states WHERE $__timeFilter(${time}) AND course IN (\${course:singlequote})${more}
GROUP BY time ORDER BY time`;

/** Each step counts those who came so far, so no step is higher than the one before. */
const funnel = `
SELECT step.1 AS "Step", step.2 AS "Enrolments" FROM (
  SELECT arrayJoin([
    ('Enrolled', count()),
    ('Started', countIf(isNotNull(last_active_at) OR state = 'completed')),
    ('Finished', countIf(state = 'completed')),
    ('Passed', countIf(state = 'completed' AND result IN ('pass', 'distinction')))
  ]) AS step
  ${ENROLMENTS}
)`;

/** Kaplan-Meier (J. Am. Stat. Assoc. 53, 1958): of those at risk on a day, those who left on it; the others are censored. */
const curve = `
SELECT toFloat64(day) AS "Days since enrolment",
  exp(sum(if(gone = at_risk, -inf, log(1 - gone / at_risk))) OVER (ORDER BY day)) AS "Still in"
FROM (
  SELECT day, gone, sum(ended) OVER (ORDER BY day DESC) AS at_risk FROM (
    SELECT dateDiff('day', enrolled_at, coalesce(left_at, completed_at, now64(3)), 'UTC') AS day,
      countIf(isNotNull(left_at)) AS gone, count() AS ended
    ${ENROLMENTS}
    GROUP BY day HAVING day >= 0
  )
)
ORDER BY day`;

const courses = `
SELECT course AS "Course", count() AS "Enrolments", uniqExact(learner) AS "Learners",
  countIf(isNull(last_active_at)) AS "Never started", countIf(state = 'current') AS "Still in",
  countIf(state = 'withdrawn') AS "Left", countIf(lapsed) AS "Silent", countIf(state = 'completed') AS "Finished",
  countIf(state = 'completed') / count() AS "Finished of enrolled",
  if(countIf(state = 'completed') = 0, NULL,
    countIf(state = 'completed' AND result IN ('pass', 'distinction')) / countIf(state = 'completed')) AS "Passed of finished"
${ENROLMENTS}
GROUP BY course ORDER BY course`;

const weekly = (title, query) =>
  new TimeSeries()
    .title(title)
    .datasource(CLICKHOUSE)
    .withTarget(sql(query, 'timeseries'))
    .drawStyle(GraphDrawStyle.Bars)
    .fillOpacity(70)
    .min(0)
    .height(8)
    .span(12);

const course = new QueryVariableBuilder('course')
  .label('Course')
  .datasource(CLICKHOUSE)
  .query("SELECT DISTINCT course FROM enrolment_states WHERE course != '' ORDER BY course")
  .refresh(VariableRefresh.OnDashboardLoad)
  .multi(true)
  .includeAll(true)
  .current({ selected: true, text: ['All'], value: ['$__all'] });

export const learning = () =>
  new DashboardBuilder('Learning')
    .uid('laurel-learning')
    .description(
      'Where learners are and where they leave, as known now. For figures as known earlier, ask Laurel itself.',
    )
    .tags(['laurel'])
    .readonly()
    .timezone('utc')
    .time({ from: 'now-1y', to: 'now' })
    .refresh('15m')
    .withVariable(course)
    .withPanel(
      new Stat()
        .title('Enrolments that began in this time')
        .datasource(CLICKHOUSE)
        .withTarget(sql(figures))
        .height(4)
        .span(24),
    )
    .withPanel(weekly('Enrolments by week', perWeek('enrolled_at', 'Enrolments')))
    .withPanel(weekly('Withdrawals by week', perWeek('left_at', 'Left')))
    .withPanel(
      new BarChart()
        .title('How far enrolments came')
        .description(
          'Finished is a completion with any result, passed one with pass or distinction. Who is still in has time left.',
        )
        .datasource(CLICKHOUSE)
        .withTarget(sql(funnel))
        .xField('Step')
        .orientation(VizOrientation.Horizontal)
        .showValue(VisibilityMode.Always)
        .min(0)
        .height(9)
        .span(12),
    )
    .withPanel(
      new Trend()
        .title('Dropout curve')
        .description(
          'Share of enrolments whose learner has not withdrawn, by days since enrolment (Kaplan-Meier). Who completed, or is still in, is censored.',
        )
        .datasource(CLICKHOUSE)
        .withTarget(sql(curve))
        .xField('Days since enrolment')
        .unit('percentunit')
        .min(0)
        .max(1)
        .height(9)
        .span(12),
    )
    .withPanel(
      new Table()
        .title('Courses')
        .datasource(CLICKHOUSE)
        .withTarget(sql(courses))
        .overrideByRegexp('.* of .*', [{ id: 'unit', value: 'percentunit' }])
        .height(10)
        .span(24),
    )
    .build();

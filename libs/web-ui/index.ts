export { Button, type ButtonProps, Choice } from './button.tsx';
export { ChartFrame } from './charts/chart-frame.tsx';
export { type ColumnPoint, ColumnsChart } from './charts/columns-chart.tsx';
export { CurveChart, type CurveChartProps, MAX_LINES } from './charts/curve-chart.tsx';
export { type CurveLine, type CurvePoint } from './charts/curve-steps.ts';
export { FunnelChart, type FunnelPart, type FunnelPlace } from './charts/funnel-chart.tsx';
export { type IntervalPoint, IntervalsChart } from './charts/intervals-chart.tsx';
export { ThresholdChart, type ThresholdLine, type ThresholdPoint } from './charts/threshold-chart.tsx';
export { CodeField, type CodeProblem } from './code-field.tsx';
export { type Column, DataTable, type DataTableProps } from './data-table.tsx';
export { Checkbox, Field, type FieldProps, Select, type SelectOption, type SelectProps } from './field.tsx';
export { Badge, Card, Facts, Figure, Figures, Moment } from './figures.tsx';
export {
  formatBytes,
  formatCount,
  formatDay,
  formatDays,
  formatDuration,
  formatKnownOn,
  formatMilliseconds,
  formatMoment,
  formatNumber,
  formatShare,
  formatUtc,
} from './format.ts';
export { Ask, More } from './more.tsx';
export { EmptyState, type ErrorFacts, ErrorNotice, Loading, Notice } from './notices.tsx';
export { AppShell, Brand, type NavGroup, PageHeader, type ShellProps } from './shell.tsx';

/** The data sources that provisioning/datasources/laurel.yml makes, by the ids that every panel names. */
export const CLICKHOUSE = { type: 'grafana-clickhouse-datasource', uid: 'laurel-clickhouse' };
export const PROMETHEUS = { type: 'prometheus', uid: 'laurel-prometheus' };

/** Of the ClickHouse plugin's query: rows as they are, or a time and its values. */
const FORMATS = { timeseries: 0, table: 1 };

/** A query of the ClickHouse plugin; Grafana's SDK knows the queries of its own sources only. */
export const sql = (rawSql, queryType = 'table') => ({
  build: () => ({
    ...{ datasource: CLICKHOUSE, editorType: 'sql', refId: 'A', queryType, format: FORMATS[queryType] },
    rawSql: rawSql.trim(),
  }),
});

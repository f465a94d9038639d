/** The forms in which answers are given. */
export const JSON_TYPE = 'application/json';
export const CSV = 'text/csv';
export const PARQUET = 'application/vnd.apache.parquet';
export const PDF = 'application/pdf';

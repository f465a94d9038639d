import { CSV, JSON_TYPE, PARQUET } from '@laurel/contracts';
import { type Answered } from '../answering.ts';
import { csvOf } from './csv.ts';
import { formatFor } from './formats.ts';
import { parquetOf } from './parquet.ts';

/** The forms of every answer; JSON where nothing is said. */
export const FORMS = [JSON_TYPE, CSV, PARQUET] as const;
export type Form = (typeof FORMS)[number];

/** Which form the caller wants; throws 406 before anything is asked. */
export const formOf = (accept: string | undefined): Form => formatFor(accept, FORMS);

/** The answer in that form. */
export const inForm = ({ answer, table }: Answered, form: Form): object | string | Uint8Array => {
  switch (form) {
    case JSON_TYPE:
      return answer;
    case CSV:
      return csvOf(table());
    case PARQUET:
      return parquetOf(table());
  }
};

/** With the charset where it is text. */
export const contentTypeOf = (form: Form): string => (form === PARQUET ? form : `${form}; charset=utf-8`);

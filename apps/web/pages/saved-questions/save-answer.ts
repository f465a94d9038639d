import { answered, api } from '../../api.ts';
import { download } from '../download.ts';

/** The forms in which an answer is taken along. */
export const FORMS = {
  csv: { label: 'CSV', type: 'text/csv' },
  parquet: { label: 'Parquet', type: 'application/vnd.apache.parquet' },
  pdf: { label: 'PDF', type: 'application/pdf' },
} as const;
export type Form = keyof typeof FORMS;

/** As the server writes it: the same road and the same numbers as the page. */
export const saveAnswer = async (
  { id, name }: { readonly id: string; readonly name: string },
  form: Form,
): Promise<void> => {
  const accept = FORMS[form].type;
  const blob = await answered(
    api.POST('/v1/saved-questions/{id}/answer', {
      ...{ params: { path: { id } }, body: {}, headers: { accept }, parseAs: 'blob' },
    }),
  );
  download(blob, name, form);
};

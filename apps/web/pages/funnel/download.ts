import { answered, api } from '../../api.ts';
import { type Asked } from './question.ts';

/** The table as the server writes it: the same road and the same numbers as the page. */
export const downloadCsv = async (question: Asked): Promise<void> => {
  const csv = await answered(
    api.POST('/v1/questions/funnel', { body: question, headers: { accept: 'text/csv' }, parseAs: 'blob' }),
  );
  const link = document.createElement('a');
  link.href = URL.createObjectURL(csv);
  link.download = 'funnel.csv';
  link.click();
  URL.revokeObjectURL(link.href);
};

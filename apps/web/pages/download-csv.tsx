import { Button, ErrorNotice } from '@laurel/web-ui';
import { useMutation } from '@tanstack/react-query';
import { factsOf } from '../api.ts';
import { download } from './download.ts';

/** The table as the server writes it: the same road and the same numbers as the page. */
export const DownloadCsv = ({ file, ask }: { readonly file: string; readonly ask: () => Promise<Blob> }) => {
  const saving = useMutation({ mutationFn: async () => download(await ask(), file, 'csv') });
  return (
    <>
      <Button onPress={() => saving.mutate()} pending={saving.isPending}>
        Download CSV
      </Button>
      {saving.isError ? <ErrorNotice error={factsOf(saving.error)} /> : null}
    </>
  );
};

/** How a question is asked for its table. */
export const AS_CSV = { headers: { accept: 'text/csv' }, parseAs: 'blob' } as const;

import { Button, ErrorNotice } from '@laurel/web-ui';
import { useMutation } from '@tanstack/react-query';
import { factsOf } from '../api.ts';

/** The table as the server writes it: the same road and the same numbers as the page. */
export const DownloadCsv = ({ file, ask }: { readonly file: string; readonly ask: () => Promise<Blob> }) => {
  const download = useMutation({ mutationFn: async () => save(await ask(), `${file}.csv`) });
  return (
    <>
      <Button onPress={() => download.mutate()} pending={download.isPending}>
        Download CSV
      </Button>
      {download.isError ? <ErrorNotice error={factsOf(download.error)} /> : null}
    </>
  );
};

/** How a question is asked for its table. */
export const AS_CSV = { headers: { accept: 'text/csv' }, parseAs: 'blob' } as const;

const save = (content: Blob, name: string): void => {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(content);
  link.download = name;
  link.click();
  URL.revokeObjectURL(link.href);
};

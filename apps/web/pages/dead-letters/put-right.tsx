import { Ask, Button, Card, ErrorNotice, Field, Notice } from '@laurel/web-ui';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { answered, api, factsOf, type Schemas } from '../../api.ts';

type Whole = Schemas['ShowDeadLetterAnswer'];

/** Two ways out: send it again (as it is, or corrected), or lay it aside with a reason. */
export const PutRight = ({ letter }: { readonly letter: Whole }) => {
  const text = readable(letter.original.text ?? '');
  const [corrected, setCorrected] = useState(text);
  const [discarding, setDiscarding] = useState(false);
  const redrive = useRedrive(letter.id);
  const changed = corrected !== text && corrected.trim() !== '';
  return (
    <Card title="Put it right" note="The corrected event is read like any other; the original stays as it is.">
      <div className="stack">
        <Field label="The event as it should have been told" rows={12} value={corrected} onChange={setCorrected} />
        {redrive.isError ? <ErrorNotice error={factsOf(redrive.error)} /> : null}
        {redrive.data?.verdict === 'rejected' ? <StillRefused verdict={redrive.data} /> : null}
        <div className="actions">
          <Button
            kind="primary"
            disabled={!changed}
            pending={redrive.isPending}
            onPress={() => redrive.mutate({ corrected })}
          >
            Send corrected
          </Button>
          <Button pending={redrive.isPending} onPress={() => redrive.mutate({})}>
            Send again as it is
          </Button>
          <Button kind="danger" onPress={() => setDiscarding(true)}>
            Discard …
          </Button>
        </div>
      </div>
      <Discard id={letter.id} open={discarding} onClose={() => setDiscarding(false)} />
    </Card>
  );
};

const StillRefused = ({ verdict }: { readonly verdict: Schemas['RedriveDeadLetterAnswer'] }) => (
  <Notice tone="warn" title="It still cannot be read">
    <p>
      {verdict.field ? <code>{verdict.field}</code> : null} {verdict.reason}
    </p>
  </Notice>
);

const useRedrive = (id: string) => {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (body: Schemas['RedriveDeadLetterRequest']) =>
      answered(api.POST('/v1/dead-letters/{id}/redrive', { params: { path: { id } }, body })),
    onSettled: () => refresh(queries, id),
  });
};

const refresh = async (queries: ReturnType<typeof useQueryClient>, id: string): Promise<void> => {
  await queries.invalidateQueries({ queryKey: ['dead-letter', id] });
  await queries.invalidateQueries({ queryKey: ['dead-letters'] });
};

const Discard = ({
  id,
  open,
  onClose,
}: {
  readonly id: string;
  readonly open: boolean;
  readonly onClose: () => void;
}) => {
  const [reason, setReason] = useState('');
  const queries = useQueryClient();
  const discard = useMutation({
    mutationFn: () =>
      answered(
        api.POST('/v1/dead-letters/{id}/discard', { params: { path: { id } }, body: { reason: reason.trim() } }),
      ),
    onSuccess: async () => {
      onClose();
      await refresh(queries, id);
    },
  });
  return (
    <Ask title="Discard this letter?" open={open} onClose={onClose}>
      <form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault();
          discard.mutate();
        }}
      >
        <p>It will not count, and cannot be sent again. Letter and reason are kept.</p>
        <Field label="Reason" value={reason} onChange={setReason} required autoFocus />
        {discard.isError ? <ErrorNotice error={factsOf(discard.error)} /> : null}
        <div className="actions">
          <Button type="submit" kind="danger" disabled={reason.trim() === ''} pending={discard.isPending}>
            Discard
          </Button>
          <Button onPress={onClose}>Keep it</Button>
        </div>
      </form>
    </Ask>
  );
};

/** JSON is put right more easily with a field a line; what is no JSON is shown as it came. */
const readable = (text: string): string => {
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    return text;
  }
};

import { Ask, Button, ErrorNotice, Field } from '@laurel/web-ui';
import { type ReactNode, useState } from 'react';
import { factsOf } from '../api.ts';

interface AskWhyProps {
  readonly title: string;
  /** What it does, and what cannot be taken back. */
  readonly children: ReactNode;
  readonly confirm: string;
  readonly leave?: string;
  readonly danger?: boolean;
  readonly open: boolean;
  readonly pending: boolean;
  readonly error: Error | null;
  readonly onConfirm: (why: string) => void;
  readonly onClose: () => void;
}

/** A decision that is kept with its reason. */
export const AskWhy = (props: AskWhyProps) => {
  const { title, children, confirm, leave = 'Leave it', danger = false, open, pending, error, onConfirm } = props;
  const [why, setWhy] = useState('');
  return (
    <Ask title={title} open={open} onClose={props.onClose}>
      <form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault();
          if (why.trim() !== '') onConfirm(why.trim());
        }}
      >
        {children}
        <Field label="Reason, kept with the decision" value={why} onChange={setWhy} required autoFocus />
        {error ? <ErrorNotice error={factsOf(error)} /> : null}
        <div className="actions">
          <Button type="submit" kind={danger ? 'danger' : 'primary'} disabled={why.trim() === ''} pending={pending}>
            {confirm}
          </Button>
          <Button onPress={props.onClose}>{leave}</Button>
        </div>
      </form>
    </Ask>
  );
};

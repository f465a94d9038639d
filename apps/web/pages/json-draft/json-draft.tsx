import { Button, CodeField, type CodeProblem, ErrorNotice } from '@laurel/web-ui';
import { type ReactNode, useState } from 'react';
import { factsOf, Failure } from '../../api.ts';
import { placeIn, wrongInJson } from './json-place.ts';

interface JsonDraftProps {
  readonly label: string;
  readonly hint: ReactNode;
  /** What the text is in the beginning. */
  readonly initial: unknown;
  readonly saveLabel: string;
  readonly pending: boolean;
  /** What the server said against it. */
  readonly error: Error | null;
  /** The server's paths begin with this where the text is a part of what is sent. */
  readonly within?: string;
  readonly onSave: (text: string) => void;
}

/** Something written as JSON: what is no JSON is said at once, what makes no sense when it is saved, each at its place. */
export const JsonDraft = (props: JsonDraftProps) => {
  const { label, hint, initial, saveLabel, pending, error, within = '', onSave } = props;
  const [text, setText] = useState(() => JSON.stringify(initial, null, 2));
  const [saved, setSaved] = useState<string>();
  const wrong = wrongInJson(text);
  // What the server said is about the text that it saw.
  const said = saved === text ? error : null;
  const placed = said instanceof Failure ? placedProblems(said, text, within) : [];
  const problems = wrong ? [{ path: '', reason: `This is not JSON: ${wrong.reason}`, place: wrong.place }] : placed;
  return (
    <form
      className="stack"
      onSubmit={(event) => {
        event.preventDefault();
        if (wrong) return;
        setSaved(text);
        onSave(text);
      }}
    >
      <CodeField label={label} hint={hint} rows={24} value={text} problems={problems} onChange={setText} />
      {said && placed.length === 0 ? <ErrorNotice error={factsOf(said)} /> : null}
      <div className="actions">
        <Button type="submit" kind="primary" disabled={wrong !== undefined} pending={pending}>
          {saveLabel}
        </Button>
      </div>
    </form>
  );
};

const placedProblems = ({ errors = [] }: Failure, text: string, within: string): readonly CodeProblem[] =>
  errors.map(({ path, reason }) => {
    const inside = path.startsWith(within) ? path.slice(within.length) : path;
    return { path: inside, reason, place: placeIn(text, inside) };
  });

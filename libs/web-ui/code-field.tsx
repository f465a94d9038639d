import { type ReactNode, useRef } from 'react';
import { FieldError, Label, Text, TextArea, TextField } from 'react-aria-components';
import { Button } from './button.tsx';

/** What is wrong at one place of a text. */
export interface CodeProblem {
  /** Where, in words of the reader of the text: `steps.1.template`. */
  readonly path: string;
  readonly reason: string;
  /** Where it stands in the text, where that can be told. */
  readonly place?: { readonly line: number; readonly start: number; readonly end: number } | undefined;
}

interface CodeFieldProps {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly rows: number;
  readonly hint?: ReactNode;
  readonly problems: readonly CodeProblem[];
}

/** Text to be written by hand; each problem is listed under it and leads to its place. */
export const CodeField = ({ label, value, onChange, rows, hint, problems }: CodeFieldProps) => {
  const area = useRef<HTMLTextAreaElement>(null);
  return (
    <div className="code-field">
      <TextField
        className="field"
        value={value}
        onChange={onChange}
        isInvalid={problems.length > 0}
        autoComplete="off"
        validationBehavior="aria"
      >
        <Label>{label}</Label>
        <TextArea ref={area} rows={rows} spellCheck="false" wrap="off" />
        {hint ? <Text slot="description">{hint}</Text> : null}
        <FieldError>
          {problems.length === 1 ? 'One place is wrong.' : `${problems.length} places are wrong.`}
        </FieldError>
      </TextField>
      {problems.length === 0 ? null : (
        <div role="alert">
          <ul className="problems">
            {problems.map((problem) => (
              <li key={`${problem.path} ${problem.reason}`}>
                <Problem problem={problem} onShow={() => show(area.current, problem)} />
              </li>
            ))}
          </ul>
        </div>
      )}
    </div>
  );
};

const Problem = ({ problem, onShow }: { readonly problem: CodeProblem; readonly onShow: () => void }) => (
  <>
    {problem.place ? (
      <Button kind="quiet" onPress={onShow} label={`Go to line ${problem.place.line}`}>
        Line {problem.place.line}
      </Button>
    ) : null}
    <p>
      {problem.path === '' ? null : (
        <>
          <code>{problem.path}</code>:{' '}
        </>
      )}
      {problem.reason}
    </p>
  </>
);

const LINES_ABOVE = 4;

/** Selects the place and brings it into sight; a selection alone does not scroll. */
const show = (area: HTMLTextAreaElement | null, { place }: CodeProblem): void => {
  if (!area || !place) return;
  area.focus();
  area.setSelectionRange(place.start, place.end);
  const lines = area.value.split('\n').length;
  area.scrollTop = (area.scrollHeight / lines) * Math.max(0, place.line - LINES_ABOVE);
};

import { Button, Field, formatKnownOn, Notice } from '@laurel/web-ui';
import { useState } from 'react';

interface AsKnownOnProps {
  /** Undefined: now. */
  readonly asOf: string | undefined;
  readonly onChange: (asOf: string | undefined) => void;
}

/** The one control of time travel: any answer as it would have been given then, from what was known then. */
export const AsKnownOn = ({ asOf, onChange }: AsKnownOnProps) => {
  const [writing, setWriting] = useState(false);
  if (writing) {
    return (
      <AsKnownOnForm
        asOf={asOf}
        onCancel={() => setWriting(false)}
        onChange={(at) => {
          setWriting(false);
          onChange(at);
        }}
      />
    );
  }
  return asOf === undefined ? (
    <div className="as-known-on">
      <Button kind="quiet" onPress={() => setWriting(true)}>
        As known on another day …
      </Button>
    </div>
  ) : (
    <div className="as-known-on">
      <Notice tone="good" title={`As known on ${formatKnownOn(asOf)}`}>
        <p>What was told later is not counted, and what is late or has time left is judged at that time.</p>
        <div className="actions">
          <Button onPress={() => onChange(undefined)}>Back to now</Button>
          <Button kind="quiet" onPress={() => setWriting(true)}>
            Another day …
          </Button>
        </div>
      </Notice>
    </div>
  );
};

const AsKnownOnForm = ({ asOf, onChange, onCancel }: AsKnownOnProps & { readonly onCancel: () => void }) => {
  const [typed, setTyped] = useState(localOf(asOf));
  const at = instantOfLocal(typed);
  return (
    <form
      className="as-known-on filters"
      onSubmit={(event) => {
        event.preventDefault();
        if (at !== undefined) onChange(at);
      }}
    >
      <Field label="As known on" type="datetime-local" value={typed} onChange={setTyped} autoFocus />
      <div className="actions">
        <Button type="submit" kind="primary" disabled={at === undefined}>
          Show
        </Button>
        <Button kind="quiet" onPress={onCancel}>
          Cancel
        </Button>
      </div>
    </form>
  );
};

/** `<input type="datetime-local">` speaks in the zone of the reader: `2026-03-01T00:00`. */
const localOf = (instant: string | undefined): string => {
  if (instant === undefined) return '';
  const at = new Date(instant);
  return new Date(at.getTime() - at.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
};

const instantOfLocal = (local: string): string | undefined => {
  const at = new Date(local);
  return Number.isNaN(at.getTime()) ? undefined : at.toISOString();
};

import { type ReactNode } from 'react';
import { Button } from './button.tsx';

type Tone = 'plain' | 'good' | 'warn' | 'bad';

const MARKS: Readonly<Record<Tone, string>> = { plain: 'i', good: '✓', warn: '!', bad: '×' };

/** A sentence that matters. `bad` and `warn` are announced when they appear. */
export const Notice = ({
  tone = 'plain',
  title,
  children,
}: {
  readonly tone?: Tone;
  readonly title: string;
  readonly children?: ReactNode;
}) => (
  <div className="notice" data-tone={tone} role={tone === 'bad' || tone === 'warn' ? 'alert' : 'status'}>
    <span className="notice-mark" aria-hidden="true">
      {MARKS[tone]}
    </span>
    <div>
      <p className="notice-title">{title}</p>
      {children}
    </div>
  </div>
);

/** Nothing to show is an answer too: says why, and what would change it. */
export const EmptyState = ({ title, children }: { readonly title: string; readonly children?: ReactNode }) => (
  <div className="empty">
    <p className="empty-title">{title}</p>
    {children}
  </div>
);

/** What an error tells a person; `code` is for those they ask for help. */
export interface ErrorFacts {
  readonly title: string;
  readonly detail: string;
  readonly code?: string | undefined;
  readonly errors?: readonly { readonly path: string; readonly reason: string }[] | undefined;
}

export const ErrorNotice = ({ error, onRetry }: { readonly error: ErrorFacts; readonly onRetry?: () => void }) => (
  <Notice tone="bad" title={error.title}>
    <p>{error.detail}</p>
    {error.errors && error.errors.length > 1 ? (
      <ul>
        {error.errors.map(({ path, reason }) => (
          <li key={`${path} ${reason}`}>
            <code>{path || 'body'}</code>: {reason}
          </li>
        ))}
      </ul>
    ) : null}
    {error.code ? (
      <p className="small">
        Code <code>{error.code}</code>
      </p>
    ) : null}
    {onRetry ? <Button onPress={onRetry}>Try again</Button> : null}
  </Notice>
);

/** Keeps the place of what is coming, so that nothing jumps when it arrives. */
export const Loading = ({ what, height }: { readonly what: string; readonly height: string }) => (
  <div className="loading" role="status" style={{ minHeight: height }}>
    <span className="visually-hidden">Loading {what}</span>
  </div>
);

import { formatCount, Notice } from '@laurel/web-ui';
import { Link } from '@tanstack/react-router';
import { type Schemas } from '../../api.ts';
import { LETTER_CODES } from '../../words.ts';

/** How many wait, whatever the list below shows, and of what kind. */
export const Waiting = ({ counts }: { readonly counts: Schemas['ListDeadLettersAnswer']['waiting'] }) => {
  const total = counts.reduce((sum, { count }) => sum + count, 0);
  if (total === 0) return <Notice tone="good" title="No letter is waiting" />;
  return (
    <Notice title={total === 1 ? 'One letter is waiting' : `${formatCount(total)} letters are waiting`}>
      <ul className="inline">
        {counts.map(({ code, count }) => (
          <li key={code}>
            <Link to="/dead-letters" search={{ code }}>
              {LETTER_CODES[code]}
            </Link>{' '}
            {formatCount(count)}
          </li>
        ))}
      </ul>
    </Notice>
  );
};

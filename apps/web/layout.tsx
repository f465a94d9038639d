import { AppShell, Button, ErrorNotice, Loading, type NavGroup } from '@laurel/web-ui';
import { useQuery } from '@tanstack/react-query';
import { Link, Outlet, useRouterState } from '@tanstack/react-router';
import { useEffect, useRef } from 'react';
import { factsOf, type Schemas } from './api.ts';
import { SignInPage } from './pages/sign-in.page.tsx';
import { sessionQuery, useSignOut } from './session.ts';

/** Nobody sees a page without a session; the address stays, so that a link leads there after signing in. */
export const Layout = () => {
  const session = useQuery(sessionQuery);
  if (session.isPending) return <Loading what="Laurel" height="100vh" />;
  if (session.isError) {
    return (
      <div className="alone">
        <ErrorNotice error={factsOf(session.error)} onRetry={() => void session.refetch()} />
      </div>
    );
  }
  return session.data ? <SignedIn session={session.data} /> : <SignInPage />;
};

/** Another question on the same page is still that page. */
const SAME_PAGE = { includeSearch: false };

const NAV: readonly NavGroup[] = [
  {
    title: 'Explore',
    links: [
      <Link to="/" activeOptions={{ ...SAME_PAGE, exact: true }}>
        Overview
      </Link>,
      <Link to="/funnel" activeOptions={SAME_PAGE}>
        Funnel
      </Link>,
      <Link to="/dropout-curve" activeOptions={SAME_PAGE}>
        Dropout curve
      </Link>,
      <Link to="/at-risk" activeOptions={SAME_PAGE}>
        At risk
      </Link>,
      <Link to="/compare" activeOptions={SAME_PAGE}>
        Compare
      </Link>,
      <Link to="/saved-questions">Saved</Link>,
    ],
  },
  {
    title: 'Act',
    links: [
      <Link to="/rules">Rules</Link>,
      <Link to="/campaigns">Campaigns</Link>,
      <Link to="/templates">Templates</Link>,
      <Link to="/announcements">Announcements</Link>,
      <Link to="/firings" activeOptions={SAME_PAGE}>
        Firings
      </Link>,
      <Link to="/mailbox">Mailbox</Link>,
    ],
  },
  {
    title: 'Operate',
    links: [
      <Link to="/dead-letters" activeOptions={SAME_PAGE}>
        Dead letters
      </Link>,
      <Link to="/doctor">Health</Link>,
    ],
  },
];

const SignedIn = ({ session }: { readonly session: Schemas['ShowSessionAnswer'] }) => {
  const signOut = useSignOut();
  useHeadingFocus();
  return (
    <AppShell
      nav={NAV}
      account={
        <>
          <p className="small">
            Signed in with key <code>{session.key}</code>
          </p>
          <Button kind="quiet" onPress={() => signOut.mutate()} pending={signOut.isPending}>
            Sign out
          </Button>
        </>
      }
    >
      <Outlet />
    </AppShell>
  );
};

/**
 * A new page is announced by its title and by the focus on its heading, as a loaded document would be. Another view of
 * the same page (a filter, the next mail) leaves the focus where the reader has it.
 */
const useHeadingFocus = (): void => {
  const shown = useRouterState({ select: ({ resolvedLocation }) => resolvedLocation?.href });
  const before = useRef<string>(undefined);
  useEffect(() => {
    const heading = document.querySelector<HTMLElement>('main h1');
    const title = heading?.textContent ?? 'Laurel';
    document.title = `${title} · Laurel`;
    if (before.current !== undefined && before.current !== title) heading?.focus();
    before.current = title;
  }, [shown]);
};

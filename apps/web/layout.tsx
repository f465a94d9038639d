import { AppShell, Button, ErrorNotice, Loading } from '@laurel/web-ui';
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

const SignedIn = ({ session }: { readonly session: Schemas['ShowSessionAnswer'] }) => {
  const signOut = useSignOut();
  useHeadingFocus();
  return (
    <AppShell
      nav={[
        <Link to="/" activeOptions={{ exact: true, includeSearch: false }}>
          Overview
        </Link>,
        <Link to="/funnel" activeOptions={{ includeSearch: false }}>
          Funnel
        </Link>,
        <Link to="/saved-questions">Saved</Link>,
        <Link to="/firings" activeOptions={{ includeSearch: false }}>
          Firings
        </Link>,
        <Link to="/mailbox">Mailbox</Link>,
        <Link to="/dead-letters" activeOptions={{ includeSearch: false }}>
          Dead letters
        </Link>,
        <Link to="/doctor">Health</Link>,
      ]}
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

import './no-eval.ts';
import '@laurel/web-ui/laurel.css';
import './pages/pages.css';
import { MutationCache, QueryCache, QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { Failure } from './api.ts';
import { createAppRouter } from './router.tsx';
import { sessionQuery, signIn, takeKeyFromAddress } from './session.ts';

/** A session that ended while the pages were open leads back to the sign-in, at the same address. */
const onError = (error: unknown): void => {
  if (error instanceof Failure && error.status === 401) queries.setQueryData(sessionQuery.queryKey, null);
};

const mayHelp = (error: unknown): boolean =>
  error instanceof Failure && (error.status === 0 || error.status === 429 || error.status >= 500);

const queries = new QueryClient({
  queryCache: new QueryCache({ onError }),
  mutationCache: new MutationCache({ onError }),
  defaultOptions: {
    queries: { staleTime: 10_000, retry: (times, error) => times < 1 && mayHelp(error), refetchOnWindowFocus: false },
  },
});

const key = takeKeyFromAddress();
if (key !== undefined) {
  // A key that is not known falls through to the sign-in page, which asks for another.
  const session = await signIn(key).catch(() => null);
  queries.setQueryData(sessionQuery.queryKey, session);
}

const root = document.getElementById('root');
if (!root) throw new Error('index.html has no #root');
createRoot(root).render(
  <StrictMode>
    <QueryClientProvider client={queries}>
      <RouterProvider router={createAppRouter()} />
    </QueryClientProvider>
  </StrictMode>,
);

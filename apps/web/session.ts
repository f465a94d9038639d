import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { answered, api, done, Failure } from './api.ts';

/** Who is signed in; null is nobody. */
export const sessionQuery = queryOptions({
  queryKey: ['session'],
  staleTime: 60_000,
  queryFn: async () => {
    try {
      return await answered(api.GET('/v1/session'));
    } catch (error) {
      if (error instanceof Failure && error.status === 401) return null;
      throw error;
    }
  },
});

export const signIn = (key: string) => answered(api.POST('/v1/session', { body: { key } }));

export const useSignIn = () => {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: signIn,
    onSuccess: (session) => queries.setQueryData(sessionQuery.queryKey, session),
  });
};

export const useSignOut = () => {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: () => done(api.DELETE('/v1/session')),
    onSuccess: () => {
      queries.setQueryData(sessionQuery.queryKey, null);
      // What the last reader saw is not for the next one.
      queries.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== sessionQuery.queryKey[0] });
    },
  });
};

/** `/#key=…`: the way in that the program prints. A fragment never leaves the browser, so no log of a server holds it. */
export const keyOfFragment = (hash: string): string | undefined =>
  new URLSearchParams(hash.replace(/^#/, '')).get('key') ?? undefined;

/** Takes the key out of the address before anything else runs, so that no history, copy or picture shows it. */
export const takeKeyFromAddress = (): string | undefined => {
  const key = keyOfFragment(location.hash);
  if (key !== undefined) history.replaceState(history.state, '', location.pathname + location.search);
  return key;
};

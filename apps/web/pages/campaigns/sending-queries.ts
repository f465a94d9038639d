import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { answered, api } from '../../api.ts';

export const sendingQuery = queryOptions({
  queryKey: ['sending'],
  queryFn: () => answered(api.GET('/v1/sending')),
});

/** Stops all sending with a reason, or allows it again without one. */
export const useSending = () => {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (why: string | undefined) =>
      why === undefined
        ? answered(api.POST('/v1/sending/allow'))
        : answered(api.POST('/v1/sending/stop', { body: { why } })),
    onSuccess: (sending) => queries.setQueryData(sendingQuery.queryKey, sending),
  });
};

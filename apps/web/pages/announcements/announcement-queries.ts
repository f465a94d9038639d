import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { answered, api, type Schemas } from '../../api.ts';

export type Announcement = Schemas['GetAnnouncementAnswer'];
export type AnnouncementList = Schemas['ListAnnouncementsAnswer'];

const at = (id: string) => ({ params: { path: { id } } });

export const announcementsQuery = queryOptions({
  queryKey: ['announcements'],
  queryFn: () => answered(api.GET('/v1/announcements')),
});

export const announcementQuery = (id: string) =>
  queryOptions({
    queryKey: ['announcement', id],
    queryFn: () => answered(api.GET('/v1/announcements/{id}', at(id))),
  });

const useDecision = <Order>(decide: (order: Order) => Promise<Announcement>) => {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: decide,
    onSuccess: async (announcement) => {
      queries.setQueryData(announcementQuery(announcement.id).queryKey, announcement);
      await queries.invalidateQueries({ queryKey: ['announcements'] });
    },
  });
};

/** What is drafted under the id, to the channels named. */
export const usePublish = () =>
  useDecision((body: { readonly id: string; readonly channels: string[] }) =>
    answered(api.POST('/v1/announcements', { body })),
  );

export const useWithdraw = (id: string) =>
  useDecision((why: string) => answered(api.POST('/v1/announcements/{id}/withdraw', { ...at(id), body: { why } })));

export const usePostAgain = (id: string) =>
  useDecision((channel: string) =>
    answered(api.POST('/v1/announcements/{id}/post-again', { ...at(id), body: { channel } })),
  );

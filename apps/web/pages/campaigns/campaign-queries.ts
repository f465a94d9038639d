import { infiniteQueryOptions, queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { answered, api, type Schemas } from '../../api.ts';

export type Campaign = Schemas['GetCampaignAnswer'];
export type Summary = Schemas['ListCampaignsAnswer']['campaigns'][number];
export type Calendar = Schemas['ReadCalendarAnswer'];
export type Estimate = NonNullable<Campaign['estimate']>;
export type DryRun = Schemas['DryRunCampaignAnswer'];
export type DryRunOrder = Schemas['DryRunCampaignRequest'];
export type Correction = Schemas['CorrectCampaignRequest'];
export type CampaignDefinition = Schemas['DraftCampaignRequest']['definition'];

const at = (id: string) => ({ params: { path: { id } } });
const PEOPLE = 50;

export const campaignsQuery = queryOptions({
  queryKey: ['campaigns'],
  queryFn: () => answered(api.GET('/v1/campaigns')),
});

export const calendarQuery = queryOptions({
  queryKey: ['campaigns', 'calendar'],
  queryFn: () => answered(api.GET('/v1/campaign-calendar')),
});

/** While it runs, its figures are looked at again. */
export const campaignQuery = (id: string) =>
  queryOptions({
    queryKey: ['campaign', id],
    queryFn: () => answered(api.GET('/v1/campaigns/{id}', at(id))),
    refetchInterval: ({ state }) => (state.data?.status === 'running' ? 10_000 : false),
  });

export const campaignLedgerQuery = (id: string) =>
  infiniteQueryOptions({
    queryKey: ['campaign', id, 'ledger'],
    initialPageParam: '',
    queryFn: ({ pageParam: after }) =>
      answered(api.GET('/v1/campaigns/{id}/ledger', { params: { path: { id }, query: { after, limit: PEOPLE } } })),
    getNextPageParam: ({ next }) => next,
  });

/** Decides something about a campaign, and shows everything anew that tells of it. */
const useDecision = <Order>(decide: (order: Order) => Promise<Campaign>) => {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: decide,
    onSuccess: async (campaign) => {
      queries.setQueryData(campaignQuery(campaign.id).queryKey, campaign);
      await Promise.all([
        queries.invalidateQueries({ queryKey: ['campaign', campaign.id, 'ledger'] }),
        queries.invalidateQueries({ queryKey: ['campaigns'] }),
      ]);
    },
  });
};

/** As it was written: what is wrong in it, the server says with its place. */
export const useDraftCampaign = () =>
  useDecision(({ id, written }: { readonly id: string; readonly written: string }) =>
    answered(api.POST('/v1/campaigns', { body: { id, definition: JSON.parse(written) } })),
  );

export const useChangeCampaign = (id: string) =>
  useDecision((written: string) =>
    answered(api.PUT('/v1/campaigns/{id}', { ...at(id), body: { definition: JSON.parse(written) } })),
  );

export type VersionAct = 'estimate' | 'submit' | 'approve' | 'launch';

export const useVersionAct = (id: string) =>
  useDecision(({ act, version }: { readonly act: VersionAct; readonly version: number }) =>
    answered(api.POST(`/v1/campaigns/{id}/${act}`, { ...at(id), body: { version } })),
  );

export const useReturn = (id: string) =>
  useDecision((body: { readonly version: number; readonly why: string }) =>
    answered(api.POST('/v1/campaigns/{id}/return', { ...at(id), body })),
  );

export type Halt = 'pause' | 'end' | 'cancel';

export const useHalt = (id: string) =>
  useDecision(({ act, why }: { readonly act: Halt; readonly why: string }) =>
    answered(api.POST(`/v1/campaigns/{id}/${act}`, { ...at(id), body: { why } })),
  );

export const useResume = (id: string) =>
  useDecision(() => answered(api.POST('/v1/campaigns/{id}/resume', { ...at(id), body: {} })));

export const useCorrect = (id: string) =>
  useDecision((body: Correction) => answered(api.POST('/v1/campaigns/{id}/corrections', { ...at(id), body })));

export const useDryRun = (id: string) =>
  useMutation({
    mutationFn: (body: DryRunOrder) => answered(api.POST('/v1/campaigns/{id}/dry-run', { ...at(id), body })),
  });

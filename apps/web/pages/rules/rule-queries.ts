import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { answered, api, type Schemas } from '../../api.ts';

export type Rule = Schemas['GetRuleAnswer'];
export type RuleDraft = Schemas['DefineOwnRuleRequest'];
export type RuleSettings = Schemas['ConfigureRuleRequest'];
export type RuleDecision = Schemas['ReadRuleHistoryAnswer']['decisions'][number];

const at = (id: string) => ({ params: { path: { id } } });

export const rulesQuery = queryOptions({ queryKey: ['rules'], queryFn: () => answered(api.GET('/v1/rules')) });

export const ruleQuery = (id: string) =>
  queryOptions({ queryKey: ['rule', id], queryFn: () => answered(api.GET('/v1/rules/{id}', at(id))) });

export const ruleDefinitionQuery = (id: string) =>
  queryOptions({
    queryKey: ['rule', id, 'definition'],
    queryFn: () => answered(api.GET('/v1/rules/{id}/definition', at(id))),
  });

export const ruleHistoryQuery = (id: string) =>
  queryOptions({
    queryKey: ['rule', id, 'history'],
    queryFn: () => answered(api.GET('/v1/rules/{id}/history', at(id))),
  });

/** Who matches now; `most` of them by name. */
export const ruleMatchesQuery = (id: string, most: number) =>
  queryOptions({
    queryKey: ['rule', id, 'matches', most],
    queryFn: () => answered(api.POST('/v1/rules/{id}/test', { ...at(id), body: { limit: most } })),
  });

/** Decides something about a rule, and shows every list anew that tells of it. */
const useDecision = <Order>(decide: (order: Order) => Promise<Rule>) => {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: decide,
    onSuccess: (rule) =>
      Promise.all([
        queries.invalidateQueries({ queryKey: ['rule', rule.id] }),
        queries.invalidateQueries({ queryKey: ['rules'] }),
      ]),
  });
};

export const useConfigureRule = (id: string) =>
  useDecision((body: RuleSettings) => answered(api.PUT('/v1/rules/{id}', { ...at(id), body })));

/** As it was written: what is wrong in it, the server says with its place. */
export const useDefineRule = () =>
  useDecision((written: string) => answered(api.POST('/v1/rules', { body: JSON.parse(written) })));

export const useChangeRule = (id: string) =>
  useDecision((written: string) =>
    answered(api.PUT('/v1/rules/{id}/definition', { ...at(id), body: JSON.parse(written) })),
  );

export const useArchiveRule = (id: string) => useDecision(() => answered(api.POST('/v1/rules/{id}/archive', at(id))));

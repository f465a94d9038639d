import { keepPreviousData, queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { answered, api, type Schemas } from '../../api.ts';

export type Template = Schemas['GetTemplateAnswer'];
export type Remark = Template['better'][number];
export type Preview = Schemas['PreviewTemplateAnswer'];
export type PreviewOrder = Schemas['PreviewTemplateRequest'];
export type TestOrder = Schemas['TestTemplateRequest'];

const at = (id: string) => ({ params: { path: { id } } });

export const templatesQuery = queryOptions({
  queryKey: ['templates'],
  queryFn: () => answered(api.GET('/v1/templates')),
});

export const templateQuery = (id: string, version: number | undefined) =>
  queryOptions({
    queryKey: ['template', id, version],
    queryFn: () =>
      answered(
        api.GET('/v1/templates/{id}', { params: { path: { id }, query: version === undefined ? {} : { version } } }),
      ),
    placeholderData: keepPreviousData,
  });

export const previewQuery = (id: string, body: PreviewOrder) =>
  queryOptions({
    queryKey: ['template', id, 'preview', body],
    queryFn: () => answered(api.POST('/v1/templates/{id}/preview', { ...at(id), body })),
    placeholderData: keepPreviousData,
  });

export const useTestSend = (id: string) =>
  useMutation({
    mutationFn: (body: TestOrder) => answered(api.POST('/v1/templates/{id}/test', { ...at(id), body })),
  });

export const useArchiveTemplate = (id: string) => {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (why: string) => answered(api.POST('/v1/templates/{id}/archive', { ...at(id), body: { why } })),
    onSuccess: () =>
      Promise.all([
        queries.invalidateQueries({ queryKey: ['templates'] }),
        queries.invalidateQueries({ queryKey: ['template', id] }),
      ]),
  });
};

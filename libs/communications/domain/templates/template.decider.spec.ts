import { TemplateArchived, templateContent, type TemplateEvent, TemplateSaved } from '@laurel/contracts';
import { Refused } from '@laurel/kernel';
import { type TemplateCommand, templateDecider } from './template.decider.ts';

const contentSaying = (subject: string) =>
  templateContent.parse({ name: 'T', defaultLanguage: 'en', languages: { en: { subject, body: 'b' } } });
const one = contentSaying('one');
const two = contentSaying('two');
const saved = (version: number, content = one, isShipped = false) =>
  TemplateSaved.of({ template: 't', version, content, isShipped });
const archived = TemplateArchived.of({ template: 't', why: 'out of date' });

const given = (...events: readonly TemplateEvent[]) => ({
  when: (command: TemplateCommand) =>
    templateDecider.decide(events.reduce(templateDecider.evolve, templateDecider.initial), command),
});
const save = (content = one): TemplateCommand => ({ type: 'Save', template: 't', content });
const ship = (content = one): TemplateCommand => ({ type: 'Ship', template: 't', content });
const archive = (usedBy: { is: 'rule' | 'campaign'; id: string }[] = []): TemplateCommand => ({
  ...{ type: 'Archive', template: 't', why: 'out of date', usedBy },
});

it('counts versions, and makes none of the same words', () => {
  expect(given().when(save())).toEqual([saved(1)]);
  expect(given(saved(1)).when(save(two))).toEqual([saved(2, two)]);
  expect(given(saved(1)).when(save())).toEqual([]);
});

it('ships once, ships what a newer Laurel says, and never over what somebody saved or archived', () => {
  expect(given().when(ship())).toEqual([saved(1, one, true)]);
  const shipped = saved(1, one, true);
  expect(given(shipped).when(ship())).toEqual([]);
  expect(given(shipped).when(ship(two))).toEqual([saved(2, two, true)]);
  expect(given(shipped, saved(2, two)).when(ship())).toEqual([]);
  expect(given(shipped, archived).when(ship(two))).toEqual([]);
});

it('is archived once, and comes back when it is saved', () => {
  expect(given(saved(1)).when(archive())).toEqual([archived]);
  expect(given(saved(1), archived).when(archive())).toEqual([]);
  expect(given(saved(1), archived).when(save())).toEqual([saved(2)]);
});

it('is not archived while a rule or campaign writes with it, and says which', () => {
  const used = archive([{ is: 'campaign', id: 'spring' }]);
  expect(() => given(saved(1)).when(used)).toThrow(Refused);
  expect(() => given(saved(1)).when(used)).toThrow('the campaign spring writes with t');
  expect(() => given().when(archive())).toThrow('There is no template t');
});

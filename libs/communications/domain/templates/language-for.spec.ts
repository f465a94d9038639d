import { languageFor } from './language-for.ts';

const said = { subject: 's', body: 'b' };
const content = { defaultLanguage: 'en', languages: { en: said, pt: said, 'de-CH': said, 'de-AT': said } };

it.each([
  [undefined, 'en'],
  ['de-AT', 'de-AT'],
  ['pt-BR', 'pt'],
  ['de', 'de-AT'],
  ['de-DE', 'de-AT'],
  ['ja', 'en'],
  ['constructor', 'en'],
])('writes to who reads %s in %s', (wanted, language) => {
  expect(languageFor(content, wanted)).toBe(language);
});

import { templateContent, type TemplateSource } from '@laurel/contracts';
import { CannotWrite, exampleOf } from '@laurel/communications-domain';
import { openTemplateEngine } from './template-engine.ts';

const engine = openTemplateEngine();
const variables: TemplateSource['variables'] = {
  who: { type: 'text', example: 'Bob' },
  until: { type: 'date', example: '2026-06-30T22:30:00Z', default: null },
  steps: { type: 'list', example: ['read', 'pass'], most: 50 },
};
const contentOf = (body: string, more: Partial<TemplateSource['languages'][string]> = {}) =>
  templateContent.parse({
    ...{ name: 'T', variables, defaultLanguage: 'en' },
    languages: { en: { subject: 'A subject', body, ...more } },
  });
const text = (liquid: string): string => `<mj-text>${liquid}</mj-text>`;
const remarksOn = async (body: string, more = {}) =>
  (await engine.check(contentOf(body, more))).map(({ code, path, line, column }) => [code, path, line, column]);
const write = (body: string, more: object = {}) => {
  const content = contentOf(body);
  return engine.write(content, { ...exampleOf(content), language: 'en', ...more });
};

describe('refuses, naming line and column,', () => {
  it.each([
    ['a variable nobody declares', `<mj-text>\n  {{ whom }}</mj-text>`, 'template.variable', 2, 6],
    ['a field that a variable has not', text('{{ who.age }}'), 'template.variable', 1, 13],
    ['a link that there is not', text('{{ links.unsubscrib }}'), 'template.variable', 1, 13],
    ['a variable only in a condition', text('{% if whom == "x" %}{% endif %}'), 'template.variable', 1, 16],
    ['a tag that is left open', `<mj-text>\n{% if who %}</mj-text>`, 'template.syntax', 2, 1],
    ['an unknown filter', text('{{ who | shout }}'), 'template.syntax', 1, 10],
    ['a filter that throws dice', text('{{ steps | sample }}'), 'template.syntax', 1, 10],
    ['a filter that lets HTML through', text('{{ who | raw }}'), 'template.syntax', 1, 10],
    ['a file', text('{% include "/etc/passwd" %}'), 'template.syntax', 1, 10],
    ['a file of MJML', '<mj-text>a</mj-text>\n<mj-include path="/etc/passwd" />', 'template.mjml', 2, 1],
    ['an unknown component', '<mj-text>a</mj-text>\n<mj-foo>b</mj-foo>', 'template.mjml', 2, 1],
    ['an unknown attribute', '<mj-text colour="red">a</mj-text>', 'template.mjml', 1, 1],
    ['what runs', text('<script>1</script>'), 'template.active', 1, 10],
    ['Liquid that MJML would drop', '{% if who %}<mj-text>a</mj-text>{% endif %}', 'template.mjml', 1, 1],
  ])('%s', async (_, body, ...[code, line, column]) => {
    expect(await remarksOn(body)).toContainEqual([code, 'languages.en.body', line, column]);
  });

  it.each([
    ['over a range of a variable', '{% for i in (1..who) %}x{% endfor %}', 1],
    ['over what was made of text', '{% assign all = who | split: "" %}\n{% for i in all %}x{% endfor %}', 2],
    ['over a range of a billion', '{% for i in (1..1000000000) %}x{% endfor %}', 1],
    ['within another, too often together', '{% for a in steps %}{% for b in (1..50) %}x{% endfor %}{% endfor %}', 1],
    [
      'hidden in a branch',
      '{% if who %}\n{% case who %}{% when "a" %}{% for i in (1..who) %}x{% endfor %}{% endcase %}{% endif %}',
      2,
    ],
  ])('a loop %s', async (_, loop, line) => {
    const found = await engine.check(contentOf(text('a'), { text: loop }));
    expect(found).toMatchObject([{ code: 'template.loop', path: 'languages.en.text', line }]);
    expect(found[0]?.column).toEqual(expect.any(Number));
  });

  it('what doubles itself until memory is gone, when it is tried on its examples', async () => {
    const doubling = `{% assign a = who %}{% for i in (1..100) %}{% assign a = a | append: a %}{% endfor %}{{ a }}`;
    const [found] = await engine.check(contentOf(text(doubling)));
    expect(found).toMatchObject({ code: 'template.cannot-write', path: 'languages.en' });
    expect(found?.reason).toContain('limit exceeded');
  });

  it('a declared name that every template has', async () => {
    const content = templateContent.parse({
      ...{ name: 'T', variables: { course: { type: 'text', example: 'x' } }, defaultLanguage: 'en' },
      languages: { en: { subject: 's', body: text('a') } },
    });
    expect(await engine.check(content)).toMatchObject([{ code: 'template.variable', path: 'variables.course' }]);
  });
});

it('takes loops that something bounds, and conditions around components', async () => {
  const body = `<mj-raw>{% if until %}</mj-raw>${text('{{ until | day }}')}<mj-raw>{% endif %}</mj-raw>
    ${text('{% for step in steps %}{{ step }}{% endfor %}{% for i in (1..3) %}{{ i }}{% endfor %}')}
    ${text('{% assign all = who | split: "" %}{% for one in all limit: 5 %}{{ one }}{% endfor %}')}`;
  expect(await remarksOn(body)).toEqual([]);
});

describe('writes', () => {
  it('values escaped in HTML and plain in text, whatever they hold', async () => {
    const values = { who: `<b>"O'Hara" & {{ name }}</b>`, steps: [] };
    const { html, text: plain } = await write(text('[{{ who }}]'), { values });
    expect(html).toContain('[&lt;b&gt;&#34;O&#39;Hara&#34; &amp; {{ name }}&lt;/b&gt;]');
    expect(plain).toContain(`[<b>"O'Hara" & {{ name }}</b>]`);
  });

  it('dates in the zone and the language of the person', async () => {
    const values = { who: 'x', until: '2026-06-30T22:30:00Z', steps: [] };
    const content = templateContent.parse({
      ...{ name: 'T', variables, defaultLanguage: 'en' },
      languages: {
        en: { subject: 's', body: text('[{{ until | day }}, {{ until | time }}]') },
        de: { subject: 's', body: text('[{{ until | day }}]') },
      },
    });
    const all = { ...exampleOf(content), values };
    const vienna = await engine.write(content, { ...all, language: 'de-AT', timeZone: 'Europe/Vienna' });
    expect([vienna.language, vienna.text]).toEqual(['de', expect.stringContaining('[1. Juli 2026]')]);
    const nowhere = await engine.write(content, { ...all, language: 'ja' });
    expect([nowhere.language, nowhere.text]).toEqual(['en', expect.stringContaining('[June 30, 2026, 10:30 PM UTC]')]);
  });

  it('links that are counted, each under its label', async () => {
    const tracked: string[][] = [];
    const track = (url: string, label: string) => (tracked.push([url, label]), `https://l.example/${label}`);
    const body = `<mj-button href="{{ publicUrl | track: 'home' }}">Go</mj-button>`;
    const { html } = await write(body, { links: { ...exampleOf(contentOf('x')).links, track } });
    expect(tracked).toEqual([['https://laurel.example', 'home']]);
    expect(html).toContain('href="https://l.example/home"');
  });

  it('its foot with the addresses there are, in both parts', async () => {
    const links = { ...exampleOf(contentOf('x')).links, preferences: undefined };
    const { html, text: plain } = await write(text('a'), { links });
    for (const part of [html, plain]) {
      expect(part).toContain('https://laurel.example/unsubscribe/example');
      expect(part).not.toContain('Choose what you get');
    }
  });

  it('nothing where a value is missing, is of another kind, or leaves no subject', async () => {
    await expect(write(text('a'), { values: { who: 'x' } })).rejects.toThrow(
      new CannotWrite('it needs a value for steps'),
    );
    const values = { who: ['x'], steps: [] };
    await expect(write(text('a'), { values })).rejects.toThrow('who should be a text');
    const content = contentOf(text('a'), { subject: '{{ who }}' });
    const empty = { ...exampleOf(content), values: { who: ' ', steps: [] }, language: 'en' };
    await expect(engine.write(content, empty)).rejects.toThrow('its subject is empty');
  });

  it('no more of a list than was declared, so that no loop is longer than was checked', async () => {
    const steps = Array.from({ length: 60 }, (_, n) => `s${n}.`);
    const { text: plain } = await write(text('{{ steps | size }}'), { values: { who: 'x', steps } });
    expect(plain).toMatch(/^50\n/);
  });

  it('a subject in one line', async () => {
    const content = contentOf(text('a'), { subject: '{{ who }}' });
    const values = { who: 'a\r\nBcc: everybody@example.test', steps: [] };
    const letter = await engine.write(content, { ...exampleOf(content), values, language: 'en' });
    expect(letter.subject).toBe('a Bcc: everybody@example.test');
  });
});

describe('says what should be better:', () => {
  const lint = async (body: string, more = {}) =>
    (await engine.lint(contentOf(body, more))).map(({ code, path, line }) => [code, path, line]);

  it('nothing about a good one', async () => expect(await lint(text('a'))).toEqual([]));

  it.each([
    ['an image without a text', `${text('a')}\n<mj-image src="https://x.example/a.png" />`, 'lint.alt-missing', 2],
    ['a link to nowhere', text('<a href="#">x</a>'), 'lint.link-dead', 1],
    ['a link that is no address', text('<a href="intranet/page">x</a>'), 'lint.link-dead', 1],
    ['a link that no mail client opens', text('<a href="file:///c:/x">x</a>'), 'lint.link-dead', 1],
  ])('%s', async (_, body, code, line) => expect(await lint(body)).toEqual([[code, 'languages.en.body', line]]));

  it('an image that only decorates needs none', async () =>
    expect(await lint('<mj-image src="https://x.example/a.png" alt="" />')).toEqual([]));

  it('a subject that a phone cuts off', async () =>
    expect(await lint(text('a'), { subject: 'x'.repeat(61) })).toEqual([
      ['lint.subject-long', 'languages.en.subject', null],
    ]));

  it('a document of its own that nobody can unsubscribe from', async () => {
    const section = (inner: string) =>
      `<mjml><mj-body><mj-section><mj-column>${text(inner)}</mj-column></mj-section></mj-body></mjml>`;
    expect(await lint(section('a'))).toEqual([
      ['lint.unsubscribe-missing', 'languages.en.body', null],
      ['lint.unsubscribe-missing', 'languages.en.text', null],
    ]);
    expect(await lint(section('<a href="{{ links.unsubscribe }}">Stop</a>'))).toEqual([]);
  });
});

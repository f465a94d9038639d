import { exampleOf, SHIPPED_TEMPLATES } from '@laurel/communications-domain';
import { openTemplateEngine } from '@laurel/mail-templates';
import { type AxeResults } from 'axe-core';
import { type Browser } from 'playwright-core';
import { AXE, openBrowser } from '../support/look-at-pages.ts';

/** A desk and a small telephone; light and dark, as the reader's client is. */
const CLIENTS = [
  { width: 1024, colorScheme: 'light' },
  { width: 1024, colorScheme: 'dark' },
  { width: 320, colorScheme: 'light' },
  { width: 320, colorScheme: 'dark' },
] as const;

/** What of accessibility a letter can have; landmarks and headings are those of the client around it. */
const RULES = ['color-contrast', 'image-alt', 'link-name', 'html-has-lang', 'document-title', 'target-size', 'list'];

const engine = openTemplateEngine();
let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser.close());

const letterOf = async (id: string, language: string): Promise<string> => {
  const content = SHIPPED_TEMPLATES.get(id)!;
  const { values, given, links } = exampleOf(content);
  const reasons = [{ label: 'No time', url: 'https://laurel.example/r/1' }];
  const long = { ...given, course: 'Consulting-Essentials-for-Implementation-Engineers-and-those-who-become-one' };
  return (await engine.write(content, { values, given: long, links: { ...links, reasons }, language })).html;
};

const look = async (html: string, { width, colorScheme }: (typeof CLIENTS)[number]) => {
  const context = await browser.newContext({ viewport: { width, height: 800 }, colorScheme });
  const page = await context.newPage();
  await page.setContent(html);
  const overflow = await page.evaluate('document.documentElement.scrollWidth - innerWidth');
  const requests = await page.evaluate('performance.getEntriesByType("resource").map(({ name }) => name)');
  await page.evaluate(AXE);
  const run = `axe.run({ runOnly: { type: 'rule', values: ${JSON.stringify(RULES)} } })`;
  const { violations }: AxeResults = await page.evaluate(run);
  await context.close();
  return {
    overflow,
    requests,
    violations: violations.map(({ id, nodes }) => [id, nodes.map(({ html: node }) => node)]),
  };
};

/** Together they hold every component that shipped templates use: paragraphs, emphasis, lists, buttons, conditions. */
const LETTERS = [
  ['idle-reminder', 'en'],
  ['manager-briefing', 'en'],
  ['manager-report', 'en'],
  ['certification-announcement', 'de'],
] as const;

it.each(LETTERS)('%s (%s) reads well wide and narrow, light and dark, and asks nobody', async (id, language) => {
  const html = await letterOf(id, language);
  for (const client of CLIENTS) {
    const found = await look(html, client);
    expect({ ...client, ...found }).toEqual({ ...client, overflow: 0, requests: [], violations: [] });
  }
});

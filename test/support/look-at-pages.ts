import { type AxeResults } from 'axe-core';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { chromium, type Page } from 'playwright-core';
import { type RunningServer } from './server.mjs';

export const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];
const DESK = { width: 1360, height: 900 };
const PHONE = { width: 390, height: 844 };
interface Looks {
  readonly dark?: boolean;
  readonly phone?: boolean;
}

export const openBrowser = () =>
  chromium.launch({ executablePath: process.env['CHROMIUM_PATH'] ?? '/usr/bin/chromium', args: FLAGS });

/** A browser that looks at the pages of a server, with the owner's key where a page is opened `signedIn`. */
export const lookAt = async (server: RunningServer, key: string) => {
  const browser = await openBrowser();

  /** A page of a browser that knows nothing; what goes wrong in it is thrown by `close`. */
  const open = async (more: Looks = {}) => {
    const context = await browser.newContext({
      viewport: more.phone ? PHONE : DESK,
      colorScheme: more.dark ? 'dark' : 'light',
      reducedMotion: 'reduce',
      acceptDownloads: true,
    });
    context.setDefaultTimeout(15_000);
    const page = await context.newPage();
    const wrong: string[] = [];
    page.on('pageerror', (error) => wrong.push(error.message));
    page.on('console', (message) => {
      const expected = /status of 40[0149]/.test(message.text()); // the browser itself reports answers that a test asks for
      if (message.type() === 'error' && !expected) wrong.push(message.text());
    });
    const close = async () => {
      await context.close();
      expect(wrong).toEqual([]);
    };
    return { page, close };
  };

  const signedIn = async (path: string, more: Looks = {}) => {
    const opened = await open(more);
    await opened.page.goto(`${server.url}${path}#key=${key}`);
    await opened.page.locator('main h1').waitFor();
    return opened;
  };

  return { open, signedIn, close: () => browser.close() };
};

/** Loaded and still: no placeholder is left. */
export const settled = async (page: Page) => {
  await page.locator('main h1').waitFor();
  await page.locator('.loading').first().waitFor({ state: 'detached' });
};

/** How far the page is wider than the screen, in pixels. */
export const overflow = (page: Page): Promise<number> =>
  page.evaluate(() => document.documentElement.scrollWidth - innerWidth);

/** What axe finds wrong. */
export const violations = async (page: Page): Promise<readonly string[]> => {
  await page.evaluate(AXE);
  return page.evaluate(async () => {
    const { axe } = globalThis as unknown as { axe: { run(options: object): Promise<AxeResults> } };
    // React Aria's announcer keeps the name of a button for a while after the button is gone.
    const found = await axe.run({ exclude: ['iframe', '[data-live-announcer]'] });
    return found.violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' | ')}`);
  });
};

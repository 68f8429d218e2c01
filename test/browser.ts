import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import axe from 'axe-core';
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';

/** Where Chromium is, unless `LODEMARK_CHROMIUM` says another place. */
const PLACES = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

/** @throws where there is no Chromium: the site can't be judged without one */
export async function openBrowser(): Promise<Browser> {
  const own = process.env.LODEMARK_CHROMIUM;
  const executablePath = own ?? PLACES.find(path => existsSync(path));
  if (executablePath === undefined || !existsSync(executablePath))
    throw new Error(
      `Unexpected absence of Chromium${own ? ` at ${own}` : ''}: install it (Debian: chromium) or set LODEMARK_CHROMIUM to its path`,
    );
  const quiet = ['--disable-background-networking', '--disable-component-update', '--disable-sync', '--no-first-run'];
  return chromium.launch({ executablePath, args: ['--headless', '--no-sandbox', '--disable-gpu', ...quiet] });
}

/** A page of a site on a disc, and what went wrong on it: messages, errors, requests that fail or leave. */
export interface Visit {
  readonly page: Page;
  readonly troubles: readonly string[];
  readonly close: () => Promise<void>;
}

export async function visit(
  browser: Browser,
  site: string,
  path: string,
  options: BrowserContextOptions = {},
): Promise<Visit> {
  const context = await browser.newContext({
    viewport: { width: 1280, height: 800 },
    reducedMotion: 'reduce',
    ...options,
  });
  const page = await context.newPage();
  const troubles: string[] = [];
  const within = pathToFileURL(`${site}/`).href;
  page.on('console', message => troubles.push(`${message.type()}: ${message.text()}`));
  page.on('pageerror', error => troubles.push(`error: ${error.message}`));
  page.on('dialog', dialog => {
    troubles.push(`dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
  page.on('requestfailed', request => troubles.push(`failed: ${request.url()}`));
  page.on('request', request => {
    if (!request.url().startsWith(within) && !request.url().startsWith('data:'))
      troubles.push(`left: ${request.url()}`);
  });
  await page.goto(addressOf(site, path));
  return { page, troubles, close: () => context.close() };
}

export function addressOf(site: string, path: string): string {
  const [file = '', fragment] = path.split('#');
  return pathToFileURL(join(site, file)).href + (fragment === undefined ? '' : `#${fragment}`);
}

/** What axe-core finds against WCAG 2.2 AA, or against some of its rules, a line each. */
export async function flaws(page: Page, only?: readonly string[]): Promise<string[]> {
  await page.evaluate(axe.source);
  const runOnly = only ?? ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];
  const options = {
    runOnly: { type: only ? 'rule' : 'tag', values: runOnly },
    preload: false,
    resultTypes: ['violations'],
  };
  const { violations } = (await page.evaluate(`axe.run(document, ${JSON.stringify(options)})`)) as axe.AxeResults;
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target, failureSummary }) => `${id} ${target}: ${failureSummary}`),
  );
}

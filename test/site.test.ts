import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import jsonld from 'jsonld';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { build, type Format } from '../pipeline/index.ts';
import { asText } from '../pipeline/report/text.ts';
import { flaws, openBrowser, visit } from './browser.ts';
import { EVIL, HOSTILE } from './site-hostile.ts';
import { brokenLinks, type ReadPage, readPages } from './site-pages.ts';
import { readTree, type Tree, temporaryFolder, writeTree } from './tree.ts';

/*
 * The reading room, in a real Chromium, from a disc: what its pages show, what their scripts add, and what must never happen.
 */
const ROOT = fileURLToPath(new URL('../', import.meta.url));
const PROJECTS = fileURLToPath(new URL('projects/', import.meta.url));
const FORMATS: readonly Format[] = ['text', 'csv', 'parquet', 'jsonld', 'nquads', 'site'];
/** What the article may weigh, compressed, with all that it loads. */
const WEIGHT = 150_000;
/** Milliseconds for a test that visits many pages, on a machine that has other work. */
const LONG = 300_000;

const folder = temporaryFolder();
const arctic = join(folder, 'arctic', 'site');
let browser: Browser;
let tree: Tree;
let pages: ReadonlyMap<string, ReadPage>;

async function make(name: string, project: string): Promise<string> {
  const { ok, problems } = await build(project, { out: join(folder, name), formats: FORMATS, cache: false });
  expect(ok, asText(problems, false)).toBe(true);
  return join(folder, name, 'site');
}

beforeAll(async () => {
  browser = await openBrowser();
  await make('arctic', ROOT);
  tree = readTree(arctic);
  pages = readPages(tree);
});
afterAll(() => browser?.close());

/** One page of each kind. */
const KINDS = [
  'index.html',
  'doc/arctic/index.html',
  'timeline/index.html',
  'map/index.html',
  'network/index.html',
  'id/index.html',
  'id/china/index.html',
  'id/air-patrol-2024/index.html',
  'id/third-party-denial/index.html',
  'tables/index.html',
  'tables/events/index.html',
  'term/index.html',
  'term/JointAirPatrol/index.html',
  'search/index.html#bomber',
];
/** What colours can break, and what a narrow screen can. */
const COLOURS = ['color-contrast', 'link-in-text-block'];
const SPACE = ['target-size', 'scrollable-region-focusable'];
const ARTICLE = 'doc/arctic/index.html';

describe('every kind of page', () => {
  test.each(KINDS)('%s is accessible in light and dark, says nothing and asks nobody', async path => {
    for (const colorScheme of ['light', 'dark'] as const) {
      const { page, troubles, close } = await visit(browser, arctic, path, { colorScheme });
      expect(await flaws(page, colorScheme === 'dark' ? COLOURS : undefined), colorScheme).toEqual([]);
      expect(troubles).toEqual([]);
      await close();
    }
  });

  test.each(KINDS)('%s fits a phone', async path => {
    const { page, close } = await visit(browser, arctic, path, { viewport: { width: 360, height: 740 } });
    expect(await page.evaluate('document.scrollingElement.scrollWidth')).toBeLessThanOrEqual(360);
    expect(await flaws(page, SPACE)).toEqual([]);
    await close();
  });

  test.each(KINDS)('%s shows without scripts what it shows with them', async path => {
    const { page, troubles, close } = await visit(browser, arctic, path, { javaScriptEnabled: false });
    expect(await page.locator('main').textContent()).not.toBe('');
    const hidden = await page.locator('main [hidden]').count();
    expect(hidden).toBe(0);
    expect(troubles).toEqual([]);
    await close();
  });
});

describe('the pages as text', () => {
  test('every link leads somewhere', () => {
    expect(pages.size).toBeGreaterThan(300);
    expect([...pages.values()].flatMap(page => brokenLinks(page, tree, pages))).toEqual([]);
  });

  test('no id stands twice on a page', () => {
    const doubled = [...pages.values()].flatMap(({ path, ids }) =>
      ids.filter((id, index) => ids.indexOf(id) !== index).map(id => `${path}: ${id}`),
    );
    expect(doubled).toEqual([]);
  });

  test('every page allows nothing from outside and loads nothing inline', () => {
    for (const { path, html } of pages.values()) {
      expect(html, path).toContain('default-src &#39;none&#39;');
      expect(html, path).not.toMatch(
        /\sstyle=|\son[a-z]+=|<style|<script(?![^>]* (?:src=|type="application\/ld\+json"))/,
      );
    }
  });

  test('every thing, document and term has its page and its linked data, which the graph has too', async () => {
    const graph = new Set(readTree(join(folder, 'arctic')).get('graph.nq')!.toString().split('\n'));
    const data = [...tree].filter(([path]) => path.endsWith('index.jsonld'));
    expect(data.length).toBeGreaterThan(300);
    for (const [path, bytes] of data.filter((_, index) => index % 5 === 0)) {
      const quads = await jsonld.toRDF(JSON.parse(bytes.toString()), { format: 'application/n-quads', safe: true });
      const lines = quads.split('\n').filter(Boolean);
      expect(lines.length, path).toBeGreaterThan(2);
      expect(
        lines.filter(line => !graph.has(line)),
        path,
      ).toEqual([]);
    }
  });

  test('search engines find pages, data and a dataset', () => {
    const sitemap = tree.get('sitemap.xml')!.toString();
    expect(sitemap).toContain('<loc>https://lodemark.example/arctic/id/china/</loc>');
    expect(tree.get('llms.txt')!.toString()).toContain('text/arctic.txt');
    const embedded = [
      ...pages.get('index.html')!.html.matchAll(/<script type="application\/ld\+json">(.*?)<\/script>/g),
    ];
    expect(JSON.parse(embedded[0]![1]!)).toMatchObject({ '@type': 'Dataset', '@context': 'https://schema.org' });
    expect(pages.get(ARTICLE)!.html).toContain('property="og:title"');
  });

  test('downloads are in the site itself', () => {
    for (const path of ['csv/events.csv', 'parquet/events.parquet', 'graph.jsonld', 'text/arctic.txt'])
      expect(tree.get(path), path).toEqual(readTree(join(folder, 'arctic')).get(path));
  });

  test('the article weighs little', () => {
    const parts = [ARTICLE, 'assets/site.css', 'assets/site.js', 'assets/icon.svg'];
    const compressed = parts.reduce((sum, path) => sum + gzipSync(tree.get(path)!).length, 0);
    const fonts = ['latin-wght-normal', 'latin-wght-italic'].reduce(
      (sum, name) => sum + tree.get(`assets/fonts/files/source-serif-4-${name}.woff2`)!.length,
      0,
    );
    expect(compressed + fonts).toBeLessThan(WEIGHT);
  });

  test('the same sources give the same bytes', async () => {
    const { changed } = await build(ROOT, { out: join(folder, 'arctic'), formats: FORMATS, cache: false });
    expect(changed).toBe(false);
  });
});

describe('the article', () => {
  test('shows a card at the mouse, which stays while the mouse is on it', async () => {
    const { page, troubles, close } = await visit(browser, arctic, ARTICLE);
    const mark = page.locator('.prose .m[data-target="murmansk"]').first();
    await mark.hover();
    const card = page.locator('.popcard');
    await card.waitFor();
    expect(await card.textContent()).toMatch(/city[\s\S]*Murmansk[\s\S]*Wikidata Q1763/);
    await card.hover();
    await page.waitForTimeout(400);
    expect(await card.isVisible()).toBe(true);
    await page.mouse.move(5, 5);
    await card.waitFor({ state: 'detached' });
    expect(troubles).toEqual([]);
    await close();
  });

  test('shows a card at the keyboard, enters it, and lets it go', async () => {
    const { page, close } = await visit(browser, arctic, ARTICLE);
    const mark = page.locator('.prose .m[data-target="murmansk"]').first();
    await page.locator('.prose .m').first().focus();
    await page.keyboard.press('Tab');
    const card = page.locator('.popcard');
    await card.waitFor();
    await mark.focus();
    await page.keyboard.press('Shift+Tab');
    await page.keyboard.press('Tab');
    expect(await card.textContent()).toContain('Murmansk');
    expect(await flaws(page)).toEqual([]);
    await page.keyboard.press('ArrowDown');
    expect(await page.evaluate(`document.activeElement.closest('.popcard') !== null`)).toBe(true);
    await page.keyboard.press('Escape');
    expect(await card.count()).toBe(0);
    expect(await page.evaluate('document.activeElement.dataset.target')).toBe('murmansk');
    await close();
  });

  test('shows a card at a touch, and the page at the second', async () => {
    const { page, close } = await visit(browser, arctic, ARTICLE, {
      hasTouch: true,
      isMobile: true,
      viewport: { width: 390, height: 844 },
    });
    const mark = page.locator('.prose .m[data-target="murmansk"]').first();
    await mark.tap();
    await page.locator('.popcard .page').waitFor();
    await mark.tap();
    await page.waitForURL(/id\/murmansk\/index\.html$/);
    await close();
  });

  test("lights up an event's words, those who take part in it, and its date", async () => {
    const { page, close } = await visit(browser, arctic, ARTICLE);
    const lit = () =>
      page.evaluate(`({
        words: [...(CSS.highlights.get('evidence') ?? [])].map(range => range.toString()).join(' '),
        fillers: [...document.querySelectorAll('.filler')].map(mark => mark.dataset.target),
        dates: [...document.querySelectorAll('.dated')].map(time => time.textContent),
      })`) as Promise<{ words: string; fillers: string[]; dates: string[] }>;
    const button = page.locator('[data-event="air-patrol-2024"] button').first();
    await button.click();
    await page.mouse.move(5, 5);
    const { words, fillers, dates } = await lit();
    expect(words).toContain('joint air operation');
    expect(words).not.toContain('had not happened there before');
    expect(fillers).toEqual(expect.arrayContaining(['h-6', 'tu-95', 'anadyr-airbase', 'near-alaska']));
    expect(dates).toContain('July 2024');
    expect(await button.getAttribute('aria-pressed')).toBe('true');
    expect(await flaws(page, COLOURS)).toEqual([]);
    await page.keyboard.press('Escape');
    expect(await lit()).toEqual({ words: '', fillers: [], dates: [] });
    await close();
  });

  test('lights up from an address, and shows a sentence from one', async () => {
    const event = await visit(browser, arctic, `${ARTICLE}#event.air-patrol-2024`);
    expect(await event.page.locator('.m.filler').count()).toBeGreaterThan(3);
    await event.close();
    const quote = /href="\.\.\/\.\.\/doc\/arctic\/index\.html#(s_[a-z0-9]+)"/.exec(
      pages.get('id/air-patrol-2024/index.html')!.html,
    )![1]!;
    const sentence = await visit(browser, arctic, `${ARTICLE}#${quote}`, { javaScriptEnabled: false });
    const box = await sentence.page.locator(`[id="${quote}"]`).boundingBox();
    expect(box!.y).toBeGreaterThanOrEqual(0);
    expect(box!.y).toBeLessThan(800);
    await sentence.close();
  });

  test('marks kinds by more than colour, and what is tentative as such', async () => {
    const { page, close } = await visit(browser, arctic, ARTICLE);
    const lines =
      (await page.evaluate(`Object.fromEntries(['thing', 'place', 'event', 'claim', 'relation', 'event.tentative'].map(kind => {
      const style = getComputedStyle(document.querySelector('.legend .m.' + kind));
      return [kind, style.textDecorationStyle + ' ' + style.textDecorationThickness];
    }))`)) as Record<string, string>;
    expect(new Set(Object.values(lines)).size, JSON.stringify(lines)).toBe(6);
    expect(await page.locator('.prose .m[data-target="siberia-joint-work"]').getAttribute('class')).toContain(
      'tentative',
    );
    await close();
  });

  test('switches kinds off and colours over', async () => {
    const { page, close } = await visit(browser, arctic, ARTICLE, { colorScheme: 'light' });
    await page.locator('.legend [data-kind="place"] button').click();
    const line = `getComputedStyle(document.querySelector('.prose .m.place')).textDecorationLine`;
    expect(await page.evaluate(line)).toBe('none');
    const paper = () => page.evaluate('getComputedStyle(document.body).backgroundColor');
    const light = await paper();
    await page.locator('.theme').click();
    await page.locator('.theme').click();
    expect(await paper()).not.toBe(light);
    expect(await flaws(page, COLOURS)).toEqual([]);
    await close();
  });

  test('prints', async () => {
    const { page, close } = await visit(browser, arctic, ARTICLE);
    await page.emulateMedia({ media: 'print' });
    expect(await page.locator('.banner nav').isVisible()).toBe(false);
    expect(await page.locator('.prose').isVisible()).toBe(true);
    const pdf = await page.pdf({ format: 'A4' });
    expect(pdf.subarray(0, 5).toString()).toBe('%PDF-');
    expect(pdf.toString('latin1').match(/\/Type\s*\/Page\b/g)!.length).toBeGreaterThan(1);
    await close();
  });

  test('reads without scripts: words lead to pages, the index opens', async () => {
    const { page, close } = await visit(browser, arctic, ARTICLE, { javaScriptEnabled: false });
    await page.locator('.register > summary').click();
    expect(await page.locator('.card').first().isVisible()).toBe(true);
    await page.locator('.prose .m[data-target="murmansk"]').first().click();
    await page.waitForURL(/id\/murmansk\/index\.html$/);
    expect(await page.locator('h1').textContent()).toBe('Murmansk');
    await close();
  });
});

describe('figures and tables', () => {
  test('the timeline filters and groups', async () => {
    const { page, troubles, close } = await visit(browser, arctic, 'timeline/index.html');
    const shown = () => page.locator('.rows li[data-type]:visible').count();
    const all = await shown();
    await page.getByLabel('Filter').fill('murmansk');
    expect(await shown()).toBe(1);
    await page.getByLabel('Filter').fill('');
    await page.getByLabel('Actor', { exact: true }).selectOption('Canada');
    expect(await shown()).toBeLessThan(all);
    await page.getByLabel('Actor', { exact: true }).selectOption('');
    await page.getByLabel('Group by').selectOption('type');
    expect(await page.locator('.rows .group h3').count()).toBeGreaterThan(3);
    expect(await shown()).toBe(all);
    expect(troubles).toEqual([]);
    await close();
  });

  test('events lead from the timeline to their sentences', async () => {
    const { page, close } = await visit(browser, arctic, 'timeline/index.html');
    await page.locator('.pilcrow').first().click();
    await page.waitForURL(/doc\/arctic\/index\.html#s_/);
    await close();
  });

  test('uncertain dates are as wide as they are uncertain', async () => {
    const { page, close } = await visit(browser, arctic, 'timeline/index.html');
    const width = async (id: string): Promise<number> =>
      Number.parseFloat(
        (await page.locator(`li:has(a[href$="id/${id}/index.html"]) .lane rect`).first().getAttribute('width'))!,
      );
    expect(await width('observer-admission')).toBeGreaterThan(8 * (await width('murmansk-signing')));
    await close();
  });

  test('the map looks at the pole, with circles as wide as their places are uncertain', async () => {
    const { page, close } = await visit(browser, arctic, 'map/index.html');
    expect(await page.locator('circle.sea').count()).toBe(1);
    expect(await page.locator('.world .area').count()).toBeGreaterThan(2);
    expect(await page.locator('.world .movements path').count()).toBeGreaterThan(0);
    await page.locator('.world .spots a').first().click();
    expect(page.url()).toMatch(/#place\./);
    await close();
  });

  test('cells of the network open to their events', async () => {
    const { page, close } = await visit(browser, arctic, 'network/index.html');
    const cell = page.locator('.pop').first();
    await cell.locator('summary').click();
    expect(await cell.locator('a').first().isVisible()).toBe(true);
    expect(await flaws(page)).toEqual([]);
    await page.keyboard.press('Escape');
    expect(await cell.locator('a').first().isVisible()).toBe(false);
    await close();
  });

  test('tables sort and filter', async () => {
    const { page, troubles, close } = await visit(browser, arctic, 'tables/places/index.html');
    const column = async (): Promise<number[]> =>
      (await page.locator('.data tbody tr:visible td:nth-child(2)').allInnerTexts()).filter(Boolean).map(Number);
    const head = page.getByRole('button', { name: 'latitude' });
    await head.click();
    expect(await column()).toEqual((await column()).toSorted((a, b) => a - b));
    expect(await page.locator('th[aria-sort="ascending"]').count()).toBe(1);
    await head.click();
    expect(await column()).toEqual((await column()).toSorted((a, b) => b - a));
    await page.getByLabel('Filter').fill('murmansk');
    expect((await column()).length).toBe(1);
    expect(troubles).toEqual([]);
    await close();
  });

  test('search finds things and sentences, and forgives accents and case', async () => {
    const { page, troubles, close } = await visit(browser, arctic, 'search/index.html');
    await page.getByLabel('Search').fill('ALÁSKA bomber');
    expect(await page.locator('.found a').first().textContent()).toContain('bomber patrol off Alaska');
    await page.getByLabel('Search').fill('zzz');
    expect(await page.getByRole('status').textContent()).toContain('zzz');
    await page.getByLabel('Search').fill('escorting');
    await page.locator('.found .quote').first().click();
    await page.waitForURL(/doc\/arctic\/index\.html#s_/);
    expect(troubles).toEqual([]);
    await close();
  });
});

describe('other projects', () => {
  test.each(['museum', 'two-articles', 'arabic-and-japanese', 'minimal'])(
    '%s reads as well',
    async name => {
      const site = await make(name, join(PROJECTS, name));
      const own = readTree(site);
      const read = readPages(own);
      expect([...read.values()].flatMap(page => brokenLinks(page, own, read))).toEqual([]);
      const paths = [...read.keys()].filter(path => /^(?:index|doc\/.*|[a-z]+\/index)\.html$/.test(path));
      for (const path of paths) {
        const { page, troubles, close } = await visit(browser, site, path);
        expect(await flaws(page), path).toEqual([]);
        expect(troubles, path).toEqual([]);
        await close();
      }
    },
    LONG,
  );

  test('each language has its direction, and its own words where the site knows them', async () => {
    const site = join(folder, 'arabic-and-japanese', 'site');
    const { page, close } = await visit(browser, site, 'doc/library/index.html');
    expect(await page.evaluate('[document.documentElement.lang, document.documentElement.dir]')).toEqual(['ar', 'rtl']);
    expect(await page.locator('nav').first().textContent()).toContain('الجداول');
    await close();
    const japanese = await visit(browser, site, 'doc/observatory/index.html');
    expect(await japanese.page.evaluate(`getComputedStyle(document.querySelector('.prose')).direction`)).toBe('ltr');
    await japanese.close();
  });

  test('an article that publishes its quotes alone shows no other sentence', () => {
    const read = readPages(readTree(join(folder, 'two-articles', 'site')));
    const quoting = [...read.values()].find(({ path, html }) => path.startsWith('doc/') && html.includes('data-gap'));
    expect(quoting).toBeDefined();
  });

  test('an id that a thing had before leads on to it', async () => {
    const { page, close } = await visit(browser, join(folder, 'two-articles', 'site'), 'id/skarn-harbour/index.html');
    await page.waitForURL(/id\/port-of-skarn\/index\.html$/);
    await close();
  });

  test(
    'hostile words stay words',
    async () => {
      const project = join(folder, 'hostile-project');
      writeTree(project, HOSTILE);
      const site = await make('hostile', project);
      const own = readTree(site);
      const read = readPages(own);
      expect([...read.values()].flatMap(page => brokenLinks(page, own, read))).toEqual([]);
      const paths = [...read.keys()].filter(
        path => !/^(?:term|tables)\/[^/]+\//.test(path) || /(?:entities|claims|quotations)\/index/.test(path),
      );
      for (const path of paths) {
        const { page, troubles, close } = await visit(browser, site, path);
        expect(troubles, path).toEqual([]);
        expect(await page.evaluate(`typeof pwned`), path).toBe('undefined');
        expect(await page.locator('img, main script, [onerror], [onclick]').count(), path).toBe(0);
        for (const data of await page.locator('script[type="application/ld+json"]').allTextContents()) JSON.parse(data);
        await close();
      }
      const { page, close } = await visit(browser, site, 'id/someone/index.html');
      expect((await page.locator('h1').textContent())!.replace(/[“”‘’]/g, '')).toContain(EVIL.slice(0, 30));
      await close();
      const search = await visit(browser, site, `search/index.html#${encodeURIComponent('<img')}`);
      expect(await search.page.locator('.found li').count()).toBeGreaterThan(3);
      expect(search.troubles).toEqual([]);
      await search.close();
      rmSync(project, { recursive: true });
    },
    LONG,
  );
});

import type { Manifest } from '../emit/emitter.ts';
import { attributes, clean, type Html, html, join, leadingTo, type Part } from './html.ts';
import { type Links, linksFrom } from './links.ts';
import type { Page, Site, Written } from './site.ts';
import { directionOf } from './words.ts';

/**
 * Nothing from outside, and nothing inline: what a page loads is beside it. Links lead out, but no page is framed, no form sent
 * and no address changed.
 */
const POLICY = [
  "default-src 'none'",
  "style-src 'self'",
  "script-src 'self'",
  "font-src 'self'",
  "img-src 'self' data:",
  "base-uri 'none'",
  "form-action 'none'",
].join('; ');

/** A page with its frame, and the linked data beside it. */
export function framed(page: Page, site: Site): Written[] {
  const content = `<!doctype html>\n${documentOf(page, site, linksFrom(page.path)).html}\n`;
  const beside = page.data ? [{ path: page.path.replace(/index\.html$/, 'index.jsonld'), content: page.data }] : [];
  return [{ path: page.path, content }, ...beside];
}

/** Address of a page on the web: that of its folder. */
export function addressOf(path: string, { base }: Manifest): string {
  return base + encodeURI(path.replace(/index\.html$/, ''));
}

function documentOf(page: Page, site: Site, links: Links): Html {
  const { words } = site;
  return html`<html lang="${words.lang}" dir="${directionOf(words.lang)}">
<head>
${headOf(page, site, links)}
</head>
<body class="${page.look}">
<a class="skip" href="#main.">${words.skip}</a>
${bannerOf(page, site, links)}
<main id="main." tabindex="-1">
${page.main}
</main>
${footerOf(site, links)}
</body>
</html>`;
}

function headOf(page: Page, site: Site, links: Links): Html {
  const { manifest } = site;
  const isHome = page.section === 'home';
  const title = isHome ? manifest.title : `${page.title} · ${manifest.title}`;
  const address = addressOf(canonicalPath(page), manifest);
  const meta = (name: string, content: string) => html`\n<meta name="${name}" content="${content}">`;
  const property = (name: string, content: string) => html`\n<meta property="${name}" content="${content}">`;
  const scripts = ['assets/site.js', ...(page.scripts ?? [])];
  return html`<meta charset="utf-8">
<meta http-equiv="content-security-policy" content="${POLICY}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${title}</title>${[
    meta('description', page.description),
    meta('generator', 'Lodemark'),
    property('og:type', page.isArticle ? 'article' : 'website'),
    property('og:title', page.title),
    property('og:description', page.description),
    property('og:url', address),
    property('og:site_name', manifest.title),
    meta('twitter:card', 'summary'),
  ]}
${page.leadsTo ? html`<meta http-equiv="refresh" content="0; url=${page.leadsTo}">\n` : null}<link rel="canonical" href="${address}">
<link rel="icon" href="${links.to('assets/icon.svg')}" type="image/svg+xml">
${page.data ? html`<link rel="alternate" type="application/ld+json" href="index.jsonld">\n` : null}<link rel="stylesheet" href="${links.to('assets/site.css')}">
${scripts.map(path => html`<script src="${links.to(path)}"${attributes({ defer: path !== 'assets/site.js' })}></script>\n`)}${
  page.embedded
    ? html`<script type="application/ld+json">${clean(page.embedded.replaceAll('<', '\\u003c'))}</script>`
    : null
}`;
}

/** A page that leads on isn't the one to be found. */
function canonicalPath({ path, leadsTo }: Page): string {
  return leadsTo === undefined ? path : leadsTo.replace(/^(?:\.\.\/)+/, '');
}

function bannerOf(page: Page, { manifest, words, sections }: Site, links: Links): Html {
  const isHome = page.section === 'home';
  return html`<header class="banner">
<a class="brand" href="${links.to('index.html')}"${attributes({ 'aria-current': isHome && 'page' })}><bdi>${manifest.title}</bdi></a>
<nav aria-label="${words.navigation}"><ul>${sections.map(
    ({ name, path }) =>
      html`<li><a href="${links.to(path)}"${attributes({ 'aria-current': page.section === name && (page.path === path ? 'page' : 'true') })}>${words.nav[name]}</a></li>`,
  )}</ul></nav>
</header>`;
}

function footerOf({ manifest, words, files }: Site, links: Links): Html {
  const { title, version, published, licence, publisher, repository } = manifest;
  const facts: Part[] = [
    html`${words.version} ${version}`,
    published,
    leadingTo(licenceAddress(licence), licence),
    publisher && leadingTo(publisher.url, html`<bdi>${publisher.name}</bdi>`),
    files.length > 0 && html`<a href="${links.to('tables/index.html', 'downloads.')}">${words.downloads}</a>`,
    html`<a href="${links.to('term/index.html')}">${words.vocabulary}</a>`,
    repository && leadingTo(repository, words.sources),
  ];
  return html`<footer class="colophon">
<p><bdi>${title}</bdi></p>
<p>${join(facts.filter(Boolean), ' · ')}</p>
</footer>`;
}

/** The terms of a licence, given as their address or as an SPDX identifier. */
export function licenceAddress(licence: string): string {
  if (/^https?:/.test(licence)) return licence;
  const [, kind, version] = /^CC-(BY(?:-NC)?(?:-ND|-SA)?)-(\d\.\d)$/.exec(licence) ?? [];
  if (kind) return `https://creativecommons.org/licenses/${kind.toLowerCase()}/${version}/`;
  if (licence === 'CC0-1.0') return 'https://creativecommons.org/publicdomain/zero/1.0/';
  return `https://spdx.org/licenses/${encodeURIComponent(licence)}`;
}

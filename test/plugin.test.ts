import rehypeStringify from 'rehype-stringify';
import remarkFrontmatter from 'remark-frontmatter';
import remarkParse from 'remark-parse';
import remarkRehype from 'remark-rehype';
import { unified } from 'unified';
import { VFile } from 'vfile';
import { describe, expect, test } from 'vitest';
import { type PluginOptions, ProjectError, remarkLodemark } from '../pipeline/index.ts';

const ARTICLE = `---
id: storm
title: The storm
published: 2024-03
---

On [3 March 2024](date:2024-03-03) a storm [closed](#closure) [the bridge][bridge] at [Velt](#velt),
[the *council*][council] said ([report](https://news.example/1)).

[bridge]: #bridge "Facility: Velt Bridge"
[velt]: https://www.wikidata.org/wiki/Q42 "City: Velt"

\`\`\`yaml data
closure: {type: Event, label: closing of the bridge, when: 2024-03-03, where: velt}
\`\`\`
`;
const REGISTRY = 'council: {type: Organization, label: Velt Council, sameAs: "https://velt.example/"}\n';

async function html(value: string | Uint8Array, options: PluginOptions = {}): Promise<{ file: VFile; html: string }> {
  const file = await unified()
    .use(remarkParse)
    .use(remarkFrontmatter)
    .use(remarkLodemark, { registry: REGISTRY, ...options })
    .use(remarkRehype)
    .use(rehypeStringify)
    .process(new VFile({ path: 'storm.md', value }));
  return { file, html: String(file) };
}

describe('an article in a chain with remark-rehype', () => {
  const article = `${ARTICLE}\n[council]: https://velt.example/ "Organization: Velt Council"\n`;

  test('leaves its records on the file', async () => {
    const { file } = await html(article, { base: 'https://velt.example/data/' });
    const { ok, rows, text } = file.data.lodemark!;
    expect(file.messages.filter(({ fatal }) => fatal).map(String)).toEqual([]);
    expect(ok).toBe(true);
    expect(rows.documents?.[0]).toMatchObject({ document_id: 'storm', iri: 'https://velt.example/data/doc/storm' });
    expect(rows.events?.map(row => row.event_id)).toEqual(['closure']);
    expect(rows.entities?.map(row => row.entity_id)).toEqual(['council', 'bridge', 'velt']);
    expect(rows.mentions).toHaveLength(4);
    for (const { exact, char_start, char_end } of rows.mentions ?? [])
      expect([...text!].slice(Number(char_start), Number(char_end)).join('')).toBe(exact);
  });

  test('is written with links to what its words speak of', async () => {
    const { html: written } = await html(article);
    expect(written).toContain(
      '<a href="http://www.wikidata.org/entity/Q42" title="Velt" data-lodemark-id="velt" data-lodemark-type="City" data-lodemark-kind="entity">Velt</a>',
    );
    expect(written).toContain(
      '<span title="Velt Bridge" data-lodemark-id="bridge" data-lodemark-type="Facility" data-lodemark-kind="entity">the bridge</span>',
    );
    expect(written).toContain(
      'data-lodemark-id="closure" data-lodemark-type="Event" data-lodemark-kind="event">closed</span>',
    );
    expect(written).toContain('data-lodemark-id="council"');
    expect(written).toContain('>the <em>council</em></a>');
    expect(written).toContain('<time datetime="2024-03-03" data-lodemark-date="2024-03-03">3 March 2024</time>');
    expect(written).toContain('<a href="https://news.example/1">report</a>');
    expect(written).toContain('language-yaml');
  });

  test('is written as its host wants', async () => {
    const { html: written } = await html(article, {
      href: ({ id, type }) => (type === 'Event' ? null : `/things/${id}`),
      dataBlocks: 'drop',
    });
    expect(written).toContain('<a href="/things/bridge" title="Velt Bridge"');
    expect(written).toContain('<span title="closing of the bridge"');
    expect(written).not.toContain('yaml');
  });

  test('gives the same with a byte order mark, and as bytes', async () => {
    const { file, html: written } = await html(article);
    const marked = await html(`\uFEFF${article}`);
    expect(marked.html).toBe(written);
    expect(marked.file.data.lodemark).toEqual(file.data.lodemark);
    for (const text of [article, `\uFEFF${article}`]) {
      const bytes = await html(new TextEncoder().encode(text));
      expect(bytes.html).toBe(written);
      expect(bytes.file.data.lodemark).toEqual(file.data.lodemark);
    }
  });
});

describe('mistakes', () => {
  test('are messages on the file, with place, rule and mend', async () => {
    const { file } = await html(ARTICLE.replace('(#velt)', '(#vlet)'));
    const message = file.messages.find(({ ruleId }) => ruleId === 'reference-undeclared')!;
    expect(message).toMatchObject({ line: 7, source: 'lodemark', fatal: true, actual: '#vlet', expected: ['#velt'] });
    expect(message.reason).toMatch(/^Unexpected undeclared id `vlet`/);
    expect(String(message)).toMatch(/^storm\.md:7:\d+-7:\d+: /);
    expect(file.data.lodemark).toEqual({ ok: false, rows: {}, text: null });
  });

  test('name the other place', async () => {
    const { file } = await html(ARTICLE.replace('closure: {', 'velt: {type: City, label: Velt}\nclosure: {'));
    const message = file.messages.find(({ ruleId }) => ruleId === 'id-doubled')!;
    expect(message.note).toBe('storm.md:11:2 first declaration');
  });

  test('that are none for a build are not fatal', async () => {
    const { file } = await html(
      ARTICLE.replace('2024-03-03, where', '2023, where').replace('[the *council*][council]', 'someone'),
    );
    expect(file.messages.map(({ ruleId, fatal }) => [ruleId, fatal])).toEqual([['when-ungrounded', false]]);
    expect(file.data.lodemark?.ok).toBe(true);
  });
});

describe('options', () => {
  test('take a registry as an object, and own schemas', async () => {
    const { file } = await html(
      ARTICLE.replace('[the *council*][council]', '[the council](#council)').replace('"City: Velt"', '"Borough: Velt"'),
      {
        registry: { council: { type: 'Organization', label: 'Velt Council' } },
        schemas: {
          'vocabulary.yaml': 'entities:\n  Borough: {label: borough, definition: Part of a city., broader: City}\n',
        },
      },
    );
    expect(file.messages.map(String)).toEqual([]);
    expect(file.data.lodemark?.rows.entities?.map(row => row.type)).toContain('Borough');
  });

  test('refuse a registry with a mistake', () => {
    const chain = () => unified().use(remarkLodemark, { registry: 'council: {type: Organisaton, label: C}' }).freeze();
    expect(chain).toThrow(ProjectError);
    expect(chain).toThrow(/^entities\.yaml:1:17: Unexpected type `Organisaton`/);
  });
});

/** What tries to leave its place: an element, an attribute, a comment, a script, a template, a link's label. */
export const EVIL = `</script><script>pwned=1</script><img src=x onerror="pwned=1"><!-- ' " & ]]> \${1} {{2}} [x](y) </title></style></textarea>`;

const said = JSON.stringify(EVIL);
const escaped = EVIL.replace(/[&<>[\]()"'!$\\{}#*_`|-]/g, character => `&#${character.codePointAt(0)};`);

/** A project with hostile words in every field that takes words. */
export const HOSTILE: ReadonlyMap<string, string> = new Map([
  [
    'source/dataset.yaml',
    `title: ${said}
description: ${said}
base: https://data.lodemark.example/hostile/
licence: CC0-1.0
publisher: {name: ${said}, url: "https://example.org/?%3Cscript%3E&a=%22&amp;lt;"}
creators: [{name: ${said}}]
citation: ${said}
keywords: [${said}]
version: 1.0.0
`,
  ],
  [
    'source/a.md',
    `---
id: a
title: ${said}
author: someone
published: 2024-05
summary: ${said}
note: ${said}
keywords: [${said}]
source: https://example.org/?q=%3C/script%3E&lt;script&gt;pwned=1
---

# ${escaped}

[${escaped}](#someone) [${escaped}](#meeting) in [May 2024](date:2024-05) at [${escaped}](#somewhere), and [${escaped}](#claim)
by [${escaped}](#number) "[${escaped}](#words)" with [${escaped}](#bond). See [${escaped}](https://example.org/?a=%22%3E&lt=1&amp;quot;onclick=pwned)
and ![${escaped}](https://example.org/x.png) \`${EVIL.replaceAll('`', '')}\`.[^1]

<script>pwned=1</script>

## ${escaped}

- ${escaped} <b onclick="pwned=1">raw</b>

| ${escaped.replaceAll('|', '')} | b |
|---|---|
| [${escaped}](#someone) | c |

[^1]: ${escaped}

\`\`\`yaml data
someone: {type: Person, label: ${said}, description: ${said}, aliases: [{name: ${JSON.stringify(`${EVIL}x`)}, kind: alias}], note: ${said},
          seeAlso: "https://example.org/?%22%3E&quot;onclick=pwned"}
somewhere: {type: Place, label: ${said}, geo: {lat: 60, lon: 10, precision: 2, uncertaintyKm: 30, basis: ${said}}}
meeting: {type: Consultation, label: ${said}, description: ${said}, when: 2024-05, where: somewhere, actor: {ref: someone, note: ${said}},
          note: ${said}}
claim: {type: Claim, label: ${said}, speaker: someone, mode: stated, about: meeting, content: ${said}}
number: {type: Quantity, label: ${said}, of: meeting, variable: ${said}, value: 3 persons}
words: {type: Quotation, label: ${said}, speaker: {unnamed: ${said}}, about: meeting, quoteKind: direct}
bond: {type: AlliedWith, label: ${said}, subject: someone, object: someone, when: 2024}
\`\`\`
`,
  ],
]);

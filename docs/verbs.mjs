// Writes docs/guides/verbs.md: every public function by group, with the first sentence of its doc comment.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

const { typedocOptions } = JSON.parse(readFileSync('package.json', 'utf8'))
const groups = new Map(typedocOptions.categoryOrder.filter((name) => name !== '*').map((name) => [name, []]))
const folders = readdirSync('src', { withFileTypes: true }).filter((entry) => entry.isDirectory())

for (const { name: folder } of folders) {
  const files = readdirSync(join('src', folder), { recursive: true })
    .filter((file) => file.endsWith('.ts'))
    .sort()
  const index = files.includes('index.ts') ? readFileSync(join('src', folder, 'index.ts'), 'utf8') : ''
  for (const file of files) {
    const text = readFileSync(join('src', folder, file), 'utf8')
    const seen = new Set()
    for (const [, comment, name] of text.matchAll(
      /\/\*\*((?:(?!\*\/)[\s\S])*)\*\/\s*export (?:function\*?|const) (\w+)/g,
    )) {
      const category = /@category (.+)/.exec(comment)?.[1].trim()
      if (category === undefined || seen.has(name) || !new RegExp(`\\b${name}\\b`).test(index)) continue
      seen.add(name)
      const words = comment
        .replace(/^\s*\* ?/gm, '')
        .trim()
        .split(/\n\s*\n|\n@/)[0]
        .replace(/\s+/g, ' ')
      const sentence = /^(.*?[.!?])(?=\s+[A-Z`{(]|$)/.exec(words)?.[1] ?? words
      groups.set(category, [
        ...(groups.get(category) ?? []),
        { name, sentence: sentence.replace(/\{@link (\w+)\}/g, '`$1`') },
      ])
    }
  }
}

const page = [
  '---',
  'title: Every verb',
  '---',
  '',
  '# Every verb',
  '',
  'Each is a pure function over plain immutable values. A name leads to its page.',
  '![Arrows from file to table, from table to test and score, to graph, to formula, to effect, each with a verb that leads there](./images/verbs-map.svg)',
  '',
  'A value goes into a verb and another one comes out; these are some of the ways.',
  '(This page is made by `npm run docs` from the first sentence of each comment in `src`: change the comment, not the page.)',
  '',
]
for (const [group, verbs] of groups) {
  if (verbs.length === 0) continue
  page.push(`## ${group}`, '')
  for (const { name, sentence } of verbs.sort((a, b) => (a.name < b.name ? -1 : 1)))
    page.push(`- {@link ${name}} — ${sentence}`)
  page.push('')
}
writeFileSync('docs/guides/verbs.md', page.join('\n'))

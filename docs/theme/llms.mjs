// llms.txt is an index with a line for each page; llms-full.md holds the guides and the names.
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

const body = (file) =>
  readFileSync(file, 'utf8')
    .replace(/^---\n[\s\S]*?\n---\n/, '')
    .replace(/\{@link (\w+)(?: [^}]*)?\}/g, '`$1`')
    .trim()
/** The first sentence under the title. */
const lead = (file) => {
  const paragraph = body(file)
    .replace(/^# .*\n+/, '')
    .split(/\n\s*\n/)[0]
    .replace(/\s+/g, ' ')
  return /^[#|`<!]/.test(paragraph) ? '' : (/^(.*?[.!?])(?=\s|$)/.exec(paragraph)?.[1] ?? paragraph)
}

/** @param {import('./site.mjs').Site} site @param {string} out */
export function writeLlms(site, out) {
  const groups = [...new Set(site.pages.map(({ group }) => group))]
  const line = (name, url, text) => `- [${name}](${url})${text === '' ? '' : `: ${text}`}`
  const index = [
    '# causalkit',
    '',
    '> Causal inference for JavaScript and TypeScript: pure functions over typed graphs, tables and models. [All in one file](llms-full.md).',
    ...groups.flatMap((group) => [
      '',
      `## ${group}`,
      '',
      ...site.pages
        .filter((page) => page.group === group)
        .map((page) => line(page.title, `${page.url}.html`, lead(page.file))),
    ]),
    '',
    '## API',
    '',
    ...site.rooms.map((room) => line(room.name, `rooms/${room.name}.html`, room.purpose)),
    '',
  ]
  writeFileSync(join(out, 'llms.txt'), index.join('\n'))
  const api = site.rooms.flatMap((room) => [
    `## causalkit/${room.name}`,
    '',
    ...room.names
      .flatMap((name) => site.names.get(name) ?? [])
      .map(
        ({ name, signature, kind, sentence }) =>
          `- \`${signature || name}\`${signature === '' ? ` (${kind})` : ''}: ${sentence}`,
      ),
    '',
  ])
  const guides = site.pages.filter(({ url }) => url !== 'guides/verbs').map(({ file }) => body(file))
  writeFileSync(join(out, 'llms-full.md'), `${[body('README.md'), ...guides, '# API', api.join('\n')].join('\n\n')}\n`)
}

// The guides in the order in which they are read. A guide that is not named here fails the build.
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { kinds } from '../gallery-head.mjs'

/** Groups of guides by file name; a name with a star takes all that fit. @type {[string, string[]][]} */
const groups = [
  [
    'Begin',
    ['getting-started', 'graphs-and-names', 'question-to-number', 'popular-mistakes', 'which-method', 'coming-from*'],
  ],
  ['Graphs and identification', ['identifiable', 'choosing-adjustment', 'reading-a-proof', 'bounds']],
  ['Effects from data', ['matching-and-weighting', 'instruments', 'who-benefits', 'when-not-to-believe-it', 'chance']],
  ['Designs', ['ab-tests', 'designs', 'units-that-touch']],
  [
    'Discovery and time',
    [
      'table-to-graph',
      'which-test',
      'interventions',
      'when-environments-change',
      'metrics-over-time',
      'effects-over-time',
      'what-broke',
      'why-did-it-change',
      'simulated-series',
    ],
  ],
  ['Models and counterfactuals', ['three-rungs', 'what-would-have-happened']],
  ['Diagrams and proofs', ['surgery', 'front-door-comb', 'a-proof-drawn']],
  ['Deciding and experiments', ['deciding', 'verify-and-design']],
  ['Scale', ['a-billion-rows', 'all-cores']],
  ['Reference', ['verbs', 'test-levels', 'design-choices']],
]

/**
 * A page written in Markdown.
 * @typedef {{ file: string, title: string, url: string, group: string, kind: 'guide' | 'example' | 'trust' }} Page
 */

const fileNames = (folder) =>
  existsSync(folder)
    ? readdirSync(folder)
        .filter((name) => name.endsWith('.md'))
        .sort()
    : []
const titleOf = (file) => {
  const text = readFileSync(file, 'utf8')
  const title = /^---\n[\s\S]*?^title:\s*(.+)$/m.exec(text)?.[1] ?? /^# (.+)$/m.exec(text)?.[1] ?? basename(file, '.md')
  return title.trim().replace(/^(['"])(.*)\1$/, '$2')
}
const page = (file, folder, group, kind) => {
  const name = basename(file, '.md')
  return { file, title: titleOf(file), url: folder === '' ? name : `${folder}/${name}`, group, kind }
}

/** All pages written in Markdown, in reading order. @returns {Page[]} */
export function pages() {
  const left = new Map([
    ...fileNames('docs/guides').map((name) => [name.slice(0, -3), join('docs/guides', name)]),
    ['design-choices', 'docs/design-choices.md'],
  ])
  const found = []
  for (const [group, names] of groups)
    for (const wanted of names) {
      const fits = wanted.endsWith('*')
        ? [...left.keys()].filter((name) => name.startsWith(wanted.slice(0, -1)))
        : [wanted]
      for (const name of fits) {
        const file = left.get(name)
        if (file === undefined) throw new Error(`docs/theme/order.mjs names the guide ${name}, which is not there`)
        left.delete(name)
        found.push(page(file, 'guides', group, 'guide'))
      }
    }
  if (left.size > 0)
    throw new Error(`Give these guides a place in docs/theme/order.mjs: ${[...left.keys()].join(', ')}`)
  const generated = fileNames('docs/generated')
  if (generated.includes('gallery.md')) found.push(page('docs/generated/gallery.md', '', 'Examples', 'example'))
  const examples = fileNames('docs/generated/gallery').map((name) => {
    const file = join('docs/generated/gallery', name)
    const [, kind = 'Examples'] = /^kind: "(.+)"$/m.exec(readFileSync(file, 'utf8')) ?? []
    return page(file, 'examples', kind, 'example')
  })
  found.push(...['Examples', ...kinds].flatMap((kind) => examples.filter(({ group }) => group === kind)))
  if (generated.includes('trust.md')) found.push(page('docs/generated/trust.md', '', 'Trust', 'trust'))
  const titles = new Set()
  for (const { title } of found) {
    if (titles.has(title)) throw new Error(`Two pages have the title "${title}"`)
    titles.add(title)
  }
  return found
}

// Writes docs/generated/gallery: a page for each example, its pictures beside it, and docs/generated/gallery.md that lists them.
// `npm run examples` calls it with what the programs printed.
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { basename } from 'node:path'
import { headOf, kinds, picturesOf, verbsOf } from './gallery-head.mjs'

const root = new URL('../', import.meta.url)
const pages = new URL('docs/generated/gallery/', root)

/**
 * @param {readonly { name: string, stdout: string }[]} runs - the programs by their path below examples, and what they printed
 * @returns {Promise<string[]>} the names of the pages
 */
export async function writeGallery(runs) {
  rmSync(pages, { recursive: true, force: true })
  mkdirSync(pages, { recursive: true })
  const entries = []
  for (const { name, stdout } of runs) {
    const text = readFileSync(new URL(`examples/${name}`, root), 'utf8')
    const head = headOf(text)
    const page = basename(name, '.mjs')
    const pictures = []
    for (const file of picturesOf(stdout)) pictures.push(await picture(file))
    entries.push({ ...head, page, pictures })
    writeFileSync(new URL(`${page}.md`, pages), pageOf({ ...head, name, stdout, pictures, verbs: verbsOf(text) }))
  }
  writeFileSync(new URL('docs/generated/gallery.md', root), indexOf(entries))
  return entries.map(({ page }) => page)
}

/** Copies a picture beside the pages; one of Vega-Lite becomes SVG. @param {string} file */
async function picture(file) {
  const from = new URL(`examples/out/${file}`, root)
  if (!file.endsWith('.vl.json')) {
    writeFileSync(new URL(file, pages), inTheDark(readFileSync(from, 'utf8')))
    return file
  }
  const [{ parse, View }, { compile }] = await Promise.all([import('vega'), import('vega-lite')])
  const { spec } = compile({ background: 'white', ...JSON.parse(readFileSync(from, 'utf8')) })
  const to = file.replace(/\.vl\.json$/, '.svg')
  writeFileSync(new URL(to, pages), inTheDark(await new View(parse(spec), { renderer: 'none' }).toSVG()))
  return to
}

/** Drawings of the library follow the reader's colours; charts on white are turned over in the dark. @param {string} svg */
const inTheDark = (svg) =>
  /class="causalkit|prefers-color-scheme/.test(svg)
    ? svg
    : svg.replace(
        /<svg[^>]*>/,
        (tag) => `${tag}<style>@media (prefers-color-scheme:dark){svg{filter:invert(.91) hue-rotate(180deg)}}</style>`,
      )

/** A fence longer than any that stands within. @param {string} language @param {string} text */
function fenced(language, text) {
  const marks = '`'.repeat(Math.max(3, ...[...text.matchAll(/`{3,}/g)].map(([run]) => run.length + 1)))
  return `${marks}${language}\n${text.replace(/^\n+|\s+$/g, '')}\n${marks}`
}

/** What a picture shows: the title that it was drawn with, or else its file's name. @param {string} file @param {string} title */
function alt(file, title) {
  const [, own = basename(file, '.svg').replaceAll('-', ' ')] =
    /<title>([^<]+)<\/title>/.exec(readFileSync(new URL(file, pages), 'utf8')) ?? []
  return own === title ? title : `${title}: ${own}`
}

/** @param {{ title: string, kind: string, question: string, believe: string, code: string, name: string, stdout: string, pictures: readonly string[], verbs: readonly string[] }} of */
function pageOf({ title, kind, question, believe, code, name, stdout, pictures, verbs }) {
  return `---
title: ${JSON.stringify(title)}
kind: ${JSON.stringify(kind)}
---

# ${title}

${question}

${pictures.map((file) => `![${alt(file, title)}](./${file})\n\n`).join('')}## What to believe, and what not

${believe}

## What it printed

${fenced('text', stdout)}

## The program

${fenced('js', code)}

## Functions it uses

${verbs.length === 0 ? 'None of its own.' : verbs.map((verb) => `{@link ${verb}}`).join(', ')}

## To run it

${fenced('sh', `npm install\nnpm run build:js\nnode examples/${name}`)}
`
}

/** @param {readonly { title: string, kind: string, question: string, page: string, pictures: readonly string[] }[]} entries */
function indexOf(entries) {
  const groups = kinds.map((kind) => {
    const own = entries.filter((entry) => entry.kind === kind)
    const items = own.map(({ title, question, page, pictures: [first] }) => {
      const thumbnail = first === undefined ? '' : `\n\n![${alt(first, title)}](./gallery/${first})`
      return `### [${title}](./gallery/${page}.md)${thumbnail}\n\n${question}`
    })
    return items.length === 0 ? '' : `## ${kind}\n\n${items.join('\n\n')}\n`
  })
  return `---
title: Gallery
---

# Gallery

${entries.length} programs, each with a question, its picture, what it printed, and what to believe of that. They run as they stand; pictures and
output are of the run that made this page (\`npm run examples\`).

${groups.filter((group) => group !== '').join('\n')}`
}

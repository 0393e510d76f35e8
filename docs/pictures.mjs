// Makes the pictures of the guides, docs/guides/images/*.svg, from the code and the tables of the guides themselves.
// `node docs/pictures.mjs [PART OF A NAME]` writes them; `--check` fails where a file differs from what is made, where a file is
// made by nobody, and where a guide has no picture. It needs the built library (npm run build:js).
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { designs } from './pictures/designs.mjs'
import { discovery } from './pictures/discovery.mjs'
import { effects } from './pictures/effects.mjs'
import { identification } from './pictures/identification.mjs'
import { models } from './pictures/models.mjs'
import { overTime } from './pictures/over-time.mjs'
import { peers } from './pictures/peers.mjs'
import { steps } from './pictures/steps.mjs'

const guides = new URL('./guides/', import.meta.url)
const images = new URL('./images/', guides)
const isCheck = process.argv.includes('--check')
const part = process.argv.slice(2).find((word) => !word.startsWith('--')) ?? ''

/** @type {Record<string, () => string | Promise<string>>} */
const pictures = { ...steps, ...models, ...identification, ...discovery, ...effects, ...designs, ...overTime, ...peers }
const faults = []

mkdirSync(images, { recursive: true })
for (const [name, make] of Object.entries(pictures)) {
  if (!name.includes(part)) continue
  const file = new URL(`${name}.svg`, images)
  const svg = await make()
  if (!isCheck) writeFileSync(file, svg)
  else if (!existsSync(file)) faults.push(`${fileURLToPath(file)} is not there.`)
  else if (readFileSync(file, 'utf8') !== svg) faults.push(`${fileURLToPath(file)} differs from what is made.`)
}

if (isCheck && part === '') {
  for (const file of readdirSync(images))
    if (!(file.replace(/\.svg$/, '') in pictures)) faults.push(`docs/guides/images/${file} is made by nobody.`)
  for (const page of readdirSync(guides).filter((file) => file.endsWith('.md'))) {
    const shown = [
      ...readFileSync(new URL(page, guides), 'utf8').matchAll(/!\[([^\]]*)\]\(\.\/images\/([^)]+)\.svg\)/g),
    ]
    if (shown.length === 0) faults.push(`docs/guides/${page} has no picture.`)
    for (const [, words, name] of shown) {
      if (!(name in pictures)) faults.push(`docs/guides/${page} shows ${name}.svg, which is made by nobody.`)
      if (words.trim() === '') faults.push(`docs/guides/${page} does not say in words what ${name}.svg shows.`)
    }
  }
}
for (const fault of faults) console.error(fault)
if (faults.length > 0) console.error('`node docs/pictures.mjs` makes the pictures anew.')
else console.log(`${Object.keys(pictures).length} pictures ${isCheck ? 'are what is made' : 'made'}`)
process.exitCode = faults.length > 0 ? 1 : 0

// @ts-check
// Runs every example as its own process: it must end well and print something. Then writes the pages of the gallery.
import { spawnSync } from 'node:child_process'
import { readdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { writeGallery } from '../docs/gallery.mjs'

const helpers = new Set(['all.mjs', 'support.mjs', 'papers/network.mjs', 'papers/figure.mjs'])
const examples = readdirSync(new URL('.', import.meta.url), { recursive: true, encoding: 'utf8' })
  .map((name) => name.replaceAll('\\', '/'))
  .filter((name) => name.endsWith('.mjs') && !helpers.has(name))
  .sort()
/** @type {{ name: string, stdout: string }[]} */
const runs = []
let failed = 0
for (const name of examples) {
  const file = fileURLToPath(new URL(name, import.meta.url))
  const { status, stdout, stderr } = spawnSync(process.execPath, [file], { encoding: 'utf8', timeout: 300_000 })
  const good = status === 0 && stdout.trim().length > 0 && stderr === ''
  console.log(`${good ? 'ok    ' : 'FAILED'} ${name}: ${stdout.split('\n').length - 1} lines`)
  if (good) runs.push({ name, stdout })
  else {
    failed++
    console.log(stderr || stdout.slice(-2000) || `exit code ${status}`)
  }
}
if (failed === 0) console.log(`docs/generated/gallery: ${(await writeGallery(runs)).length} pages`)
console.log(`${examples.length - failed} passed, ${failed} failed`)
process.exitCode = failed > 0 ? 1 : 0

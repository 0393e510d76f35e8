// @ts-check
// Runs every example as its own process: it must end well and print something.
import { spawnSync } from 'node:child_process'
import { readdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const helpers = new Set(['all.mjs', 'support.mjs', 'papers/network.mjs', 'papers/figure.mjs'])
const examples = readdirSync(new URL('.', import.meta.url), { recursive: true, encoding: 'utf8' })
  .map((name) => name.replaceAll('\\', '/'))
  .filter((name) => name.endsWith('.mjs') && !helpers.has(name))
  .sort()
let failed = 0
for (const name of examples) {
  const file = fileURLToPath(new URL(name, import.meta.url))
  const { status, stdout, stderr } = spawnSync(process.execPath, [file], { encoding: 'utf8', timeout: 300_000 })
  const good = status === 0 && stdout.trim().length > 0 && stderr === ''
  console.log(`${good ? 'ok    ' : 'FAILED'} ${name}: ${stdout.split('\n').length - 1} lines`)
  if (!good) {
    failed++
    console.log(stderr || stdout.slice(-2000) || `exit code ${status}`)
  }
}
console.log(`${examples.length - failed} passed, ${failed} failed`)
process.exitCode = failed > 0 ? 1 : 0

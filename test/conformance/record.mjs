// Runs the readers of the reference cases and writes how many of each kind passed to test/conformance/measured.json, with who certified
// them as the README of the cases says it. CAUSALKIT_CONFORMANCE names the whole folder; without it only the sample is run.
import { execFileSync, spawnSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

const folder = process.env.CAUSALKIT_CONFORMANCE ?? ''
const { stdout } = spawnSync('npx', ['vitest', 'run', '--project', 'unit', 'test/conformance'], {
  encoding: 'utf8',
  maxBuffer: 2 ** 28,
  env: { ...process.env, NO_COLOR: '1' },
})
const kinds = {}
for (const [, kind, passed, failed] of stdout.matchAll(/^(\w+\/[\w -]+): (\d+) passed, (\d+) failed$/gm)) {
  const before = kinds[kind] ?? { passed: 0, failed: 0 }
  kinds[kind] = { passed: before.passed + Number(passed), failed: before.failed + Number(failed) }
}
if (Object.keys(kinds).length === 0) throw new Error(`the readers said nothing:\n${stdout.slice(-2000)}`)
const before = JSON.parse(readFileSync('test/conformance/measured.json', 'utf8'))
const judges =
  folder === '' ? before.judges : { ...before.judges, ...judgesOf(readFileSync(join(folder, 'README.md'), 'utf8')) }
const measured = {
  date: new Date().toISOString().slice(0, 10),
  commit: execFileSync('git', ['rev-parse', '--short', 'HEAD'], { encoding: 'utf8' }).trim(),
  node: process.version,
  cases: folder === '' ? 'sample' : 'whole',
  judges,
  kinds: Object.fromEntries(Object.entries(kinds).sort(([a], [b]) => (a < b ? -1 : 1))),
}
writeFileSync('test/conformance/measured.json', `${JSON.stringify(measured, null, 1)}\n`)
const sum = (key) => Object.values(kinds).reduce((total, kind) => total + kind[key], 0)
console.log(`${Object.keys(kinds).length} kinds: ${sum('passed')} passed, ${sum('failed')} failed`)

/** The column "judge" of the table of folders. */
function judgesOf(text) {
  const rows = text.split('\n').map((line) => line.split('|').map((cell) => cell.trim()))
  return Object.fromEntries(
    rows
      .filter((row) => row.length === 5 && /^[a-z]+$/.test(row[1]) && row[1] !== 'folder' && row[3] !== '–')
      .map((row) => [row[1], row[3]]),
  )
}

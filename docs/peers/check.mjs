// Runs the peers' side of the pages "coming from …" again and compares its answers with those recorded beside the scripts.
//   CAUSALKIT_PEERS_PYTHON=/path/to/python node docs/peers/check.mjs [--record]
// That Python needs dowhy, econml, causal-learn, pgmpy, tigramite, pyfixest, rdrobust and pydagitty; R (Rscript on the path, or
// CAUSALKIT_PEERS_RSCRIPT) needs MatchIt, plm, sandwich, lmtest, AER and jsonlite. What could not be run is said. With --record the new
// answers are written in place of the old.
import { spawnSync } from 'node:child_process'
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const here = fileURLToPath(new URL('.', import.meta.url))
const python = process.env.CAUSALKIT_PEERS_PYTHON
const rscript = process.env.CAUSALKIT_PEERS_RSCRIPT ?? 'Rscript'
const record = process.argv.includes('--record')

/** What differs between two answers, as sentences: numbers by more than a millionth of their size. */
function differences(now, then, path = '') {
  if (typeof now === 'number' && typeof then === 'number')
    return Math.abs(now - then) <= 1e-6 * Math.max(1, Math.abs(then)) ? [] : [`${path}: ${now}, recorded ${then}`]
  if (typeof now !== 'object' || now === null || typeof then !== 'object' || then === null)
    return now === then ? [] : [`${path}: ${JSON.stringify(now)}, recorded ${JSON.stringify(then)}`]
  return [...new Set([...Object.keys(now), ...Object.keys(then)])].flatMap((key) =>
    differences(now[key], then[key], path === '' ? key : `${path}.${key}`),
  )
}

let failed = 0
const left = []
for (const file of readdirSync(here).filter((name) => /\.(py|R)$/.test(name))) {
  const peer = file.replace(/\.\w+$/, '')
  const program = file.endsWith('.R') ? rscript : python
  if (program === undefined) {
    left.push(`${peer}: CAUSALKIT_PEERS_PYTHON is not set`)
    continue
  }
  const run = spawnSync(program, [...(file.endsWith('.R') ? ['--vanilla'] : []), here + file], {
    encoding: 'utf8',
    maxBuffer: 1e8,
    env: { ...process.env, TQDM_DISABLE: '1' },
  })
  if (run.error !== undefined || run.status !== 0) {
    left.push(`${peer}: ${run.error?.message ?? run.stderr.trim().split('\n').at(-1)}`)
    continue
  }
  const now = JSON.parse(run.stdout.trim().split('\n').at(-1))
  const path = `${here}${peer}.json`
  if (record) {
    let published
    try {
      published = JSON.parse(readFileSync(path, 'utf8')).published
    } catch {}
    writeFileSync(path, `${JSON.stringify({ ...now, ...(published === undefined ? {} : { published }) }, null, 2)}\n`)
    console.log(`${peer} (${now.version}): recorded`)
    continue
  }
  const then = JSON.parse(readFileSync(path, 'utf8'))
  const wrong = differences(now.answers, then.answers)
  if (wrong.length > 0) failed++
  const version = now.version === then.version ? now.version : `${now.version}, recorded with ${then.version}`
  console.log(`${peer} (${version}): ${wrong.length === 0 ? 'as recorded' : `differs\n  ${wrong.join('\n  ')}`}`)
}
for (const why of left) console.log(`left out: ${why}`)
console.log(`${failed} failed, ${left.length} left out`)
process.exitCode = failed > 0 ? 1 : 0

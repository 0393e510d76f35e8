// Runs the tests in Chromium. A browser may close a page that has run many files; the files that it did not reach run in a
// new one. Every file must be reached, and every test must pass. Writes what was counted to the file named, if one is.
import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, relative, resolve } from 'node:path'

const [counted] = process.argv.slice(2)
const work = mkdtempSync(join(tmpdir(), 'causalkit-'))
let left = readdirSync('test', { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.test.ts') && !file.endsWith('.node.test.ts'))
  .map((file) => join('test', file))
let numPassedTests = 0
let numFailedTests = 0

/** So many files a page bears well; one that was not reached is tried again with others. */
const most = 100
const tries = new Map()
const lost = []

for (let round = 1; left.length > 0; round++) {
  const some = left.slice(0, most)
  console.log(`browser, round ${round}: ${some.length} of ${left.length} files`)
  const report = join(work, `${round}.json`)
  const args = ['vitest', 'run', '--project', 'browser', '--reporter=default', '--reporter=json']
  spawnSync('npx', [...args, `--outputFile.json=${report}`, ...some], { stdio: 'inherit' })
  const done = new Set()
  for (const { name, status, assertionResults } of existsSync(report)
    ? JSON.parse(readFileSync(report, 'utf8')).testResults
    : []) {
    const tests = assertionResults.filter(({ status: each }) => each === 'passed' || each === 'failed')
    // a file without a test was not reached, unless it failed to load
    if (tests.length === 0 && status !== 'failed') continue
    if (tests.length === 0) numFailedTests++
    numPassedTests += tests.filter(({ status: each }) => each === 'passed').length
    numFailedTests += tests.filter(({ status: each }) => each === 'failed').length
    done.add(relative('.', resolve(name)))
  }
  const missed = some.filter((file) => !done.has(file))
  for (const file of missed) tries.set(file, (tries.get(file) ?? 0) + 1)
  lost.push(...missed.filter((file) => tries.get(file) === 4))
  left = [...left.slice(most), ...missed.filter((file) => tries.get(file) < 4)]
}
rmSync(work, { recursive: true, force: true })
if (counted !== undefined) writeFileSync(counted, JSON.stringify({ numPassedTests, numFailedTests }))
console.log(
  `browser: ${numPassedTests} passed, ${numFailedTests} failed; files not reached: ${lost.join(' ') || 'none'}`,
)
process.exit(numFailedTests === 0 && lost.length === 0 ? 0 : 1)

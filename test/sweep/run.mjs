// Corrupts one field of one argument of the calls in all examples, many times, in child processes with a time limit for each
// call, and prints what failed, by kind and by function: node test/sweep/run.mjs [calls] [first]
import { spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import { build } from 'tsup'

const total = Number(process.argv[2] ?? 100_000)
const first = Number(process.argv[3] ?? 0)
const SECONDS = 10

await build({
  entry: ['test/sweep/child.ts'],
  outDir: 'dist/.sweep',
  format: 'esm',
  dts: false,
  config: false,
  silent: true,
  clean: true,
  target: 'es2022',
  external: ['typescript'],
  outExtension: () => ({ js: '.mjs' }),
})

const failures = []
const counts = new Map()
let made = 0

/** Runs from one call on; the number of the call after the last one made. */
function runFrom(from) {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, ['--max-old-space-size=1024', 'dist/.sweep/child.mjs', from, first + total], {
      stdio: ['ignore', 'pipe', 'ignore'],
    })
    let last = { at: from, name: 'the examples', report: 'before the first call' }
    let timer
    let timedOut = false
    const watch = (seconds) => {
      clearTimeout(timer)
      timer = setTimeout(() => {
        timedOut = true
        child.kill('SIGKILL')
      }, seconds * 1000)
    }
    watch(120)
    const lines = createInterface({ input: child.stdout })
    lines.on('line', (line) => {
      const said = JSON.parse(line)
      if (said.kind !== undefined) return failures.push(said)
      last = said
      made++
      counts.set(said.name, (counts.get(said.name) ?? 0) + 1)
      watch(SECONDS)
    })
    lines.on('close', () => {
      clearTimeout(timer)
      if (child.exitCode === 0) return resolve(first + total)
      child.once('exit', end)
      if (child.exitCode !== null || child.signalCode !== null) end()
    })
    let ended = false
    function end() {
      if (ended) return
      ended = true
      if (child.exitCode === 0) return resolve(first + total)
      failures.push({
        kind: timedOut ? 'hang' : 'the process ended',
        failed: last.at,
        name: last.name,
        report: last.report,
      })
      resolve(last.at + 1)
    }
  })
}

for (let next = first; next < first + total; ) next = await runFrom(next)

const byKind = Map.groupBy === undefined ? groupBy(failures, (f) => f.kind) : Map.groupBy(failures, (f) => f.kind)
console.log(`${made} corrupted calls of ${counts.size} functions, ${failures.length} failures`)
for (const [kind, list] of byKind) {
  console.log(`\n${kind}: ${list.length}`)
  for (const [name, some] of [...groupBy(list, (f) => f.name)].sort((a, b) => b[1].length - a[1].length)) {
    console.log(`  ${name}: ${some.length}`)
    for (const f of some.slice(0, 4)) console.log(`    ${f.failed}: ${f.report.slice(0, 400)}`)
  }
}
process.exitCode = failures.length === 0 ? 0 : 1

function groupBy(list, key) {
  const groups = new Map()
  for (const item of list) groups.set(key(item), [...(groups.get(key(item)) ?? []), item])
  return groups
}

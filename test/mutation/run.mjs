// npm run mutate -- [ROOM ...] [--count 10] [--seed 1] [--seconds 120] [--again]
// How many small faults the tests of a room notice. Faults are drawn by the seed, built into a copy of the tree asleep, and
// woken one at a time; only the test files that reach a fault are run, and at the first failure the fault is killed.
// Counts and survivors with their place are kept in test/mutation/measured.json, beside what the first run of the same draw found; a
// survivor that changes nothing that can be seen is explained in test/mutation/judged.json. With --again only the survivors of the last run
// of the same draw are woken once more: tests that were added leave the others killed. Fails when a room's score is below
// `--least` (none unless told).
import { execFileSync, spawn } from 'node:child_process'
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import seedrandom from 'seedrandom'
import { mutantsOf, withMutants } from './operators.mjs'

/** The files of a room, the folders of tests that speak for it, and whether those that need Node are among them. */
const room = (name, node = false) => [name, { source: `src/${name}`, tests: [`test/${name}`], node }]
const rooms = {
  special: { source: 'src/numeric/special', tests: ['test/numeric/special'] },
  ...Object.fromEntries([
    ...['graph', 'identification', 'probability', 'estimand', 'independence', 'scm', 'bounds', 'diagram', 'data'].map(
      (name) => room(name),
    ),
    ...['decision', 'timeseries', 'estimation', 'discovery', 'attribution', 'learners', 'draw', 'json'].map((name) =>
      room(name),
    ),
    ...['sql', 'tools'].map((name) => room(name, true)),
  ]),
}
const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    count: { type: 'string', default: '10' },
    seed: { type: 'string', default: '1' },
    seconds: { type: 'string', default: '120' },
    least: { type: 'string', default: '0' },
    again: { type: 'boolean', default: false },
  },
})
const asked = positionals.length === 0 ? Object.keys(rooms) : positionals
for (const room of asked)
  if (rooms[room] === undefined) throw new Error(`no room ${room}: ${Object.keys(rooms).join(', ')}`)

const root = fileURLToPath(new URL('../..', import.meta.url))
const copy = realpathSync(mkdtempSync(join(tmpdir(), 'mutate-')))
let runner
process.on('exit', () => {
  stop()
  rmSync(copy, { recursive: true, force: true })
})
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => process.exit(1))

let low = false
for (const room of asked) {
  for (const folder of ['src', 'test', 'types', 'docs'])
    cpSync(join(root, folder), join(copy, folder), { recursive: true, force: true })
  for (const file of ['package.json', 'tsconfig.json', 'README.md']) cpSync(join(root, file), join(copy, file))
  if (!existsSync(join(copy, 'node_modules')))
    symlinkSync(realpathSync(join(root, 'node_modules')), join(copy, 'node_modules'))
  mkdirSync(join(copy, 'mutation'), { recursive: true })
  const score = await mutate(room, rooms[room])
  low ||= score < Number(options.least)
  stop()
}
process.exitCode = low ? 1 : 0

/** Runs one room; the share of its mutants that were noticed, in percent. */
async function mutate(room, { source, tests, node = false }) {
  const mutants = sample(source)
  const left = options.again ? survivorsOf(room, mutants) : null
  const mutated = new Set(mutants.map((mutant) => mutant.file))
  for (const file of mutated) {
    const own = mutants.filter((mutant) => mutant.file === file)
    writeFileSync(join(copy, file), withMutants(readFileSync(join(root, file), 'utf8'), own))
  }
  // in most rooms what needs Node reads the sources as text, and is no judge of behaviour
  const files = tests
    .flatMap((folder) => list(folder, '.test.ts'))
    .filter((file) => node || !file.endsWith('.node.test.ts'))
    .map((file) => join(copy, file))
  writeFileSync(join(copy, 'mutation/reached'), '')
  const started = Date.now()
  const dry = await run(files, -1, 600_000)
  if (dry?.passed !== true) throw new Error(`${room}: the tests fail without a fault: ${JSON.stringify(dry)}`)
  const wall = Date.now() - started
  const reached = readFileSync(join(copy, 'mutation/reached'), 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line))
  const loading = new Set(reached.flatMap((line) => line.whileLoading))
  console.log(
    `${room}: ${mutants.length} faults in ${mutated.size} files, ${files.length} test files (${Math.round(wall / 1000)} s without a fault)`,
  )

  const counts = { killed: left?.killed ?? 0, survived: 0, timeouts: left?.timeouts ?? 0 }
  const survivors = []
  for (const mutant of left?.mutants ?? mutants) {
    // modules are loaded once: what runs then is noted for the first file alone, but counts for all
    const covering = loading.has(mutant.id)
      ? files
      : reached.filter((line) => line.reached.includes(mutant.id)).map((line) => line.file)
    const usual = covering.reduce((sum, file) => sum + (dry.milliseconds[file] ?? wall), 0)
    const limit = Math.max(Number(options.seconds) * 1000, 4 * usual)
    const result = covering.length === 0 ? { passed: true } : await run(likelyFirst(covering, mutant), mutant.id, limit)
    const outcome = result === undefined ? 'timeouts' : result.passed ? 'survived' : 'killed'
    counts[outcome]++
    if (outcome !== 'killed') {
      const to = became(mutant)
      const why = covering.length === 0 ? 'no test comes here' : outcome
      console.log(`  ${mutant.file}:${mutant.line} ${oneLine(mutant.from)} -> ${to} (${why})`)
      if (outcome === 'survived')
        survivors.push({ file: mutant.file, line: mutant.line, from: oneLine(mutant.from), to })
    }
  }
  const score = (100 * (counts.killed + counts.timeouts)) / mutants.length
  keep(room, { ...counts, seed: options.seed, files: mutated.size, survivors })
  console.log(
    `${room}: ${counts.killed} killed, ${counts.timeouts} timed out, ${counts.survived} survived: ${score.toFixed(0)} %`,
  )
  return score
}

/** What the last run of this draw left alive, and its other counts. */
function survivorsOf(room, mutants) {
  const { seed, survivors = [], ...counts } = recorded()[room] ?? {}
  const mutantsLeft = mutants.filter((mutant) =>
    survivors.some(
      (s) =>
        s.file === mutant.file && s.line === mutant.line && s.from === oneLine(mutant.from) && s.to === became(mutant),
    ),
  )
  const isSame = seed === options.seed && counts.killed + counts.survived + counts.timeouts === mutants.length
  if (!isSame || mutantsLeft.length !== survivors.length)
    throw new Error(`${room}: the last run was of another draw or of other sources; run it without --again`)
  return { ...counts, mutants: mutantsLeft }
}

function became(mutant) {
  return mutant.code === '' ? 'removed' : oneLine(mutant.code)
}

function recorded() {
  const file = join(root, 'test/mutation/measured.json')
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : {}
}

/** Puts the counts of a room into the record, in the place of those before: of the same draw the first counts are kept beside. */
function keep(room, counts) {
  const kept = recorded()
  const commit = execFileSync('git', ['rev-parse', '--short', 'HEAD'], { cwd: root, encoding: 'utf8' }).trim()
  const drawn = (one) => one.killed + one.survived + one.timeouts
  const earlier = kept[room]
  const same = earlier !== undefined && earlier.seed === counts.seed && drawn(earlier) === drawn(counts)
  const first = same ? (earlier.first ?? { survived: earlier.survived, commit: earlier.commit }) : undefined
  kept[room] = { ...counts, date: new Date().toISOString().slice(0, 10), commit, ...(first && { first }) }
  writeFileSync(join(root, 'test/mutation/measured.json'), `${JSON.stringify(kept, null, 1)}\n`)
}

/** `count` mutants of the files below a folder, drawn by the seed, no two of which overlap. */
function sample(folder) {
  const candidates = list(folder, '.ts')
    .filter((file) => !/(^|\/)(index|types)\.ts$/.test(file))
    .flatMap((file) => mutantsOf(file, readFileSync(join(root, file), 'utf8')))
  const random = seedrandom(`${folder} ${options.seed}`)
  const taken = []
  while (taken.length < Number(options.count) && candidates.length > 0) {
    const [next] = candidates.splice(Math.floor(random() * candidates.length), 1)
    if (taken.some((other) => other.file === next.file && other.start < next.end && next.start < other.end)) continue
    taken.push({ ...next, id: taken.length })
  }
  return taken
}

/** Test files that bear a word of the file's name first. */
function likelyFirst(files, mutant) {
  const words = basename(mutant.file, '.ts').split('-')
  const likeness = (file) => words.filter((word) => basename(file).includes(word)).length
  return [...files].sort((a, b) => likeness(b) - likeness(a))
}

/** Whether the tests pass with this mutant awake; undefined when they did not end in time. */
async function run(files, id, limit) {
  writeFileSync(join(copy, 'mutation/awake'), String(id))
  runner ??= start()
  const own = runner
  own.child.stdin.write(`${JSON.stringify(files)}\n`)
  let timer
  const late = new Promise((resolve) => {
    timer = setTimeout(resolve, limit)
  })
  const answer = await Promise.race([own.next(), late])
  clearTimeout(timer)
  if (answer === undefined) stop()
  return answer
}

function start() {
  const child = spawn(process.execPath, [join(root, 'test/mutation/runner.mjs')], {
    cwd: copy,
    detached: true,
    stdio: ['pipe', 'pipe', 'ignore'],
    env: { ...process.env, CAUSALKIT_CONFORMANCE: '' },
  })
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]()
  const next = async () => {
    for (;;) {
      const { value, done } = await lines.next()
      if (done) return { passed: false, errors: ['the tests ended the process'] }
      if (value.startsWith('{"passed"')) return JSON.parse(value)
    }
  }
  return { child, next }
}

/** Ends the runner and its workers. */
function stop() {
  if (runner === undefined) return
  try {
    process.kill(-runner.child.pid, 'SIGKILL')
  } catch {
    // it has ended
  }
  runner = undefined
}

function list(folder, end) {
  return readdirSync(join(root, folder), { recursive: true })
    .filter((file) => file.endsWith(end))
    .sort()
    .map((file) => join(folder, file))
}

function oneLine(text) {
  const short = text.replace(/\s+/g, ' ')
  return short.length > 90 ? `${short.slice(0, 90)}…` : short
}

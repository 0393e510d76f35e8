// npm run bench:beside -- [--python PYTHON] [--only WORD] [--print]
// The same questions on the same data by this library and by packages for Python, in one run and in turn. Writes bench/beside/measured.json
// (with --only the rows asked for are put in their places). Packages: bench/beside/requirements.txt.
import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { cpus } from 'node:os'
import { parseArgs } from 'node:util'
import { show } from '../bench.mjs'
import { openOurs, openPeer } from './ask.mjs'
import { inTurn } from './turns.mjs'
import { works } from './works.mjs'

const { values: options } = parseArgs({
  options: {
    python: { type: 'string', default: process.env.CAUSALKIT_PEER_PYTHON ?? 'python3' },
    only: { type: 'string', default: '' },
    print: { type: 'boolean', default: false },
  },
})
const asked = works.filter(({ work, size, peer }) => `${work} ${size} ${peer}`.includes(options.only))
const file = new URL('measured.json', import.meta.url)
const before = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : { rows: [] }

const versions = {}
const rows = []
const failed = []
let peer = null
for (const one of asked) {
  // one process for a package, as long as it is asked
  if (peer?.name !== one.peer) {
    peer?.close()
    peer = openPeer(options.python, one.peer)
  }
  const ours = openOurs()
  try {
    const row = await measured(one, ours, peer)
    rows.push(row)
    const against = `${show(row.ours)} beside ${show(row.theirs)} of ${row.peer}: ratio ${row.ratio.toPrecision(2)}`
    const target = row.target === null ? '' : `; target ${row.target}: ${row.met ? 'met' : 'NOT MET'}`
    console.log(`${row.work}, ${row.size}: ${against}; ${row.equal ? '' : 'NOT '}equal, ${row.difference}${target}`)
  } catch (error) {
    failed.push(`${one.work}, ${one.size}`)
    console.log(`? ${one.work}, ${one.size}: ${error.message}`)
    peer.close()
    peer = null
  }
  ours.close()
}
peer?.close()
if (!options.print) write()
if (failed.length > 0) process.exitCode = 1

async function measured(one, ours, theirs) {
  const { work, size, call, per = 1, target } = one
  const { input } = await ours.ask({ work: works.indexOf(one) })
  const said = await theirs.ask({ work: call, input })
  Object.assign(versions, said.versions)
  const seconds = (side) => async (times) => (await side.ask({ times })).seconds
  const time = await inTurn(seconds(ours), seconds(theirs))
  const { answer } = await theirs.ask({ answer: true })
  const { text, equal } = await ours.ask({ compare: answer })
  const [mine, others] = [time.ours.seconds / per, time.peer.seconds / per]
  return {
    work,
    size,
    peer: Object.keys(said.versions)[0],
    ours: round(mine),
    oursCold: round(time.ours.cold / per),
    theirs: round(others),
    theirsCold: round(time.peer.cold / per),
    calls: [time.ours.calls, time.peer.calls],
    ratio: round(mine / others),
    difference: text,
    equal,
    target: target?.text ?? null,
    met: target === undefined ? null : target.met({ ours: mine, peer: others }),
  }
}

function round(value) {
  return Number(value.toPrecision(3))
}

function write() {
  const git = (...words) => execFileSync('git', words, { cwd: new URL('.', import.meta.url), encoding: 'utf8' }).trim()
  const key = ({ work, size, peer }) => `${work} | ${size} | ${peer}`
  const fresh = new Map(rows.map((row) => [key(row), row]))
  const kept = options.only === '' ? rows : before.rows.map((row) => fresh.get(key(row)) ?? row)
  const place = (row) => works.findIndex(({ work, size }) => work === row.work && size === row.size)
  const added = rows.filter((row) => !kept.some((other) => key(other) === key(row)))
  const record = {
    date: new Date().toISOString().slice(0, 10),
    commit: git('rev-parse', '--short', 'HEAD'),
    node: process.version,
    python: execFileSync(options.python, ['-V'], { encoding: 'utf8' }).trim().replace('Python ', ''),
    machine: { processor: cpus()[0]?.model.trim() ?? 'unknown', processors: cpus().length, arch: process.arch },
    versions: options.only === '' ? versions : { ...before.versions, ...versions },
    rows: [...kept, ...added].sort((a, b) => place(a) - place(b)),
  }
  const head = Object.entries(record).filter(([name]) => name !== 'rows')
  const lines = record.rows.map((row) => `  ${JSON.stringify(row)}`).join(',\n')
  writeFileSync(
    file,
    `{\n${head.map(([name, value]) => ` "${name}": ${JSON.stringify(value)},`).join('\n')}\n "rows": [\n${lines}\n ]\n}\n`,
  )
}

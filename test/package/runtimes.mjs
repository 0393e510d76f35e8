// The packed library in Deno and Bun: a consumer with a graph, a search, an estimate and workers must print the very bits that Node
// prints, and every result of test/engines must have its hash. `npm run check:runtimes`. The binaries come from the npm registry into a
// temporary folder, or from DENO and BUN; one that cannot be had is named and not counted.
import { execFile } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { bundle } from '../engines/bundle.mjs'
import { installPacked, root } from './install-packed.mjs'

const run = promisify(execFile)
const project = mkdtempSync(join(tmpdir(), 'causalkit-runtimes-'))
const system = `${process.platform}-${process.arch}`

/** Each runtime: the package that holds its binary, where in it, and how a file is run. */
const runtimes = [
  {
    name: 'Deno',
    own: process.env.DENO,
    from: `@deno/${system}${process.platform === 'linux' ? '-glibc' : ''}`,
    file: 'deno',
    args: (script) => ['run', '--allow-read', '--allow-env', '--allow-sys', '--no-prompt', script],
  },
  {
    name: 'Bun',
    own: process.env.BUN,
    from: `@oven/bun-${system}`,
    file: 'bin/bun',
    args: (script) => ['run', script],
  },
]

const consumer = `
import * as everything from 'causalkit'
import { adjustmentSets, aipw, bootstrapEffect, dag, estimateEffect, fisherZ, identify, kci, linear, logistic, normal, pc, readCsv, sample, scm, toCsv, toDagitty, toText } from 'causalkit'
import { parseDagitty } from 'causalkit/graph'
import { toSvg } from 'causalkit/draw'
import { inWorkers, workers } from 'causalkit/workers'

const graph = dag('age -> dose -> health; age -> health')
const model = scm({ age: normal(0, 1), dose: logistic({ age: 1 }), health: linear({ age: -1, dose: 2 }, normal(0, 1)) })
const rows = sample(model, 400, { seed: 'runtimes' })
const question = { graph, treatment: 'dose', outcome: 'health', estimator: aipw() }
const found = identify(graph, { do: 'dose', outcome: 'health' })
const chain = scm({ A: normal(0, 1), B: linear({ A: 1 }, normal(0, 1)), C: linear({ B: 1 }, normal(0, 1)) })
const search = () => pc(kci(sample(chain, 60, { seed: 2 })))
const boot = () => bootstrapEffect(rows, { ...question, draws: 40, seed: 1 })

const pool = workers(2)
const shared = [await inWorkers(pool, boot), await inWorkers(pool, search)]
await pool.close()
let refused
try {
  dag('a -> b -> a')
} catch (error) {
  refused = [error.name, error.code, error.message]
}
const answers = {
  names: Object.keys(everything).length,
  formula: toText(found.estimand),
  sets: [...adjustmentSets(graph, { treatment: 'dose', outcome: 'health' })],
  csv: readCsv(toCsv(rows)).rowCount,
  effect: estimateEffect(rows, question),
  bootstrap: boot(),
  sharedIsAlone: JSON.stringify(shared) === JSON.stringify([boot(), search()]),
  learned: toDagitty(pc(fisherZ(sample(chain, 500, { seed: 3 }))).graph),
  read: toDagitty(parseDagitty('dag { x -> y }')),
  picture: toSvg(graph),
  refused,
}
console.log(JSON.stringify(answers))
`
const hashing = (file) => `
import { hashes } from ${JSON.stringify(`file://${file}`)}
console.log(JSON.stringify(hashes()))
`

/** The binary of a runtime, and its version; null where it cannot be had. */
async function binaryOf({ name, own, from, file }) {
  try {
    let program = own
    if (program === undefined) {
      const folder = join(project, 'binaries', name)
      await run('npm', [
        'install',
        '--prefix',
        folder,
        '--no-audit',
        '--no-fund',
        '--no-save',
        '--ignore-scripts',
        from,
      ])
      program = join(folder, 'node_modules', from, file)
    }
    const { stdout } = await run(program, ['--version'])
    return { program, version: stdout.trim().split('\n')[0] }
  } catch (error) {
    console.log(`runtimes: ${name} is not there (${String(error.message).split('\n')[0]}), left out`)
    return null
  }
}

const printed = async (program, args) => {
  const { stdout } = await run(program, args, { cwd: project, maxBuffer: 1e8, timeout: 300_000 })
  return stdout.trim()
}

let [passed, failed] = [0, 0]
function tell(what, wrong) {
  if (wrong === null) passed++
  else failed++
  console.log(`${what}: ${wrong ?? 'ok'}`)
}

try {
  installPacked(project)
  writeFileSync(join(project, 'package.json'), JSON.stringify({ name: 'consumer', type: 'module', private: true }))
  const script = join(project, 'consumer.mjs')
  writeFileSync(script, consumer)
  const results = join(project, 'results.mjs')
  writeFileSync(results, hashing(await bundle()))
  const table = readFileSync(join(root, 'test/engines/hashes.ts'), 'utf8')
  const expected = [...table.matchAll(/^ {2}'(.*)': '(.*)',$/gm)].map(([, name, hash]) => [name, hash])
  const wanted = await printed(process.execPath, [script])
  if (!JSON.parse(wanted).sharedIsAlone) throw new Error('in Node, workers do not give what one thread gives')

  for (const runtime of runtimes) {
    const binary = await binaryOf(runtime)
    if (binary === null) continue
    const { program, version } = binary
    const ask = async (what, file, judge) => {
      try {
        tell(
          `${runtime.name} ${version.replace(/^deno | .*$/g, '')}, ${what}`,
          judge(await printed(program, runtime.args(file))),
        )
      } catch (error) {
        tell(
          `${runtime.name} ${version.replace(/^deno | .*$/g, '')}, ${what}`,
          `FAILED ${String(error.stderr || error.message).slice(0, 600)}`,
        )
      }
    }
    await ask('the packed library with workers, the bits of Node', script, (answer) => {
      if (answer === wanted) return null
      const [one, other] = [JSON.parse(answer), JSON.parse(wanted)]
      const differ = Object.keys(other).filter((key) => JSON.stringify(one[key]) !== JSON.stringify(other[key]))
      return `FAILED, other ${differ.join(', ')}`
    })
    await ask(`the bits of ${expected.length} results`, results, (answer) => {
      const hashes = JSON.parse(answer)
      const differ = expected.filter(([name, hash]) => hashes[name] !== hash).map(([name]) => name)
      return differ.length === 0 && Object.keys(hashes).length === expected.length
        ? null
        : `FAILED, ${differ.length} differ: ${differ.slice(0, 8).join(', ')}`
    })
  }
} finally {
  rmSync(project, { recursive: true, force: true })
}
console.log(`runtimes: ${passed} passed, ${failed} failed`)
process.exitCode = failed > 0 ? 1 : 0

// Each verb that shares its loops: alone, and in two workers, in turn in one run, by the clock. The pool is warm: it did the same once.
// A ratio near 2 needs two idle cores; the line on top says how busy they are. `work` is the process time in workers (this side's included)
// over that alone, which does not depend on it: with idle cores the ratio is at most the number of workers over it. `node bench/workers.bench.mjs [WORKERS]`
import { loadavg } from 'node:os'
import { fileURLToPath } from 'node:url'
import { parentPort, Worker } from 'node:worker_threads'
import {
  aipw,
  bagged,
  bootstrapEffect,
  bootstrapGraph,
  cmiKnn,
  dag,
  doubleMachineLearning,
  estimateEffect,
  fisherZ,
  forest,
  hsic,
  kci,
  pc,
  pcmciPlus,
  series,
  simulateLinear,
  stabilitySelection,
  table,
} from '../dist/index.js'
import { answerWork } from '../dist/worker/index.js'
import { inWorkers, named, workers } from '../dist/workers/index.js'

const own = {
  search: (replicate) => pc(fisherZ(replicate)),
  atLevel: (half, alpha) => pc(fisherZ(half), { alpha }),
  overTime: (test) => pcmciPlus(test, { maxLag: 2 }),
}
if (parentPort !== null) answerWork(own)
else await main()

async function main() {
  const count = Number(process.argv[2] ?? 2)
  const names = Array.from({ length: 30 }, (_, i) => `x${i}`)
  const chain = names.slice(1).map((name, i) => `${names[i]} -> ${name}`)
  const { data: wide } = simulateLinear(dag(`${chain.join('; ')}; x0 -> x9; x3 -> x20; x5 -> x28`), 1000, { seed: 1 })
  const { data: few } = simulateLinear(dag('A -> B -> C -> D; A -> D; D -> E; F -> E'), 400, { seed: 1 })
  const wave = (k, n) => Array.from({ length: n }, (_, i) => Math.sin(i * k) + ((i * 7 * (k + 1)) % 13) / 6)
  const n = 2000
  const z = wave(1.3, n)
  const t = z.map((v, i) => (v + ((i * 11) % 17) / 8 > 1 ? 1 : 0))
  const treated = table({ z, w: wave(0.7, n), v: wave(2.1, n), t, y: t.map((d, i) => d + z[i] + ((i * 5) % 23) / 11) })
  const question = { graph: dag('z -> t -> y; z -> y; w -> t; w -> y; v -> y; v -> t'), treatment: 't', outcome: 'y' }
  const steps = 600
  const x = wave(1.9, steps)
  const overTime = series(table({ x, y: x.map((_, i) => (x[i - 1] ?? 0) + wave(0.3, steps)[i]), u: wave(2.7, steps) }))
  const [search, atLevel, searchOverTime] = Object.entries(own).map(([name, f]) => named(name, f))

  const verbs = {
    'bootstrapGraph, 30 columns, 60 searches': () => bootstrapGraph(wide, search, { draws: 60, seed: 1 }),
    'stabilitySelection, 20 pairs of halves': () =>
      stabilitySelection(wide, atLevel, { settings: [0.001, 0.01], draws: 20, seed: 1 }),
    'bagged, 100 searches': () => bagged(overTime, searchOverTime, { draws: 100, seed: 1, maxLag: 4 }),
    'bootstrapEffect, aipw, 200 samples': () =>
      bootstrapEffect(treated, { ...question, estimator: aipw(), draws: 200, seed: 1 }),
    'pc over kci, 6 columns, 400 rows': () => pc(kci(few)),
    'aipw, forests, 6 folds': () =>
      estimateEffect(treated, {
        ...question,
        estimator: aipw({ outcomeLearner: forest(), propensityLearner: forest(), folds: 6 }),
      }),
    'doubleMachineLearning, forests, 6 folds': () =>
      estimateEffect(treated, { ...question, estimator: doubleMachineLearning({ learner: forest(), folds: 6 }) }),
    'hsic, 2,000 permutations': () => hsic(few, { null: 'permutation', draws: 2000 })('A', 'C'),
    'cmiKnn, 1,000 permutations': () => cmiKnn(few, { draws: 1000 })('A', 'B'),
  }

  const pool = workers(count, { start: () => new Worker(fileURLToPath(import.meta.url)) })
  const timed = async (call) => {
    const [before, cpu] = [performance.now(), process.cpuUsage()]
    const value = await call()
    const { user, system } = process.cpuUsage(cpu)
    return [performance.now() - before, user + system, JSON.stringify(value)]
  }
  console.log(`load ${loadavg()[0].toFixed(1)} before; ${count} workers`)
  console.log('verb | alone, s | in workers, s | ratio | work | bits')
  for (const [name, call] of Object.entries(verbs)) {
    // once to warm up both sides
    await inWorkers(pool, call)
    const [alone, work, value] = await timed(call)
    const [shared, all, other] = await timed(() => inWorkers(pool, call))
    const [s, w] = [alone, shared].map((ms) => (ms / 1000).toFixed(2))
    const bits = value === other ? 'same' : 'OTHER'
    console.log(`${name} | ${s} | ${w} | ${(alone / shared).toFixed(2)} | ${(all / work).toFixed(2)} | ${bits}`)
  }
  await pool.close()
}

// @ts-check
// Long work on all cores: a bootstrap of an effect and a kernel PC, shared among workers, give the very bits that they give alone. On a
// machine of one core it runs as well, in no less time.
// Title: Long work on all cores
// Kind: Data at size and tools
// Question: Does work that is shared among workers give the same numbers as alone?
// Believe: Yes, to the last bit, for a bootstrap and a search: work shared among cores can be reproduced. That says nothing
//   of speed: on a machine of one core nothing is gained. That the search leaves all three edges without a direction is right,
//   since this graph's independences settle none.
import { aipw, bootstrapEffect, dag, kci, normals, pc, randomStream, splitStream, table, toSvg } from 'causalkit'
import { inWorkers, workers } from 'causalkit/workers'
import { edgesInWords, savePicture } from './support.mjs'

const n = 300
const stream = randomStream('clinic')
/** @param {string} name */
const noise = (name) => Array.from(normals(splitStream(stream, name), n).values)
const age = noise('age')
const treated = noise('treated').map((e, i) => (e + (age[i] ?? 0) > 0 ? 1 : 0))
const health = noise('health').map((e, i) => (treated[i] ?? 0) + (age[i] ?? 0) + 0.5 * e)
const clinic = table({ age, treated, health })

const effect = () =>
  bootstrapEffect(clinic, {
    graph: dag('age -> treated -> health; age -> health'),
    treatment: 'treated',
    outcome: 'health',
    estimator: aipw(),
    draws: 200,
    seed: 1,
  })
const search = () => pc(kci(clinic))

const pool = workers()
const [shared, found] = [await inWorkers(pool, effect), await inWorkers(pool, search)]
await pool.close()

/** @param {unknown} one @param {unknown} other */
const sameBits = (one, other) => (JSON.stringify(one) === JSON.stringify(other) ? 'the same bits' : 'OTHER BITS')
if (shared.estimated) {
  const [lower, upper] = shared.interval
  console.log(`The effect: ${shared.estimate.toFixed(2)}, between ${lower.toFixed(2)} and ${upper.toFixed(2)}.`)
}
console.log(`The bootstrap alone and in workers: ${sameBits(shared, effect())}.`)
console.log(`The graph: ${edgesInWords(found.graph)}.`)
console.log(`The search alone and in workers: ${sameBits(found, search())}.`)
savePicture('all-cores.svg', toSvg(found.graph, { title: 'What the kernel search finds in 300 rows' }))

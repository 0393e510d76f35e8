// Coverage of the 95 % intervals of off-policy values: a log of an old policy, a new one that is near or far, rewards of 0 and 1 or with heavy
// tails, and a model of the reward that is right or wrong. Sets: 1,000 for each cell (VALIDITY_DRAWS). Rows: 100, 500, 2,000.
import * as ck from '../dist/index.js'

const draws = Number(process.env.VALIDITY_DRAWS ?? 1000)
const sizes = [100, 500, 2000]
const contexts = 4
/** The chance of action 1 in a context, under the policies. */
const logged = (x) => 0.2 + 0.15 * x
const policies = { near: (x) => 0.3 + 0.1 * x, far: (x) => (x < 2 ? 0.95 : 0.05) }
/** The mean reward of an action in a context. */
const mean = (x, a) => 0.2 + 0.1 * x + (a === 1 ? 0.25 - 0.12 * x : 0)
const models = { right: (x, a) => mean(x, a), wrong: (_, a) => 0.3 + 0.1 * a }

function logOf(stream, n, heavy) {
  const [u, v, w, z] = ['u', 'v', 'w', 'z'].map((name) => ck.uniforms(ck.splitStream(stream, name), n).values)
  const rows = Array.from({ length: n }, (_, i) => {
    const x = Math.floor(u[i] * contexts)
    const a = v[i] < logged(x) ? 1 : 0
    // heavy: Student's t with 3 degrees of freedom around the mean, by the ratio of a normal and a root
    const noise = heavy ? Math.tan(Math.PI * (z[i] - 0.5)) / (1 + Math.abs(Math.tan(Math.PI * (z[i] - 0.5))) ** 0.5) : 0
    const r = heavy ? mean(x, a) + 0.3 * noise : w[i] < mean(x, a) ? 1 : 0
    return { x, a, r, p: a === 1 ? logged(x) : 1 - logged(x) }
  })
  return ck.table(rows)
}

export default function run(b) {
  for (const heavy of [false, true]) {
    for (const [name, chance] of Object.entries(policies)) {
      let truth = 0
      for (let x = 0; x < contexts; x++) truth += (chance(x) * mean(x, 1) + (1 - chance(x)) * mean(x, 0)) / contexts
      const policy = ({ x }) => ({ 0: 1 - chance(Number(x)), 1: chance(Number(x)) })
      const asked = { action: 'a', context: 'x', reward: 'r', propensity: 'p', policy }
      const ways = {
        ips: { estimator: 'ips' },
        snips: { estimator: 'snips' },
        'dr, model right': { estimator: 'dr', rewardModel: ({ x }, a) => models.right(Number(x), Number(a)) },
        'dr, model wrong': { estimator: 'dr', rewardModel: ({ x }, a) => models.wrong(Number(x), Number(a)) },
        'sndr, model wrong': { estimator: 'sndr', rewardModel: ({ x }, a) => models.wrong(Number(x), Number(a)) },
      }
      for (const [way, options] of Object.entries(ways)) {
        const found = sizes.map((n) => {
          let [covered, made, warned] = [0, 0, 0]
          for (let d = 0; d < draws; d++) {
            const v = ck.offPolicyValue(logOf(ck.randomStream(`${heavy} ${n} ${d}`), n, heavy), {
              ...asked,
              ...options,
            })
            if (!v.estimated) continue
            made++
            if (v.warnings.length > 0) warned++
            if (v.interval[0] <= truth && truth <= v.interval[1]) covered++
          }
          return `${(covered / made).toFixed(3)}${warned > 0 ? ` (${Math.round((100 * warned) / made)} % warn)` : ''}`
        })
        b.print(
          `${heavy ? 'heavy tails' : 'binary     '} | ${name.padEnd(4)} | ${way.padEnd(17)} | ${found.join(' | ')}   (n = ${sizes.join(', ')})`,
        )
      }
    }
  }
}

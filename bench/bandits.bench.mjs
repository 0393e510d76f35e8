// Regret of bandits against the exact best arm, over 20 worlds for each row (BANDIT_WORLDS), and pulls 250, 1,000 and 4,000.
// Linear worlds with soft levers: the causal learner beside one that is given the graph's order, LinUCB on the levers as numbers, and UCB over
// the 2^levers arms. Change of the weights in the middle, with and without looking for it. Discrete worlds: the possibly optimal settings
// beside all; one's own intent as context beside none.
import * as ck from '../dist/index.js'

const worlds = Number(process.env.BANDIT_WORLDS ?? 20)
const marks = [250, 1000, 4000]
const pulls = marks.at(-1)
const range = (n) => Array.from({ length: n }, (_, i) => i)
const uniforms = (seed, n) => ck.uniforms(ck.randomStream(seed), n).values

/** A random linear world: `levers` nodes and the reward, each edge with chance 0.6, weights and intervened weights in ±[0.2, 0.8]. */
function linearWorld(seed, levers) {
  const u = uniforms(`linear ${seed}`, 1000)
  let at = 0
  const weight = () => (u[at++] < 0.5 ? -1 : 1) * (0.2 + 0.6 * u[at++])
  const names = [...range(levers).map((i) => `X${i}`), 'Y']
  const edges = names.flatMap((to, j) => names.slice(0, j).flatMap((from) => (u[at++] < 0.6 ? [[from, to]] : [])))
  const means = names.map(() => 2 * u[at++])
  const part = (j) =>
    ck.linear(
      Object.fromEntries(edges.filter(([, to]) => to === names[j]).map(([from]) => [from, weight()])),
      ck.normal(means[j], 1),
    )
  const model = ck.scm(Object.fromEntries(names.map((name, j) => [name, part(j)])))
  const question = { reward: 'Y', levers: Object.fromEntries(names.slice(0, -1).map((name, j) => [name, part(j)])) }
  return { names, model, question, truth: ck.armRewards(model, question).rewards }
}

const regretOf = (truth, arms) => {
  const best = Math.max(...truth)
  let sum = 0
  return Array.from(arms, (arm) => (sum += best - truth[arm]))
}

/** UCB over all arms, rewards with the standard deviation that is seen. */
function ucb(truth, rewardOf) {
  const [count, sum, squares] = [0, 1, 2].map(() => new Float64Array(truth.length))
  let [all, allSquares] = [0, 0]
  return range(pulls).map((t) => {
    const sd = t < 2 ? 1 : Math.sqrt(Math.max(1e-9, allSquares / t - (all / t) ** 2))
    let [arm, index] = [0, -Infinity]
    for (let a = 0; a < truth.length; a++) {
      const own = count[a] === 0 ? Infinity : sum[a] / count[a] + sd * Math.sqrt((2 * Math.log(t + 1)) / count[a])
      if (own > index) [arm, index] = [a, own]
    }
    const y = rewardOf(arm, t)
    count[arm]++
    sum[arm] += y
    squares[arm] += y * y
    all += y
    allSquares += y * y
    return arm
  })
}

/** LinUCB with a constant and one number for each lever: additive, without a graph. */
function linUcb(truth, levers, rewardOf) {
  const d = levers + 1
  const inverse = range(d).map((i) => range(d).map((j) => (i === j ? 1 : 0)))
  const moment = new Float64Array(d)
  const x = (arm) => [1, ...range(levers).map((k) => (arm >> k) & 1)]
  return range(pulls).map((t) => {
    const theta = inverse.map((row) => row.reduce((s, v, j) => s + v * moment[j], 0))
    let [arm, index] = [0, -Infinity]
    for (let a = 0; a < truth.length; a++) {
      const own = x(a)
      let [mean, square] = [0, 0]
      for (let i = 0; i < d; i++) {
        mean += theta[i] * own[i]
        for (let j = 0; j < d; j++) square += own[i] * inverse[i][j] * own[j]
      }
      const value = mean + Math.sqrt(2 * Math.log(t + 2)) * Math.sqrt(square)
      if (value > index) [arm, index] = [a, value]
    }
    const own = x(arm)
    const v = inverse.map((row) => row.reduce((s, each, j) => s + each * own[j], 0))
    const scale = 1 + own.reduce((s, each, i) => s + each * v[i], 0)
    for (let i = 0; i < d; i++) for (let j = 0; j < d; j++) inverse[i][j] -= (v[i] * v[j]) / scale
    const y = rewardOf(arm, t)
    for (let i = 0; i < d; i++) moment[i] += y * own[i]
    return arm
  })
}

/** A world that simulates a pull by itself, with the noise of the pull's number. */
function puller({ names, model, question }, seed) {
  const levers = Object.keys(question.levers)
  const noise = names.map((name) => ck.normals(ck.splitStream(ck.randomStream(`noise ${seed}`), name), pulls).values)
  const parts = names.map((name, i) => [model.laws[i], question.levers[name]?.law])
  const row = (arm, t) => {
    const values = {}
    for (const [i, name] of names.entries()) {
      const k = levers.indexOf(name)
      const law = k >= 0 && (arm >> k) & 1 ? parts[i][1] : parts[i][0]
      const mean = law.noise.parameters.mean
      values[name] = law.parents.reduce((s, p, j) => s + law.coefficients[j] * values[p], mean + noise[i][t])
    }
    return values
  }
  const codeOf = (set) => set.reduce((code, name) => code | (1 << levers.indexOf(name)), 0)
  return { row, codeOf, levers }
}

export default function run(b) {
  const line = (name, curves, note = '') => {
    const at = marks.map((t) => curves.reduce((s, curve) => s + curve[t - 1], 0) / curves.length)
    const worst = Math.max(...curves.map((curve) => curve.at(-1)))
    b.print(
      `  ${name.padEnd(44)} ${at.map((v) => v.toFixed(0).padStart(7)).join('')}   worst ${worst.toFixed(0).padStart(6)} ${note}`,
    )
  }
  for (const levers of [4, 7]) {
    b.print(
      `Linear, ${levers} levers, ${2 ** levers} arms: mean regret after ${marks.join(', ')} pulls; the worst world's at the end`,
    )
    const made = range(worlds).map((seed) => linearWorld(`${levers} ${seed}`, levers))
    const settings = {
      'causal, penalty 0.5 (default)': {},
      'causal, penalty 1': { penalty: 1 },
      'causal, penalty 0.25': { penalty: 0.25 },
      'causal, explore 20': { explore: 20 },
      'causal, order of nodes known': null,
    }
    for (const [name, options] of Object.entries(settings)) {
      let [missed, falsely, right, alarms, all] = [0, 0, 0, 0, 0]
      const curves = made.map((world, seed) => {
        const tiers =
          options === null ? { knowledge: ck.knowledge({ tiers: world.names.map((each) => [each]) }) } : options
        const run = ck.causalBandit(world.model, world.question, { pulls, seed, ...tiers })
        const truth = new Set(ck.armRewards(world.model, world.question).ancestors)
        missed += [...truth].filter((each) => !run.ancestors.includes(each)).length
        falsely += run.ancestors.filter((each) => !truth.has(each)).length
        all += truth.size
        alarms += run.changes.length
        const best = run.best.reduce((code, each) => code | (1 << run.levers.indexOf(each)), 0)
        if (world.truth[best] >= Math.max(...world.truth) - 1e-9) right++
        return run.regret
      })
      line(name, curves, `best arm ${right}/${worlds}; missed ${missed}, false ${falsely} of ${all}; alarms ${alarms}`)
    }
    for (const [name, play] of [
      ['LinUCB on the levers', (world, rewardOf) => linUcb(world.truth, levers, rewardOf)],
      ['UCB over all arms', (world, rewardOf) => ucb(world.truth, rewardOf)],
    ]) {
      const curves = made.map((world, seed) => {
        const { row } = puller(world, seed)
        return regretOf(
          world.truth,
          play(world, (arm, t) => row(arm, t).Y),
        )
      })
      line(name, curves)
    }
  }
  b.print('Linear, 4 levers, all weights drawn anew after 2,000 of 4,000 pulls')
  for (const [name, alpha] of Object.entries({ 'causal, looks for changes': 0.01, 'causal, looks for none': 0 })) {
    const delays = []
    const curves = range(worlds).map((seed) => {
      const [before, after] = ['a', 'b'].map((each) => linearWorld(`4 ${seed} ${each}`, 4))
      const [first, second] = [before, after].map((world) => puller(world, seed))
      const run = ck.causalBandit(
        (arm, t) => (t < pulls / 2 ? first : second).row(first.codeOf(arm), t),
        { nodes: before.names, reward: 'Y', levers: first.levers },
        { pulls, alpha },
      )
      const seen = run.changes.find((t) => t > pulls / 2)
      if (seen !== undefined) delays.push(seen - pulls / 2)
      const half = regretOf(before.truth, run.arms.subarray(0, pulls / 2))
      return [...half, ...regretOf(after.truth, run.arms.subarray(pulls / 2)).map((r) => r + half.at(-1))]
    })
    delays.sort((p, q) => p - q)
    line(
      name,
      curves,
      delays.length > 0 ? `seen in ${delays.length}/${worlds}, median after ${delays[delays.length >> 1]}` : '',
    )
  }
  structural(b, line)
  confounded(b, line)
}

/** X1 -> X2 -> X3 -> Y with hidden causes between X1 and Y, and X2 and X3: chances of the tables at random. */
function structural(b, line) {
  b.print('Discrete, three switches in a chain and two hidden causes: regret by which settings are arms')
  const model = (seed) => {
    const u = uniforms(`structural ${seed}`, 64)
    let at = 0
    const bit = () => (u[at++] < 0.5 ? 0 : 1)
    const p = () => 0.15 + 0.7 * u[at++]
    const root = (name) => {
      const chance = p()
      return { name, p: [chance, 1 - chance] }
    }
    return ck.discreteScm({
      exogenous: [...['U', 'V', 'E1', 'E2', 'E3', 'EY'].map(root)],
      endogenous: [
        { name: 'X1', parents: ['U', 'E1'], table: range(4).map(bit), states: 2 },
        { name: 'X2', parents: ['X1', 'V', 'E2'], table: range(8).map(bit), states: 2 },
        { name: 'X3', parents: ['X2', 'V', 'E3'], table: range(8).map(bit), states: 2 },
        { name: 'Y', parents: ['X3', 'U', 'EY'], table: range(8).map(bit), states: 2 },
      ],
    })
  }
  for (const algorithm of ['kl-ucb', 'thompson', 'ucb']) {
    for (const keep of ['possibly-optimal', 'minimal', 'all']) {
      let arms = 0
      const curves = range(worlds).map((seed) => {
        const run = ck.structuralBandit(model(seed), { reward: 'Y', keep }, { pulls, algorithm, seed })
        arms = run.arms.length
        return run.regret
      })
      line(`${algorithm}, ${keep}`, curves, `${arms} arms`)
    }
  }
}

/** The greedy casino of Bareinboim, Forney & Pearl 2015: which machine is felt like depends on drink and blinking lights. */
function confounded(b, line) {
  b.print('Confounded, the greedy casino: regret from acting best on one’s intent')
  const paid = { '0 0': [0.1, 0.5], '0 1': [0.5, 0.1], '1 0': [0.4, 0.2], '1 1': [0.2, 0.4] }
  const model = ck.discreteScm({
    exogenous: [
      { name: 'drunk', p: [0.5, 0.5] },
      { name: 'lights', p: [0.5, 0.5] },
      { name: 'luck', p: Array(10).fill(0.1) },
    ],
    endogenous: [
      { name: 'machine', parents: ['drunk', 'lights'], table: [0, 1, 1, 0] },
      {
        name: 'won',
        parents: ['machine', 'drunk', 'lights', 'luck'],
        table: range(2).flatMap((m) =>
          range(2).flatMap((d) =>
            range(2).flatMap((l) => range(10).map((k) => (k < 10 * paid[`${d} ${l}`][m] ? 1 : 0))),
          ),
        ),
      },
    ],
  })
  const { value, observational, bestArm } = ck.intentValues(model, { action: 'machine', reward: 'won' })
  b.print(
    `  following one's intent wins ${observational.toFixed(3)}, the better machine ${bestArm.toFixed(3)}, against one's intent ${value.toFixed(3)}`,
  )
  for (const algorithm of ['thompson', 'kl-ucb'])
    for (const by of ['intent', 'action'])
      line(
        `${algorithm}, by ${by}`,
        range(worlds).map(
          (seed) =>
            ck.confoundedBandit(model, { action: 'machine', reward: 'won', by }, { pulls, algorithm, seed }).regret,
        ),
      )
}

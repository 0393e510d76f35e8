// Root causes on simulated systems: how often the variable that broke stands among the first one, three and five, with the true graph
// and with one learned from the quiet steps, for each method and baseline; and how often a cause is named where nothing broke.
// npm run bench -- root-causes; ROOT_CAUSES_RUNS sets the number of systems a row (20), ROOT_CAUSES_ONLY a part of the names of the parts.
import {
  anomalyScores,
  changePoint,
  conditionalGaussian,
  cusum,
  dag,
  epsilonDiagnosis,
  fisherZ,
  hypothesisTests,
  laggedGraph,
  normals,
  onlineRootCauses,
  pageRank,
  pc,
  pcmciPlus,
  randomStream,
  randomWalk,
  residualScores,
  rootCauseDiscovery,
  rootCauses,
  series,
  shapleyAttribution,
  singularSpectrum,
  splines,
  splitSeries,
  splitStream,
  table,
  toDag,
  uniforms,
} from 'causalkit'

const runs = Number(process.env.ROOT_CAUSES_RUNS ?? 20)
const only = process.env.ROOT_CAUSES_ONLY ?? ''

/** A stream of numbers, drawn in blocks. */
function numbers(seed) {
  let [u, z] = [[], []]
  let [uniformStream, normalStream] = [splitStream(randomStream(seed), 'u'), splitStream(randomStream(seed), 'z')]
  return {
    uniform() {
      if (u.length === 0) {
        const drawn = uniforms(uniformStream, 4096)
        ;[u, uniformStream] = [Array.from(drawn.values), drawn.next]
      }
      return u.pop()
    },
    normal() {
      if (z.length === 0) {
        const drawn = normals(normalStream, 4096)
        ;[z, normalStream] = [Array.from(drawn.values), drawn.next]
      }
      return z.pop()
    },
  }
}

/**
 * A system of d metrics: about 1.5 causes each, slopes of 0.5 … 1.2 of either sign, noises of 0.3 … 1; over time causes act after 1 … 3
 * steps. A fault shifts a noise by four times its size, or multiplies it by four, or turns the slopes by −1.5.
 */
function system({ d, bend, lagged, heavy }, seed) {
  const random = numbers(`system ${seed}`)
  const links = []
  for (let i = 1; i < d; i++) {
    const count = 1 + (random.uniform() < 0.5 ? 1 : 0)
    const from = new Set(Array.from({ length: count }, () => Math.floor(random.uniform() * i)))
    for (const cause of from)
      links.push({
        cause,
        effect: i,
        lag: lagged ? 1 + Math.floor(random.uniform() * 3) : 0,
        slope: (random.uniform() < 0.5 ? -1 : 1) * (0.5 + 0.7 * random.uniform()),
      })
  }
  const keeps = Array.from({ length: d }, () => (lagged ? 0.2 + 0.3 * random.uniform() : 0))
  const sizes = Array.from({ length: d }, () => 0.3 + 0.7 * random.uniform())
  const f = bend ? (v) => v + Math.sin(2 * v) : (v) => v
  const noise = heavy ? () => random.normal() / Math.sqrt(random.uniform() + 0.1) : () => random.normal()
  /** `n` steps; from `start` on the faults act. */
  const run = (n, start, faults) => {
    const rows = []
    const warm = lagged ? 100 : 0
    for (let t = -warm; t < n; t++) {
      const row = new Float64Array(d)
      for (let i = 0; i < d; i++) {
        const fault = t >= start ? faults.find((each) => each.at === i) : undefined
        let v = lagged && rows.length > 0 ? keeps[i] * rows.at(-1)[i] : 0
        for (const { cause, effect, lag, slope } of links) {
          if (effect !== i) continue
          const source = lag === 0 ? row : rows.at(-lag)
          if (source === undefined) continue
          v += (fault?.kind === 'mechanism' ? -1.5 : 1) * slope * f(source[cause])
        }
        const u = sizes[i] * noise()
        row[i] = v + (fault?.kind === 'variance' ? 4 * u : u) + (fault?.kind === 'shift' ? 4 * sizes[i] : 0)
      }
      rows.push(row)
    }
    return rows.slice(warm)
  }
  return { d, links, keeps, run, random }
}

const nameOf = (i) => `m${i}`
const tableOf = (rows, d) =>
  table(Object.fromEntries(Array.from({ length: d }, (_, i) => [nameOf(i), Float64Array.from(rows, (row) => row[i])])))

/** The variables that a fault reaches, itself included. */
function reached({ d, links }, from) {
  const seen = new Set([from])
  for (let i = 0; i < d; i++) if (links.some(({ cause, effect }) => effect === i && seen.has(cause))) seen.add(i)
  return [...seen]
}

const kinds = ['shift', 'variance', 'mechanism', 'two faults']
function faultsOf(sys, kind) {
  const able = Array.from({ length: sys.d }, (_, i) => i).filter(
    (i) => kind !== 'mechanism' || sys.links.some(({ effect }) => effect === i),
  )
  const pick = () => able[Math.floor(sys.random.uniform() * able.length)]
  const first = pick()
  if (kind !== 'two faults') return [{ at: first, kind }]
  let second = first
  while (second === first) second = pick()
  return [
    { at: first, kind: 'shift' },
    { at: second, kind: 'variance' },
  ]
}

const methods = [
  ['residual scores', residualScores(), 'graph'],
  ['residual scores, splines', residualScores(), 'graph', splines()],
  ['hypothesis tests', hypothesisTests(), 'graph'],
  ['  descendant-adjusted', hypothesisTests({ descendantAdjustment: true }), 'graph'],
  ['Shapley attribution', shapleyAttribution(), 'target'],
  ['root cause discovery', rootCauseDiscovery(), 'none'],
  [
    '  by likelihood ratio',
    rootCauseDiscovery({ test: (rows) => conditionalGaussian(rows, { statistic: 'likelihood-ratio' }) }),
    'none',
  ],
  ['random walk', randomWalk(), 'target'],
  ['PageRank', pageRank(), 'graph'],
  ['epsilon-diagnosis', epsilonDiagnosis(), 'none'],
]

function tally() {
  return { one: 0, three: 0, five: 0, exact: 0, none: 0, n: 0 }
}

function count(into, answer, faults) {
  into.n++
  if (answer === null || !answer.found) {
    into.none++
    return
  }
  const broken = faults.map(({ at }) => nameOf(at))
  // a tie counts as far as its last place, so that a method cannot win by not deciding
  const place = Math.min(
    ...answer.ranking
      .filter(({ variable }) => broken.includes(variable))
      .map(({ rank, tiedWith }) => rank + tiedWith.filter((name) => !broken.includes(name)).length),
  )
  if (place <= 1) into.one++
  if (place <= 3) into.three++
  if (place <= 5) into.five++
  if (answer.causes.length === broken.length && answer.causes.every(({ variable }) => broken.includes(variable)))
    into.exact++
}

const share = (k, n) => `${String(Math.round((100 * k) / n)).padStart(4)} %`
function line(name, { one, three, five, exact, none, n }) {
  console.log(
    `  ${name.padEnd(26)} ${[one, three, five].map((k) => share(k, n)).join(' ')}   exactly right ${share(exact, n)}   none named ${share(none, n)}`,
  )
}

/** Shares need one DAG of the class. */
function oneOf(graph) {
  return graph.kind === 'dag' || graph.kind.startsWith('lagged') ? graph : toDag(graph)
}

/** One part: systems of a form, with the true and a learned graph. */
function part(title, form, { before, after, graphs, split }) {
  if (!title.includes(only)) return
  console.log(`\n${title}: ${runs} systems a row, ${before} steps before, ${after} after; top 1, 3, 5`)
  for (const kind of kinds) {
    const rows = new Map()
    for (let run = 0; run < runs; run++) {
      const sys = system(form, `${title} ${run}`)
      const faults = faultsOf(sys, kind)
      const below = reached(sys, faults[0].at)
      const target = nameOf(below[Math.floor(sys.random.uniform() * below.length)])
      const steps = split(sys, faults, before, after)
      for (const [graphName, graphOf] of graphs) {
        const graph = graphOf(sys, steps.before)
        for (const [name, method, needs, learner] of methods) {
          if (needs === 'none' && graphName !== graphs[0][0]) continue
          if (learner !== undefined && !form.bend) continue
          const key = needs === 'none' ? `no graph|${name}` : `${graphName}|${name}`
          const into = rows.get(key) ?? tally()
          rows.set(key, into)
          let answer = null
          try {
            answer = rootCauses(steps.before, steps.after, {
              method,
              ...(needs === 'none' ? {} : { graph: name === 'Shapley attribution' ? oneOf(graph) : graph }),
              ...(needs === 'target' ? { target } : {}),
              ...(learner === undefined ? {} : { learner }),
            })
          } catch (error) {
            if (!['cycle', 'not-supported', 'too-large', 'invalid-graph'].includes(error.code)) throw error
          }
          count(into, answer, faults)
        }
      }
    }
    console.log(` ${kind}`)
    for (const graphName of [...graphs.map(([name]) => name), 'no graph']) {
      console.log(`  -- ${graphName}`)
      for (const [key, found] of rows) if (key.startsWith(`${graphName}|`)) line(key.split('|')[1], found)
    }
  }
}

/** How often a cause is named where nothing broke. */
function falseAlarms(title, form, { before, after, graphs, split }) {
  if (!`${title}, false alarms`.includes(only)) return
  const alarms = new Map()
  const many = 5 * runs
  for (let run = 0; run < many; run++) {
    const sys = system(form, `${title} quiet ${run}`)
    const steps = split(sys, [], before, after)
    for (const [graphName, graphOf] of [...graphs, ['no graph', () => undefined]]) {
      const graph = graphOf(sys, steps.before)
      const answer = rootCauses(steps.before, steps.after, {
        ...(graph === undefined ? { method: epsilonDiagnosis({ draws: 19 }) } : { graph }),
      })
      alarms.set(graphName, (alarms.get(graphName) ?? 0) + (answer.found || answer.reason === 'not-accused' ? 1 : 0))
    }
  }
  console.log(
    `\n${title}, false alarms at alpha 0.05 of ${many}: ${[...alarms].map(([name, k]) => `${name} ${share(k, many)}`).join(', ')}`,
  )
}

const trueDag = ({ d, links }) =>
  dag({
    nodes: Array.from({ length: d }, (_, i) => nameOf(i)),
    directed: links.map(({ cause, effect }) => [nameOf(cause), nameOf(effect)]),
  })
const tables = {
  graphs: [
    ['true graph', trueDag],
    ['learned graph (pc)', (_, quiet) => pc(fisherZ(quiet), { alpha: 0.01 }).graph],
  ],
  split: (sys, faults, before, after) => {
    const rows = sys.run(before + after, before, faults)
    return { before: tableOf(rows.slice(0, before), sys.d), after: tableOf(rows.slice(before), sys.d) }
  },
}
const seriesOf = {
  graphs: [
    ['true graph', trueLagged],
    ['learned graph (PCMCI+)', (_, quiet) => pcmciPlus(quiet, { maxLag: 3, alpha: 0.01 }).graph],
  ],
  split: (sys, faults, before, after) =>
    splitSeries(series(tableOf(sys.run(before + after, before, faults), sys.d)), { step: before }),
}
function trueLagged({ links, keeps }) {
  const edge = (cause, effect, lag) => ({
    from: nameOf(cause),
    to: nameOf(effect),
    lag,
    fromMark: 'tail',
    toMark: 'arrow',
  })
  return laggedGraph({
    nodes: keeps.map((_, i) => nameOf(i)),
    maxLag: 3,
    edges: [...links.map(({ cause, effect, lag }) => edge(cause, effect, lag)), ...keeps.map((_, i) => edge(i, i, 1))],
  })
}
const lagged = { before: 500, after: 80, ...seriesOf }

/** The ranking that settles, beside the one of all steps at once. */
function online(title, form) {
  if (!title.includes(only)) return
  console.log(`\n${title}: ${runs} systems a row, 500 steps before, 200 after; top 1, 3, 5`)
  for (const kind of kinds) {
    const into = tally()
    let [settled, steps] = [0, 0]
    for (let run = 0; run < runs; run++) {
      const sys = system(form, `${title} ${run}`)
      const faults = faultsOf(sys, kind)
      const below = reached(sys, faults[0].at)
      const target = nameOf(below[Math.floor(sys.random.uniform() * below.length)])
      const { before, after } = seriesOf.split(sys, faults, 500, 200)
      const found = onlineRootCauses(before, after, { target, maxLag: 3 })
      settled += found.settled ? 1 : 0
      steps += found.steps
      const place = Math.min(
        ...faults.map(({ at }) => found.ranking.findIndex(({ variable }) => variable === nameOf(at)) + 1),
      )
      into.n++
      if (place <= 1) into.one++
      if (place <= 3) into.three++
      if (place <= 5) into.five++
    }
    console.log(
      `  ${kind.padEnd(26)} ${[into.one, into.three, into.five].map((k) => share(k, runs)).join(' ')}   settled ${share(settled, runs)}, after ${Math.round(steps / runs)} steps`,
    )
  }
}

/** False alarms, and how soon a shift of two standard deviations in one of five metrics is seen. */
function triggers(title) {
  if (!title.includes(only)) return
  const many = 5 * runs
  console.log(`\n${title}: 300 quiet steps, 500 watched, ${many} systems; alpha 0.05`)
  for (const [form, heavy, keep] of [
    ['normal', false, 0],
    ['autocorrelated 0.6', false, 0.6],
    ['heavy-tailed', true, 0],
  ])
    for (const [name, method] of [
      ['CUSUM', cusum()],
      ['singular spectrum', singularSpectrum({ window: 5 })],
      ['anomaly scores', null],
    ]) {
      let [alarms, seen, delay] = [0, 0, 0]
      for (let run = 0; run < many; run++)
        for (const shift of [0, 2]) {
          const random = numbers(`${title} ${form} ${run} ${shift}`)
          const last = new Float64Array(5)
          const rows = Array.from({ length: 800 }, (_, t) => {
            for (let j = 0; j < 5; j++) {
              const u = heavy ? random.normal() / Math.sqrt(random.normal() ** 2 + 0.3) : random.normal()
              last[j] = keep * last[j] + u + (j === 2 && t >= 600 ? shift : 0)
            }
            return Float64Array.from(last)
          })
          const whole = series(tableOf(rows, 5))
          let alarm = null
          if (method === null) {
            const { before, after } = splitSeries(whole, { step: 300 })
            const [first] = anomalyScores(before, after).alarms
            alarm = first === undefined ? null : 300 + first.step
          } else alarm = changePoint(whole, { quiet: 300, method }).alarm
          if (shift === 0) alarms += alarm === null ? 0 : 1
          else if (alarm !== null && alarm >= 600) {
            seen++
            delay += alarm - 600
          }
        }
      console.log(
        `  ${form.padEnd(20)} ${name.padEnd(18)} false alarms ${share(alarms, many)}   shift seen ${share(seen, many)}, after ${Math.round(delay / seen)} steps`,
      )
    }
}

function speed(title) {
  if (!title.includes(only)) return
  const sys = system({ d: 50, lagged: true }, title)
  const steps = seriesOf.split(sys, [{ at: 7, kind: 'shift' }], 4500, 500)
  const graph = trueLagged(sys)
  console.log(`\n${title}, true graph`)
  for (const [name, method] of methods.filter(([, , needs, learner]) => needs !== 'none' && learner === undefined)) {
    const start = performance.now()
    const answer = rootCauses(steps.before, steps.after, { graph, method, target: nameOf(49) })
    console.log(
      `  ${name.padEnd(26)} ${Math.round(performance.now() - start)} ms${answer.found ? '' : ` (${answer.reason})`}`,
    )
  }
}

export default function rootCausesBench() {
  for (const d of [10, 30]) part(`linear tables, ${d} metrics`, { d }, { before: 400, after: 60, ...tables })
  part('bent tables, 10 metrics', { d: 10, bend: true }, { before: 400, after: 60, ...tables })
  for (const [title, form] of [
    ['linear tables, 10 metrics', { d: 10 }],
    ['linear tables, 50 metrics', { d: 50 }],
    ['heavy-tailed tables, 10 metrics', { d: 10, heavy: true }],
    ['bent tables, 10 metrics', { d: 10, bend: true }],
  ])
    falseAlarms(title, form, { before: 400, after: 60, ...tables })
  falseAlarms('heavy-tailed tables, 5 steps after', { d: 10, heavy: true }, { before: 400, after: 5, ...tables })
  part('linear series, 10 metrics', { d: 10, lagged: true }, lagged)
  part('bent series, 10 metrics', { d: 10, lagged: true, bend: true }, lagged)
  falseAlarms('linear series, 10 metrics', { d: 10, lagged: true }, lagged)
  falseAlarms('heavy-tailed series, 10 metrics', { d: 10, lagged: true, heavy: true }, lagged)
  online('online ranking, series of 10 metrics', { d: 10, lagged: true })
  triggers('triggers, series of 5 metrics')
  speed('speed, 50 metrics and 5,000 steps')
}

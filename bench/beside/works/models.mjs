// Networks of tables, linear models, sums over rows.
import { apart, asFile } from '../inputs.mjs'
import {
  box,
  fromProgram,
  generator,
  interpret,
  linear,
  moments,
  normal,
  query,
  sample,
  scm,
  stochastic,
  table,
} from '../library.mjs'
import { alarm, alarmQuestions, asModel, asNumbers } from '../networks.mjs'

const within = (most, what) => (ours, theirs) => {
  const d = apart(ours, theirs)
  return { text: `${what} by ${d.toExponential(1)}`, equal: d <= most }
}

/** Ten variables, each a sum of up to three before it and noise. */
function tenLinear() {
  const spec = {}
  for (let i = 0; i < 10; i++) {
    const parents = [i - 1, i - 2, i - 4].filter((j) => j >= 0).map((j) => [`X${j}`, 0.5 - 0.1 * j])
    spec[`X${i}`] = parents.length === 0 ? normal(0, 1) : linear(Object.fromEntries(parents), normal(0, 1))
  }
  return scm(spec)
}

export default [
  {
    work: 'one posterior in ALARM',
    size: `37 variables, ${alarmQuestions.length} questions`,
    peer: 'from_pgmpy',
    call: 'posterior',
    per: alarmQuestions.length,
    target: { text: '≤ 0.3 ms', met: ({ ours }) => ours <= 0.0003 },
    differs: within(1e-9, 'probabilities'),
    make: () => {
      const model = asModel(alarm)
      const states = (evidence) => Object.fromEntries(Object.entries(evidence).map(([name, v]) => [name, `s${v}`]))
      const asked = alarmQuestions.map(({ target, evidence }) => [[target], { given: states(evidence) }])
      return {
        ours: () => asked.map(([target, options]) => Array.from(query(model, target, options).values)),
        input: { nodes: alarm, asked: alarmQuestions.map(({ target, evidence }) => [target, evidence]) },
      }
    },
  },
  {
    work: 'samples of ALARM',
    size: '10,000 rows',
    peer: 'from_pgmpy',
    call: 'sample',
    target: { text: '≤ 0.04 s', met: ({ ours }) => ours <= 0.04 },
    // shares of 10,000 rows of two seeds
    differs: within(0.035, 'shares of states (other seeds)'),
    make: () => {
      const model = asModel(alarm)
      return {
        ours: () => sample(model, 10_000, { seed: 1 }),
        answer: (rows) => asNumbers(rows).data.map((states) => states.reduce((n, s) => n + (s === 0), 0) / 10_000),
        input: { nodes: alarm, rows: 10_000 },
      }
    },
  },
  {
    work: 'samples of a linear model of 10 variables',
    size: '1e6 rows',
    peer: 'from_numpy',
    call: 'samples',
    target: { text: 'ratio ≤ 1.1', met: ({ ours, peer }) => ours <= 1.1 * peer },
    differs: within(0.02, 'covariances (other seeds)'),
    make: () => {
      const model = tenLinear()
      return {
        ours: () => sample(model, 1e6, { seed: 1 }),
        answer: (rows) => Array.from(moments(rows).covariance),
        input: { rows: 1_000_000 },
      }
    },
  },
  {
    work: 'means and covariances (the target is for 1e7 rows: 5 s)',
    size: '1e6 rows, 50 columns',
    peer: 'from_numpy',
    call: 'moments',
    differs: within(1e-10, 'entries'),
    make: () => {
      const draw = generator('moments')
      const data = table(
        Object.fromEntries(
          Array.from({ length: 50 }, (_, k) => [`x${k}`, Float64Array.from({ length: 1e6 }, () => k + draw.uniform())]),
        ),
      )
      return {
        ours: () => moments(data),
        answer: ({ mean, covariance }) => [Array.from(mean), Array.from(covariance)],
        input: asFile(data),
      }
    },
  },
  {
    work: 'a random network of tables summed out to one variable, planned anew each time',
    size: '50 boxes',
    peer: 'from_numpy',
    call: 'network',
    target: { text: '≤ 10 ms', met: ({ ours }) => ours <= 0.01 },
    differs: within(1e-12, 'probabilities'),
    make: () => {
      const draw = generator('network of tables')
      const boxes = Array.from({ length: 50 }, (_, j) => {
        const parents = new Set()
        for (let k = draw.integer(4); k > 0 && j > 0; k--) parents.add(Math.max(0, j - 1 - draw.integer(12)))
        const scope = [...parents].sort((a, b) => a - b)
        const chances = Array.from({ length: 2 ** scope.length }, () => draw.uniform())
        return { scope: [...scope, j], values: chances.flatMap((p) => [p, 1 - p]) }
      })
      const diagram = fromProgram([], (run) => {
        const wires = []
        for (const [j, { scope }] of boxes.entries()) {
          const parents = scope.slice(0, -1)
          wires[j] = run(
            box(
              `V${j}`,
              parents.map((p) => `V${p}`),
              [`V${j}`],
            ),
            ...parents.map((p) => wires[p]),
          )[0]
        }
        return [wires[49]]
      })
      const tables = new Map(boxes.map(({ values }, j) => [`V${j}`, Float64Array.from(values)]))
      const fresh = () =>
        Object.freeze({
          ...diagram,
          wires: Object.freeze([...diagram.wires]),
          boxes: Object.freeze([...diagram.boxes]),
        })
      return {
        ours: () => Array.from(interpret(fresh(), stochastic, tables).values),
        input: { factors: boxes.map(({ scope, values }) => [scope, scope.map(() => 2), values]), keep: 49 },
      }
    },
  },
]

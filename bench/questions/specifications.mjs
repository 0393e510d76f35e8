// CausalReasoningBenchmark (2026) keeps, for each query, an identification specification: strategy, treatment, outcome, controls, and an
// instrument, running variable or time. Here such records become our specifications, and `checkSpecification` judges them by a graph. The
// key is by hand; the records are ours. Your own: --specifications file.json, a list of { id, graph, specification, answer }.
import { readFileSync } from 'node:fs'
import { admg, checkSpecification } from '../../dist/index.js'

const strategies = {
  IV: 'instrument',
  RDD: 'regression-discontinuity',
  DiD: 'difference-in-differences',
  RCT: 'experiment',
  OLS: 'back-door',
  Matching: 'back-door',
  'Front-Door': 'front-door',
}

/** A record of their form as one of ours. */
export function specificationOf({ strategy, treatment, outcome, controls = [], ...more }) {
  return {
    strategy: strategies[strategy] ?? strategy,
    treatment,
    outcome,
    adjustment: controls,
    ...(more.instrument !== undefined && { instruments: [more.instrument].flat() }),
    ...(more.mediator !== undefined && { mediators: [more.mediator].flat() }),
    ...(more.running_variable !== undefined && { runningVariable: more.running_variable, cutoff: more.cutoff }),
    ...(more.time_variable !== undefined && { time: more.time_variable, unit: more.unit_variable }),
  }
}

const base = { treatment: 'training', outcome: 'wage' }
const confounded = 'age -> training -> wage; age -> wage'
const made = [
  ['adjusts for the cause of both', confounded, { ...base, strategy: 'OLS', controls: ['age'] }, 'valid'],
  ['adjusts for nothing', confounded, { ...base, strategy: 'OLS' }, 'not-identified'],
  [
    'adjusts for an effect',
    'training -> wage -> car; training -> car',
    { ...base, strategy: 'Matching', controls: ['car'] },
    'not-identified',
  ],
  ['a draw', 'training -> wage; age -> wage', { ...base, strategy: 'RCT' }, 'valid'],
  ['a draw that age decided', confounded, { ...base, strategy: 'RCT' }, 'not-identified'],
  [
    'an instrument',
    'lottery -> training -> wage; training <-> wage',
    { ...base, strategy: 'IV', instrument: 'lottery' },
    'valid',
  ],
  [
    'an instrument with a way of its own',
    'lottery -> training -> wage; training <-> wage; lottery -> wage',
    { ...base, strategy: 'IV', instrument: 'lottery' },
    'not-identified',
  ],
  [
    'a front door',
    'training -> skill -> wage; training <-> wage',
    { ...base, strategy: 'Front-Door', mediator: 'skill' },
    'valid',
  ],
  [
    'a door beside the wall',
    'training -> skill -> wage; training <-> wage; training -> wage',
    { ...base, strategy: 'Front-Door', mediator: 'skill' },
    'not-identified',
  ],
  [
    'a cut-off',
    'score -> training -> wage; score -> wage',
    { ...base, strategy: 'RDD', running_variable: 'score', cutoff: 50 },
    'not-drawn',
  ],
  [
    'trends',
    'training -> wage',
    { ...base, strategy: 'DiD', unit_variable: 'town', time_variable: 'year' },
    'not-drawn',
  ],
  ['a column that no graph knows', confounded, { ...base, strategy: 'OLS', controls: ['mood'] }, 'not-in-graph'],
].map(([id, graph, specification, answer]) => ({ id, graph, specification, answer }))

export function specifications(file) {
  const records = file === undefined ? made : JSON.parse(readFileSync(file, 'utf8'))
  const choices = ['valid', 'not-identified', 'not-drawn', 'not-in-graph']
  const questions = records.map(({ id, specification, answer }) => ({
    id,
    kind: specification.strategy,
    answer,
    choices,
  }))
  const answers = records.map(({ id, graph, specification }) => {
    const verdict = checkSpecification(admg(graph), specificationOf(specification))
    return { id, answer: verdict.valid ? 'valid' : verdict.reason }
  })
  return { questions, answers }
}

// @ts-check
// The main job: data → graph → identification → estimates → picture → words.
//   node examples/main.mjs                                       the embedded kidney-stone data
//   node examples/main.mjs file.csv --treatment T --outcome Y --graph "Z -> T -> Y; Z -> Y"
// Title: From a table to an answer in words
// Kind: First steps
// Question: What does one treatment of kidney stones do against the other, from the rows to the sentence, and how much of the
//   answer is the graph's?
// Believe: Three estimators agree because they compute one formula, not because three witnesses saw it. All of it hangs on the
//   graph: where stone size is the only common cause the effect is about 5 points in favour of open surgery, and its interval
//   holds 0. A hidden common cause would overturn it.
import { readFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import {
  adjustmentSets,
  admg,
  aipw,
  CausalError,
  completeRows,
  dag,
  estimateEffect,
  fisherZ,
  fromCounts,
  frontDoorEstimator,
  gSquare,
  ipw,
  isAdjustmentSet,
  kidneyStones,
  optimalAdjustmentSet,
  pc,
  readCsv,
  regressionAdjustment,
  toSvg,
  twoStageLeastSquares,
} from 'causalkit'
import { edgesInWords, number, printTable, pValue, savePicture } from './support.mjs'

const usage = `Estimates the effect of a treatment on an outcome from a CSV file, and shows why the answer holds.

  npm start
  npm start -- file.csv --treatment T --outcome Y --graph "Z -> T -> Y; Z -> Y"

  --treatment NAME   the column whose effect is asked for (two values, or numbers)
  --outcome NAME     the column it may change (numbers, or two values)
  --from VALUE       the treatment compared with, and
  --to VALUE         the one whose effect is asked for (of three or more, or to turn the direction)
  --graph TEXT       what causes what, such as "Z -> T -> Y; Z -> Y"; left out, PC discovers what the data can tell
  --alpha NUMBER     confidence of the tests of PC (default 0.01)
  --confidence NUMBER     confidence of the intervals (default 0.95)
  --help             this text

Without a file it runs on 700 patients with kidney stones (Charig et al. 1986).`

/** A mistake in how the program was called. */
class UsageError extends Error {}

function readOptions() {
  const options = /** @type {const} */ ({
    treatment: { type: 'string' },
    outcome: { type: 'string' },
    graph: { type: 'string' },
    from: { type: 'string' },
    to: { type: 'string' },
    alpha: { type: 'string', default: '0.01' },
    confidence: { type: 'string', default: '0.95' },
    help: { type: 'boolean', default: false },
  })
  try {
    const { values, positionals } = parseArgs({ options, allowPositionals: true })
    if (positionals.length > 1) throw new UsageError(`one file at most, got ${positionals.join(' and ')}`)
    const file = positionals[0]
    if (file !== undefined && (values.treatment === undefined || values.outcome === undefined)) {
      throw new UsageError('with a file, say --treatment and --outcome')
    }
    if ((values.from === undefined) !== (values.to === undefined)) throw new UsageError('--from and --to go together')
    if (file === undefined && (values.from ?? values.treatment ?? values.outcome ?? values.graph) !== undefined) {
      throw new UsageError('--treatment, --outcome, --from, --to and --graph need a file')
    }
    return { ...values, file, alpha: share('alpha', values.alpha), confidence: share('confidence', values.confidence) }
  } catch (error) {
    throw error instanceof UsageError
      ? error
      : new UsageError(String(/** @type {Error} */ (error).message).split('. To')[0])
  }
}

/** @param {string} name @param {string} text */
function share(name, text) {
  const value = Number(text)
  if (!(value > 0 && value < 1)) throw new UsageError(`--${name} must be a number between 0 and 1, got "${text}"`)
  return value
}

/** @param {ReturnType<typeof readOptions>} options */
function loadData(options) {
  if (options.file === undefined) {
    console.log(`${kidneyStones.title}.\n${kidneyStones.citation}\n`)
    return /** @type {import('causalkit').Table} */ (fromCounts(kidneyStones))
  }
  let text = ''
  try {
    text = readFileSync(options.file, 'utf8')
  } catch (error) {
    throw new UsageError(`cannot read ${options.file} (${/** @type {NodeJS.ErrnoException} */ (error).code})`)
  }
  console.log(`${options.file}\n`)
  return readCsv(text)
}

/** @param {import('causalkit').Table} data */
function describeData(data) {
  const rows = data.columns.map((name, j) => {
    const column = data.data[j]
    if (column instanceof Float64Array) {
      const present = column.filter((value) => !Number.isNaN(value))
      const range =
        present.length > 0
          ? `${present.reduce((a, b) => Math.min(a, b))} to ${present.reduce((a, b) => Math.max(a, b))}`
          : 'nothing'
      return [name, 'numbers', range, String(column.length - present.length)]
    }
    const levels = column?.levels ?? []
    const shown = levels.length > 6 ? `${levels.slice(0, 6).join(', ')} … (${levels.length})` : levels.join(', ')
    return [name, 'categories', shown, String(column?.codes.filter((code) => code < 0).length)]
  })
  printTable(['column', 'holds', 'values', 'missing'], rows)
}

/** Only the rows that can be used; says how many were dropped. @param {import('causalkit').Table} data @param {readonly string[]} names */
function usableRows(data, names) {
  const whole = completeRows(data, names)
  const dropped = data.rowCount - whole.rowCount
  if (dropped > 0)
    console.log(`${dropped} of ${data.rowCount} rows lack a value in ${names.join(', ')} and are left out.\n`)
  return whole
}

/** @param {import('causalkit').Table} data @param {number} alpha */
function discover(data, alpha) {
  const numeric = data.data.every((column) => column instanceof Float64Array)
  const test = numeric ? fisherZ(data) : gSquare(data)
  const { graph, tests } = pc(test, { alpha })
  console.log(
    `No graph was given, so PC looked for one with ${numeric ? 'partial correlations' : 'G² tests'} (${tests} tests at alpha ${alpha}).`,
  )
  console.log('It assumes that no common cause is hidden. Undirected edges could point either way.\n')
  if (graph.kind !== 'cpdag') {
    throw new UsageError(
      `the tests contradict each other, no DAG fits what PC found (${edgesInWords(graph)}); give a --graph`,
    )
  }
  return graph
}

/** A DAG, or with `<->` an ADMG. @param {string} text @returns {import('causalkit').CausalGraph} */
function readGraph(text) {
  return text.includes('<->') ? admg(text) : dag(text)
}

/** @param {import('causalkit').CausalGraph} graph @param {string} treatment @param {string} outcome @param {ReadonlySet<string>} measured */
function explainAdjustment(graph, treatment, outcome, measured) {
  const verdict = isAdjustmentSet(graph, { treatment, outcome }, [])
  if (verdict.valid) console.log('  Nothing needs adjusting: no path but causal ones joins treatment and outcome.')
  else if (verdict.reason === 'open-path')
    console.log(
      `  Without adjustment the path ${verdict.witness.join(' – ')} stays open: it mixes cause with coincidence.`,
    )
  else if (verdict.reason === 'not-amenable')
    console.log(`  The path ${verdict.witness.join(' – ')} may begin with a back door.`)
  const exclude = graph.nodes.filter((name) => !measured.has(name))
  const sets = []
  for (const set of adjustmentSets(graph, { treatment, outcome, exclude })) {
    sets.push(set.length > 0 ? `{${set.join(', ')}}` : 'nothing')
    if (sets.length === 5) break
  }
  if (sets.length > 0)
    console.log(`  Smallest sets that close every such path: ${sets.join(', ')}${sets.length === 5 ? ', …' : ''}.`)
}

/**
 * When adjustment cannot identify the effect: a front door, or an instrument; else says why there is no answer.
 * @param {import('causalkit').Table} data
 * @param {Omit<import('causalkit').EstimationQuestion, 'estimator'>} question
 * @param {import('causalkit').RefusedEffect} refusal
 */
function otherWay(data, question, refusal) {
  if (refusal.reason === 'not-identifiable' && (question.graph.kind === 'dag' || question.graph.kind === 'admg')) {
    // a front door without a model where the columns are discrete, with a linear one where they are not
    for (const estimator of [frontDoorEstimator(), frontDoorEstimator({ model: 'linear' }), twoStageLeastSquares()]) {
      const e = attempt(data, { ...question, estimator })
      if (!e?.estimated) continue
      const via = e.diagnostics['mediators'] ?? e.diagnostics['instruments']
      console.log(
        `  No adjustment identifies the effect, but ${e.strategy === 'front-door' ? 'a front door' : 'an instrument'} does: ${via}.`,
      )
      return e
    }
  }
  console.log(`  No answer: ${refusal.message}`)
  return null
}

/**
 * The answer of one estimator, or null where these columns are not for it.
 * @param {import('causalkit').Table} data
 * @param {import('causalkit').EstimationQuestion} question
 */
function attempt(data, question) {
  try {
    return estimateEffect(data, question)
  } catch (error) {
    if (error instanceof CausalError) return null
    throw error
  }
}

/** @param {string} label @param {import('causalkit').EffectEstimate} e */
function estimateRow(label, e) {
  if (!e.estimated) return [label, '–', '–', '–', '–']
  const [low, high] = e.interval
  return [
    label,
    number(e.estimate, 4),
    number(e.standardError, 4),
    `${number(low, 4)} to ${number(high, 4)}`,
    pValue(e.pValue),
  ]
}

/** Numbers where the treatment holds numbers. @param {import('causalkit').Table} data @param {ReturnType<typeof readOptions>} options */
function contrastOf(data, { treatment = '', from, to }) {
  if (from === undefined || to === undefined) return {}
  const numeric = data.data[data.columns.indexOf(treatment)] instanceof Float64Array
  return { contrast: numeric ? { from: Number(from), to: Number(to) } : { from, to } }
}

function run() {
  const options = readOptions()
  if (options.help) {
    console.log(usage)
    return
  }
  const { treatment = 'treatment', outcome = 'recovered', confidence } = options
  const data = loadData(options)
  console.log(`1. Data: ${data.rowCount} rows`)
  describeData(data)
  const text =
    options.graph ?? (options.file === undefined ? 'stone -> treatment -> recovered; stone -> recovered' : undefined)
  const graph = text === undefined ? discover(usableRows(data, data.columns), options.alpha) : readGraph(text)
  console.log(`2. Graph: ${edgesInWords(graph)}`)
  savePicture(
    'main.svg',
    toSvg(graph, { highlight: [treatment, outcome].filter((name) => graph.nodes.includes(name)) }),
  )

  const measured = new Set(data.columns)
  const used = usableRows(
    data,
    graph.nodes.filter((name) => measured.has(name)),
  )
  const question = { graph, treatment, outcome, confidence, ...contrastOf(used, options) }
  console.log('\n3. Identification')
  const byAdjustment = estimateEffect(used, { ...question, estimator: regressionAdjustment() })
  explainAdjustment(graph, treatment, outcome, measured)
  const adjusted = byAdjustment.estimated ? byAdjustment : otherWay(used, question, byAdjustment)
  if (adjusted === null) return
  if (adjusted.strategy === 'back-door') {
    const best = optimalAdjustmentSet(graph, { treatment, outcome })
    const why =
      best.found && String(best.set) === String(adjusted.adjustment)
        ? 'the valid set of lowest variance'
        : 'the first valid set that is measured'
    console.log(`  Adjusted for: ${adjusted.adjustment.join(', ') || 'nothing'} (${why}).`)
  }
  console.log(`  What is estimated: ${adjusted.formula}`)

  console.log(`\n4. Estimates: ${adjusted.contrast.to} against ${adjusted.contrast.from}`)
  const apart = dag({ nodes: [treatment, outcome], directed: [[treatment, outcome]] })
  const naive = estimateEffect(used, { ...question, graph: apart, estimator: regressionAdjustment() })
  const twoArms = 'meanUnderTreatment' in adjusted.diagnostics
  const others =
    adjusted.strategy !== 'back-door'
      ? {}
      : twoArms
        ? { 'inverse probability weighting': ipw(), 'doubly robust (AIPW)': aipw() }
        : { 'one slope for all': regressionAdjustment({ interactions: false }) }
  printTable(
    ['estimator', 'estimate', 'std. error', `${100 * confidence} % interval`, 'p'],
    [
      estimateRow('naive difference', naive),
      estimateRow(adjusted.estimator, adjusted),
      ...Object.entries(others).map(([label, estimator]) =>
        estimateRow(label, estimateEffect(used, { ...question, estimator })),
      ),
    ],
  )
  for (const warning of adjusted.warnings) console.log(`  Mind: ${warning}`)
  sayInWords(adjusted, naive, outcome)
}

/** @param {import('causalkit').EstimatedEffect} e @param {import('causalkit').EffectEstimate} naive @param {string} outcome */
function sayInWords(e, naive, outcome) {
  const event = e.diagnostics['event']
  const what = event === undefined ? `the mean of ${outcome}` : `the chance of ${outcome} = ${event}`
  const [low, high] = e.interval
  const verb = e.estimate < 0 ? 'lowers' : 'raises'
  console.log('5. In words')
  console.log(
    `  If the graph is right, going from ${e.contrast.from} to ${e.contrast.to} ${verb} ${what} by ${number(Math.abs(e.estimate), 4)}.`,
  )
  console.log(
    low <= 0 && high >= 0
      ? `  The interval holds 0: these ${e.n} rows alone do not settle whether there is an effect.`
      : `  The interval leaves out 0: chance alone would hardly give this.`,
  )
  if (naive.estimated && naive.estimate * e.estimate < 0) {
    console.log(
      `  The naive comparison (${number(naive.estimate, 4)}) points the other way: it compares different kinds of rows.`,
    )
  } else if (naive.estimated) {
    console.log(`  The naive comparison gives ${number(naive.estimate, 4)}.`)
  }
}

try {
  run()
} catch (error) {
  if (error instanceof UsageError) console.error(`${error.message}.\n\nTry: npm start -- --help`)
  else if (error instanceof CausalError) console.error(error.message)
  else throw error
  process.exitCode = error instanceof UsageError ? 2 : 1
}

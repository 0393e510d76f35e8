import { makeTable } from '../../../data/tables/make-table.js'
import { CausalError } from '../../../errors.js'
import type { CausalGraph } from '../../../graph/types.js'
import { rowDependence } from '../../../independence/core/row-dependence.js'
import type { Learner } from '../../../learners/core/types.js'
import { lookUp, quoteNames } from '../../../names.js'
import { portableLog } from '../../../numeric/special/portable-log.js'
import type { LaggedGraph } from '../../../timeseries/types.js'
import type { Incident, MechanismCheck } from '../incident-types.js'
import { type Checked, checkMechanism, leastForSpread } from './check-mechanism.js'
import { type MechanismGraph, readMechanismGraph } from './mechanism-graph.js'
import { sparsestChange } from './sparsest-change.js'
import { type Recorded, readSteps, type Steps } from './steps.js'

/** An incident with what the answer is put together from. */
export interface ReadIncident {
  readonly incident: Incident
  readonly steps: Steps
  readonly graph: MechanismGraph | null
  readonly checked: readonly Checked[]
  readonly warnings: readonly string[]
}

/** The level at which the steps before are called unquiet, over all variables. */
const quietLevel = 0.01

export interface IncidentQuestion {
  readonly graph: CausalGraph | LaggedGraph | null
  readonly target: string | null
  readonly learner: Learner | null
  readonly alpha: number
  /** Whether mechanisms with a cycle at the same time may be checked one by one. */
  readonly mayCycle: boolean
}

export function readIncident(before: Recorded, after: Recorded, question: IncidentQuestion): ReadIncident {
  const graph = question.graph === null ? null : readMechanismGraph(question.graph)
  const steps = readSteps(before, after, graph === null ? null : graph.names)
  const { names } = steps
  if (graph?.isLagged === true && !steps.isSeries)
    throw new CausalError(
      'type-mismatch',
      'the graph has lags, and a table has no time: give series, such as series(table) makes.',
    )
  if (graph !== null && graph.cycle.length > 0 && !question.mayCycle)
    throw new CausalError(
      'cycle',
      `effects at the same time form a cycle through ${quoteNames(graph.cycle)}: what the causes leave is no mechanism's own there. Give a graph without cycles, or one with lags; randomWalk() and pageRank() take cycles.`,
      { cycle: graph.cycle },
    )
  const target =
    question.target === null ? null : lookUp('variable', new Map(names.map((name, i) => [name, i])), question.target)
  // without a graph in a series: each variable given its own last step
  const maxLag = graph?.maxLag ?? (steps.isSeries ? 1 : 0)
  const counts = [steps.before, steps.after].map((rows) => rows.filter((row) => steps.past[row]! >= maxLag).length)
  for (const [k, when] of (['before', 'after'] as const).entries())
    if (counts[k] === 0)
      throw new CausalError(
        'too-few-rows',
        steps[when].length === 0
          ? `there is no step ${when} the trigger${when === 'before' ? ': a fault that starts before the data has nothing to be held against' : ''}.`
          : `the steps ${when} have at most ${Math.max(0, ...Array.from(steps[when], (row) => steps.past[row]!)) + 1} without a gap, and the largest lag is ${maxLag}: give longer stretches, or fewer lags.`,
        { rows: steps[when].length, maxLag },
      )
  const { learner, alpha } = question
  const checked =
    graph === null
      ? names.map((_, i) => checkMechanism(steps, i, steps.isSeries ? [{ cause: i, lag: 1 }] : [], maxLag, learner))
      : checkedIn(graph, steps, learner, alpha)
  const checks = checked.map((c): MechanismCheck | null => (c.ok ? c.check : null))
  const incident: Incident = Object.freeze({
    names,
    target,
    graph: graph === null ? null : graph.summary,
    before: steps.columns.map((column) => Float64Array.from(steps.before, (row) => column[row]!)),
    after: steps.columns.map((column) => Float64Array.from(steps.after, (row) => column[row]!)),
    checks: Object.freeze(checks),
    isSeries: steps.isSeries,
    alpha: question.alpha,
  })
  return { incident, steps, graph, checked, warnings: warningsOf(incident, steps, checked) }
}

/** Each variable's check under the set of causes that the DAGs with the fewest changes give it. */
function checkedIn(graph: MechanismGraph, steps: Steps, learner: Learner | null, alpha: number): Checked[] {
  const { causeSets, maxLag } = graph
  const known = causeSets.map((sets): (Checked | null)[] => sets.map(() => null))
  const checkOf = (i: number, k: number): Checked => {
    known[i]![k] ??= checkMechanism(steps, i, causeSets[i]![k]!, maxLag, learner)
    return known[i]![k]!
  }
  const logP = (i: number, k: number): number => {
    const found = checkOf(i, k)
    return found.ok ? found.check.logPValue : Number.NaN
  }
  const chosen = sparsestChange(graph, logP, portableLog(alpha / causeSets.length))
  return Array.from(chosen, (k, i) => checkOf(i, k))
}

function warningsOf(incident: Incident, steps: Steps, checked: readonly Checked[]): string[] {
  const { names } = incident
  const warnings: string[] = []
  const tested = checked.filter((c) => c.ok).length
  const moved = names.filter((_, i) => {
    const c = checked[i]!
    return c.ok && c.quiet * tested < quietLevel
  })
  if (moved.length > 0)
    warnings.push(
      `the steps before are not quiet: in their last third ${quoteNames(moved, 3)} came about otherwise than before. A fault that starts before the trigger hides itself: move the trigger back, or take quieter steps.`,
    )
  if (incident.after[0]!.length < leastForSpread)
    warnings.push(
      `with ${incident.after[0]!.length} steps after (fewer than ${leastForSpread}) changes of spread are not tested, and p-values lean on normal residuals.`,
    )
  if (!incident.isSeries) {
    const table = makeTable(names, steps.before.length, [...incident.before])
    const following = rowDependence(table)
    if (following.length > 0)
      warnings.push(
        `rows of ${quoteNames(following.map(({ column }) => column))} follow the row before them: rows that depend on each other make p-values too small. Give series, such as series(table) makes.`,
      )
  }
  return warnings
}

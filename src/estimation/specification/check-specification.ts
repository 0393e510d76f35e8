import { calledAs } from '../../errors.js'
import { equalEstimands } from '../../estimand/simplify/equal-estimands.js'
import { maximalClass } from '../../graph/classes/maximal-class.js'
import { indexed } from '../../graph/core/indexed.js'
import type { CausalGraph } from '../../graph/types.js'
import { isAdjustmentSet } from '../../identification/adjustment/is-adjustment-set.js'
import { frontDoorSets } from '../../identification/front-door/front-door-sets.js'
import { identify } from '../../identification/id/identify.js'
import { instrumentProblem, isInstrument } from '../../identification/instruments/instrument-problem.js'
import { quoteNames } from '../../names.js'
import { show } from '../../show.js'
import { withoutAny } from '../core/question/without-any.js'
import { checkSpecificationForm } from './specification-form.js'
import type { Specification } from './types.js'

/**
 * What a graph says of a specification.
 *
 * @category Estimation
 */
export type SpecificationVerdict =
  | {
      /** By the graph the specified columns identify the effect. */
      readonly valid: true
    }
  | {
      /** The graph does not support it, or does not say. */
      readonly valid: false
      /**
       * - `not-in-graph`: a column that the graph does not know, or that is latent in it
       * - `not-identified`: by the graph these columns do not identify the effect
       * - `not-drawn`: the design rests on what a graph does not draw (a cut-off, parallel trends)
       */
      readonly reason: 'not-in-graph' | 'not-identified' | 'not-drawn'
      /** What is wrong, in words. */
      readonly message: string
      /** The names that show it. */
      readonly witness: Readonly<Record<string, unknown>>
    }

/**
 * Whether a graph supports a specification: the design judged apart from any number.
 *
 * A back door is judged by the generalised adjustment criterion, an experiment as a back door, a front door and instruments by
 * their criteria, a formula by whether `identify` finds an equal one, mediation by whether the adjustment does for treatment,
 * mediator and outcome in turn. Discontinuities, differences in differences and other
 * panel designs rest on what a graph does not draw: of these it says so (`not-drawn`), which is no judgement against them.
 *
 * @param graph - a DAG, ADMG, CPDAG, MAG or PAG; front doors and formulas need a DAG or an ADMG
 * @param specification - the design, as `estimateEffect` returns it or made by hand
 * @returns `{ valid: true }`, or why not
 * @throws CausalError `invalid-argument`, `unknown-option`, `overlap` for what is no specification; `not-supported` for a
 *   criterion that the kind of graph does not have
 * @complexity that of the criterion
 * @category Estimation
 * @example
 * const graph = dag('age -> dose -> cured; age -> cured')
 * const spec = { strategy: 'back-door', treatment: 'dose', outcome: 'cured', adjustment: [] } as const
 * checkSpecification(graph, { ...spec, adjustment: ['age'] }).valid
 * //=> true
 * const verdict = checkSpecification(graph, spec)
 * verdict.valid || verdict.reason
 * //=> 'not-identified'
 */
export function checkSpecification(graph: CausalGraph, specification: Specification): SpecificationVerdict {
  return calledAs('checkSpecification', () => {
    indexed(graph)
    const g = indexed(maximalClass(graph))
    checkSpecificationForm(specification)
    const { strategy, treatment, outcome, adjustment } = specification
    const through = columnsBetween(specification)
    const foreign = [treatment, outcome, ...adjustment, ...through].filter((name) => {
      const at = g.index.get(name)
      return at === undefined || g.latent[at] === 1
    })
    if (foreign.length > 0) {
      return invalid(
        'not-in-graph',
        `${quoteNames(foreign)} ${foreign.length > 1 ? 'are' : 'is'} no measured node of the graph.`,
        {
          names: foreign,
        },
      )
    }
    switch (strategy) {
      case 'experiment':
        return backDoor(graph, specification, 'total')
      case 'back-door':
        return backDoor(graph, specification, specification.effect ?? 'total')
      case 'front-door':
        return frontDoor(graph, specification)
      case 'instrument':
        return instruments(graph, specification)
      case 'formula':
        return formula(graph, specification)
      case 'mediation':
        return mediation(graph, specification)
      default:
        return invalid(
          'not-drawn',
          `${strategy} rests on what a graph does not draw: judge it by its own diagnostics.`,
          { strategy },
        )
    }
  })
}

/** The columns through which, or by which, the effect is identified. */
function columnsBetween(specification: Specification): readonly string[] {
  if (specification.strategy === 'front-door') return specification.mediators
  if (specification.strategy === 'instrument') return specification.instruments
  return specification.strategy === 'mediation' ? [specification.mediator] : []
}

function invalid(
  reason: Extract<SpecificationVerdict, { valid: false }>['reason'],
  message: string,
  witness: Readonly<Record<string, unknown>>,
): SpecificationVerdict {
  return Object.freeze({ valid: false, reason, message, witness: Object.freeze(witness) })
}

const valid: SpecificationVerdict = Object.freeze({ valid: true })

function backDoor(
  graph: CausalGraph,
  { treatment, outcome, adjustment }: Specification,
  effect: 'total' | 'direct',
): SpecificationVerdict {
  const verdict = isAdjustmentSet(graph, { treatment, outcome, effect }, adjustment)
  if (verdict.valid) return valid
  const path = verdict.witness.join(' – ')
  const set = adjustment.length > 0 ? `adjusting for ${quoteNames(adjustment)}` : 'adjusting for nothing'
  return invalid('not-identified', `${set} does not identify the effect: ${verdict.reason} (${path}).`, {
    criterion: verdict.reason,
    names: verdict.witness,
  })
}

/**
 * The adjustment must do for the treatment's effect on outcome and mediator, and with the treatment for the mediator's on the outcome
 * (VanderWeele 2015, section 2.3): then no common cause of mediator and outcome is moved by the treatment.
 */
function mediation(
  graph: CausalGraph,
  { treatment, outcome, mediator, adjustment }: Extract<Specification, { strategy: 'mediation' }>,
): SpecificationVerdict {
  const parts = [
    { treatment, outcome, adjustment },
    { treatment, outcome: mediator, adjustment },
    { treatment: mediator, outcome, adjustment: [...adjustment, treatment] },
  ]
  for (const part of parts) {
    const verdict = isAdjustmentSet(graph, { treatment: part.treatment, outcome: part.outcome }, part.adjustment)
    if (verdict.valid) continue
    const set = part.adjustment.length > 0 ? `adjusting for ${quoteNames(part.adjustment)}` : 'adjusting for nothing'
    return invalid(
      'not-identified',
      `${set} does not identify the effect of ${show(part.treatment)} on ${show(part.outcome)}, which mediation needs: ${verdict.reason} (${verdict.witness.join(' – ')}).`,
      { criterion: verdict.reason, names: verdict.witness, treatment: part.treatment, outcome: part.outcome },
    )
  }
  return valid
}

function frontDoor(
  graph: CausalGraph,
  { treatment, outcome, mediators }: Extract<Specification, { strategy: 'front-door' }>,
): SpecificationVerdict {
  const wanted = new Set(mediators)
  const exclude = graph.nodes.filter((name) => !wanted.has(name) && name !== treatment && name !== outcome)
  for (const set of frontDoorSets(graph, { treatment, outcome, include: mediators, exclude }))
    if (set.length === wanted.size) return valid
  return invalid(
    'not-identified',
    `${quoteNames(mediators)} ${mediators.length > 1 ? 'are' : 'is'} no front door here.`,
    {
      mediators,
    },
  )
}

function instruments(
  graph: CausalGraph,
  specification: Extract<Specification, { strategy: 'instrument' }>,
): SpecificationVerdict {
  const { treatment, outcome, adjustment, instruments: names } = specification
  const problem = instrumentProblem(graph, { treatment, outcome })
  const given = adjustment.map((name) => problem.g.index.get(name)!)
  const wrong = names.filter((name) => {
    const at = problem.g.index.get(name)!
    const closed = given.some((node) => problem.allowed[node] !== 1)
    return closed || given.includes(at) || !problem.candidates.includes(at) || !isInstrument(problem, at, given)
  })
  if (wrong.length === 0 && names.length > 0) return valid
  return invalid(
    'not-identified',
    names.length === 0
      ? 'no instrument is named.'
      : `given ${adjustment.length > 0 ? quoteNames(adjustment) : 'nothing'}, ${quoteNames(wrong)} ${wrong.length > 1 ? 'are no instruments' : 'is no instrument'} for ${show(treatment)} and ${show(outcome)}.`,
    { instruments: wrong },
  )
}

function formula(
  graph: CausalGraph,
  { treatment, outcome, estimand }: Extract<Specification, { strategy: 'formula' }>,
): SpecificationVerdict {
  const found = identify(graph, { do: treatment, outcome })
  if (found.identifiable && equalEstimands(withoutAny(found.estimand), withoutAny(estimand))) return valid
  return invalid(
    'not-identified',
    found.identifiable
      ? 'the formula is not seen to equal the one that the graph gives.'
      : 'by the graph no formula identifies the effect.',
    found.identifiable
      ? { estimand: found.estimand }
      : 'hedge' in found
        ? { hedge: found.hedge }
        : { names: found.witness },
  )
}

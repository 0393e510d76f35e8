import { CausalError, calledAs } from '../../errors.js'
import { checkedObject } from '../../names.js'
import { portableLog } from '../../numeric/special/portable-log.js'
import { checkOptions } from '../../options.js'
import { contract } from '../../probability/contraction/contract.js'
import { totalMass } from '../../probability/factors/check-mass.js'
import type { Factor, Variable } from '../../probability/types.js'
import { show } from '../../show.js'
import { type ByName, mapOf } from '../terms/by-name.js'
import { alignedValues, positionsByName } from '../terms/by-names.js'
import { type Channel, makeChannel } from '../terms/channel.js'
import { indexedDiagram } from '../terms/indexed.js'
import type { Diagram } from '../terms/types.js'
import { checkedTable } from './check-table.js'
import { meaningsByName } from './interpret.js'
import type { Semantics } from './semantics.js'
import { stochasticRules } from './stochastic.js'
import { substochasticRules } from './substochastic.js'
import { rowText } from './table.js'
import type { TensorBox } from './tensor-box.js'
import { assembled, readMeanings, type TensorOptions } from './tensor-semantics.js'

/**
 * The scalar of which {@link gradientOf} takes the gradient.
 *
 * @category Diagrams
 */
export interface GradientQuestion extends Partial<TensorOptions> {
  /** Counts of what was seen at the boundary, matched by name: the scalar is their log likelihood Σ n log P. */
  readonly counts?: Factor
  /** Any scalar of the result: from its numbers (row-major, inputs first) to its value and its derivatives with respect to them. */
  readonly scalar?: (values: Float64Array) => { readonly value: number; readonly gradient: ArrayLike<number> }
}

/**
 * A scalar of a diagram's meaning, and its derivatives.
 *
 * @category Diagrams
 */
export interface DiagramGradient {
  /** The scalar. */
  readonly value: number
  /** What the diagram is worth. */
  readonly result: Channel
  /** For each box its derivatives, as a table over its wires; where a name stands at several places their sum. */
  readonly gradients: ReadonlyMap<string, Channel>
}

/**
 * The gradient of a scalar of a diagram's meaning with respect to the numbers in its boxes: learning mechanisms from data, or
 * asking which probability matters most.
 *
 * Each derivative is the diagram contracted with that box taken out and the derivatives of the scalar put on the boundary. The
 * numbers in a box are taken as free: along a row that must sum to one only differences of its derivatives count. For the log
 * likelihood, number × derivative is the count that is expected for that cell, hidden wires filled in, so that dividing each
 * row of these by its sum is one step of the EM algorithm.
 *
 * @param diagram - any diagram
 * @param semantics - {@link stochastic} or {@link substochastic}
 * @param boxes - the meaning of each box, by its name, as in {@link interpret}
 * @param question - `counts` or `scalar`; besides, options of the semantics
 * @returns the value, the meaning, and the derivatives by box; boxes that no output depends on have none
 * @throws CausalError `zero-support` for counts where the diagram says that nothing can be (the cell is named), `not-supported` for
 *   another semantics or a normalized box, `invalid-argument` for a question without a scalar or derivatives that do not fit
 * @complexity one contraction for each box and one more
 * @reference Darwiche, A differential approach to inference in Bayesian networks, 2003
 * @category Diagrams
 * @example
 * const model = withOutputs(diagramOf(dag('H -> Y')), 'Y')
 * const boxes = { H: [0.5, 0.5], Y: [[0.9, 0.1], [0.2, 0.8]] }
 * const { gradients } = gradientOf(model, stochastic, boxes, { counts: factor([{ name: 'Y', states: ['0', '1'] }], [30, 70]) })
 * const expected = gradients.get('H')!.values.map((derivative, h) => 0.5 * derivative)
 * expected
 * //=> [32.3232, 67.6768]
 */
export function gradientOf(
  diagram: Diagram,
  semantics: Semantics<TensorBox, Channel, TensorOptions>,
  boxes: ByName<TensorBox>,
  question: GradientQuestion,
): DiagramGradient {
  return calledAs('gradientOf', () => {
    checkOptions('question', question, ['counts', 'scalar', 'states', 'sizes', 'budget'])
    checkOptions('budget', checkedObject('question', question).budget, ['operations', 'cells'], {
      cells: 'number',
      operations: 'number',
    })
    const d = indexedDiagram(diagram)
    const rules = [stochasticRules, substochasticRules].find(({ name }) => name === semantics?.name)
    const normalized = diagram.boxes.find(({ box }) => box.kind === 'normalized')
    if (rules === undefined || normalized !== undefined) {
      throw new CausalError(
        'not-supported',
        rules === undefined
          ? `gradients are taken in stochastic or substochastic, not in ${show(semantics?.name)}.`
          : `the normalized box ${show(normalized!.box.name)} has no gradient here: take it of what is inside.`,
      )
    }
    const meanings = mapOf('the meanings of the boxes', boxes)
    const meaningOf = meaningsByName(diagram, meanings)
    const read = readMeanings(rules, d, meaningOf, question, meanings)
    const problem = assembled(rules, d, read, question)
    const { cardinalities, keep, tensors, variables } = problem
    const limits = question.budget === undefined ? {} : { limits: question.budget }
    const { values } = contract({ cardinalities, tensors, keep, ...limits })
    const { value, gradient } = scalarOf(question, problem.variables, values)
    const weights = { scope: keep, values: gradient }
    const gradients = new Map<string, Channel>()
    for (const [t, { box, scope }] of tensors.entries()) {
      if (box?.kind !== 'channel') continue
      const others = [...tensors.filter((_, other) => other !== t), weights].map(({ scope: axes, values: table }) => ({
        scope: axes,
        values: table,
      }))
      const mentioned = new Set(others.flatMap(({ scope: axes }) => Array.from(axes)))
      for (const v of new Set(Array.from(scope)))
        if (!mentioned.has(v)) others.push({ scope: [v], values: new Float64Array(cardinalities[v]!).fill(1) })
      const own = contract({ cardinalities, tensors: others, keep: scope, ...limits }).values
      const before = gradients.get(box.name)
      const sum = before === undefined ? Float64Array.from(own) : own.map((x, i) => x + before.values[i]!)
      const wires = [...box.inputs, ...box.outputs].map((name) => ({ name, states: read.states.get(name)! }))
      gradients.set(box.name, makeChannel(wires, box.inputs.length, sum))
    }
    const result = makeChannel(variables, diagram.inputs.length, values)
    return Object.freeze({ value, result, gradients })
  })
}

/** The scalar and its derivatives with respect to the numbers of the result. */
function scalarOf(
  { counts, scalar }: GradientQuestion,
  variables: readonly Variable[],
  values: Float64Array,
): { value: number; gradient: Float64Array } {
  if ((counts === undefined) === (scalar === undefined)) {
    throw new CausalError(
      'invalid-argument',
      'give either counts, for their log likelihood, or a scalar of the result.',
    )
  }
  if (counts !== undefined) return logLikelihood(counts, variables, values)
  if (typeof scalar !== 'function') {
    throw new CausalError('invalid-argument', `the scalar must be a function, got ${show(scalar)}.`)
  }
  const told = scalar(values.slice())
  const gradient = told?.gradient
  const fits = gradient?.length === values.length && Array.from(gradient).every(Number.isFinite)
  if (fits && Number.isFinite(told.value)) return { value: told.value, gradient: Float64Array.from(gradient) }
  throw new CausalError(
    'invalid-argument',
    `the scalar must return { value, gradient }: a finite number and ${values.length} finite derivatives, got ${show(told)}.`,
  )
}

function logLikelihood(
  counts: Factor,
  variables: readonly Variable[],
  values: Float64Array,
): { value: number; gradient: Float64Array } {
  const table = checkedTable('the counts', counts)
  totalMass('the counts', table.values)
  const axes = positionsByName(
    { what: 'the result is', names: variables.map((v) => v.name) },
    { what: 'the counts', names: table.variables.map((v) => v.name) },
  )
  const seen = alignedValues('the counts', table, axes, variables)
  let value = 0
  const gradient = seen.map((n, cell) => {
    if (n === 0) return 0
    const p = values[cell]!
    if (!(p > 0)) {
      const at = rowText(variables, cell)
      throw new CausalError('zero-support', `${at} was counted ${n} times, but has the probability 0.`, { cell })
    }
    value += n * portableLog(p)
    return n / p
  })
  return { value, gradient }
}

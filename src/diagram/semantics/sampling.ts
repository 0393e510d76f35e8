import type { Cell } from '../../data/types.js'
import { CausalError } from '../../errors.js'
import { checkOptions } from '../../options.js'
import type { Generator } from '../../probability/streams/generator.js'
import { generator, seedStream, splitStream } from '../../probability/streams/stream.js'
import { show } from '../../show.js'
import { canonical } from '../equality/canonical.js'
import type { IndexedDiagram } from '../terms/indexed.js'
import type { Box } from '../terms/types.js'
import { refuseEffects } from './effect.js'
import type { Semantics } from './semantics.js'

/**
 * Where a box's program takes its chance from.
 *
 * @category Diagrams
 */
export interface Chance {
  /** A number in [0, 1). */
  readonly uniform: () => number
  /** A standard normal number. */
  readonly normal: () => number
  /** A standard exponential number. */
  readonly exponential: () => number
  /** A whole number in 0 … n − 1. */
  readonly integer: (n: number) => number
}

/**
 * A box as a program: from the values on its inputs to the values on its outputs (one value where there is one output).
 *
 * @category Diagrams
 */
export type Sampler = (inputs: readonly Cell[], chance: Chance) => Cell | readonly Cell[]

/**
 * What sampling is told besides the boxes.
 *
 * @category Diagrams
 */
export interface SamplingOptions {
  /** How many times the diagram is run; 1 unless told. */
  readonly draws: number
  /** Where chance begins; needed. */
  readonly seed: number | string
  /** One column of values for each input of the diagram, as long as `draws`. */
  readonly inputs: readonly (readonly Cell[])[]
  /** The states of objects, for uniform states: `{ coin: ['head', 'tail'] }`. */
  readonly states: Readonly<Record<string, readonly Cell[]>>
}

/**
 * Diagrams as programs that draw samples: one column of values for each output.
 *
 * Each box draws from a stream of its own, numbered as in the canonical form, so that equal diagrams draw equal samples
 * from the same seed.
 *
 * @category Diagrams
 * @example
 * const model = diagramOf(dag('X -> Y'))
 * const [x = [], y = []] = interpret(model, sampling, { X: (_, chance) => chance.integer(6), Y: ([x]) => Number(x) + 1 }, { draws: 4, seed: 1 })
 * y.every((value, i) => value === Number(x[i]) + 1)
 * //=> true
 */
export const sampling: Semantics<Sampler, readonly (readonly Cell[])[], SamplingOptions> = Object.freeze({
  name: 'sampling',
  takes: 'programs',
  read: readSamples,
})

function readSamples(
  d: IndexedDiagram,
  meaningOf: (box: Box) => Sampler,
  options: Partial<SamplingOptions>,
): readonly (readonly Cell[])[] {
  const { diagram } = d
  refuseEffects('sampling', diagram)
  const { count, columns } = checkedOptions(d, options)
  // live boxes only, in canonical order: each after those that it reads from
  const { positions } = canonical(diagram, 'markov')
  const stream = seedStream(options.seed!)
  for (const [k, b] of positions.entries()) {
    const { box, inputs: ins, outputs: outs } = diagram.boxes[b]!
    const program = programOf(box, meaningOf, options)
    const chance = chanceFrom(generator(splitStream(stream, k)))
    const made: Cell[][] = outs.map(() => new Array<Cell>(count))
    for (let i = 0; i < count; i++) {
      const result = program(
        ins.map((v) => columns[v]![i]!),
        chance,
      )
      const values = Array.isArray(result) ? (result as readonly Cell[]) : [result as Cell]
      if (values.length !== outs.length || values.some((v) => typeof v !== 'string' && !Number.isFinite(v))) {
        throw new CausalError(
          'type-mismatch',
          `box ${show(box.name)} returned ${told(result)}: expected ${outs.length} value${outs.length === 1 ? '' : 's'}, each a text or a finite number.`,
          { box: box.name, value: result },
        )
      }
      for (let p = 0; p < outs.length; p++) made[p]![i] = values[p]!
    }
    for (const [p, v] of outs.entries()) columns[v] = made[p]!
  }
  return Object.freeze(diagram.outputWires.map((v) => Object.freeze([...columns[v]!])))
}

/** More do not fit into a list. */
const mostDraws = 2 ** 26

function checkedOptions(
  d: IndexedDiagram,
  options: Partial<SamplingOptions>,
): { count: number; columns: (readonly Cell[])[] } {
  checkOptions('options', options, ['draws', 'seed', 'inputs', 'states'], { inputs: 'list' })
  const count = options.draws ?? 1
  if (!Number.isInteger(count) || count < 1 || count > mostDraws) {
    throw new CausalError(
      'invalid-argument',
      `draws must be a whole number from 1 to ${mostDraws}, got ${show(count)}.`,
      {
        count,
      },
    )
  }
  if (options.seed === undefined) {
    throw new CausalError('invalid-argument', 'sampling needs a seed, a number or a text: { seed: 1 }.')
  }
  const inputs = options.inputs ?? []
  const { inputWires: inp, inputs: dom, wires } = d.diagram
  for (let i = 0; i < Math.max(inp.length, inputs.length); i++) {
    if (inputs[i]?.length === count && i < inp.length) continue
    throw new CausalError(
      'type-mismatch',
      `input ${i + 1} (${show(dom[i]) ?? 'none'}) needs a column of ${count} values in options.inputs, got ${inputs[i]?.length ?? 'none'}.`,
      { position: i },
    )
  }
  const columns: (readonly Cell[])[] = new Array(wires.length)
  for (const [i, v] of inp.entries()) columns[v] = inputs[i]!
  return { count, columns }
}

function programOf(box: Box, meaningOf: (box: Box) => Sampler, options: Partial<SamplingOptions>): Sampler {
  if (box.kind === 'point') return () => box.value!
  if (box.kind === 'uniform') {
    const object = box.outputs[0]!
    const states = options.states !== undefined && Object.hasOwn(options.states, object) ? options.states[object]! : []
    if (states.length === 0) {
      throw new CausalError(
        'invalid-argument',
        `the uniform state of ${show(object)} needs its states: { states: { ${object}: […] } }.`,
        { object },
      )
    }
    return (_, chance) => states[chance.integer(states.length)]!
  }
  const program = meaningOf(box)
  if (typeof program !== 'function') {
    throw new CausalError('type-mismatch', `box ${show(box.name)} needs a function for sampling.`, {
      box: box.name,
    })
  }
  return program
}

/** What a program returned, as it stands in a message. */
const told = (result: unknown): string =>
  Array.isArray(result) ? `[${result.slice(0, 8).map(show).join(', ')}]` : show(result)

function chanceFrom(from: Generator): Chance {
  return Object.freeze({
    uniform: () => from.uniform(),
    normal: () => from.normal(),
    exponential: () => from.exponential(),
    integer: (n: number) => from.integer(n),
  })
}

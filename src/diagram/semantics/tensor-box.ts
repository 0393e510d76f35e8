import { CausalError } from '../../errors.js'
import type { Factor } from '../../probability/types.js'
import { show } from '../../show.js'
import { isMatrix, type MatrixLike } from '../terms/matrix-like.js'
import type { Box } from '../terms/types.js'

/** Numbers in lists in lists …, one level for each axis. */
export type Nested = readonly (number | Nested)[]

/**
 * What a box may be interpreted by in the table semantics: a matrix with a row for each combination of inputs and a column
 * for each combination of outputs, nested lists with a level for each wire, the numbers in a row (inputs first, last wire
 * fastest), or a channel or factor over the wires in order.
 *
 * @category Diagrams
 */
export type TensorBox = MatrixLike | Nested | Float64Array | Factor

/** The numbers of a box in one row, and what their shape says of the sizes of its wires. */
export interface ReadBox {
  readonly values: Float64Array
  /** One size for each wire, inputs first, where the shape tells; else −1. */
  readonly sizes: readonly number[]
  /** The products of the sizes of the inputs and of the outputs, where the shape tells; else −1. */
  readonly rows: number
  readonly columns: number
  /** The states of each wire, where the interpretation names them. */
  readonly states?: readonly (readonly string[])[]
}

/** Reads the numbers and the shape of a box's interpretation. */
export function readBox(box: Box, given: TensorBox): ReadBox {
  const wires = box.dom.length + box.cod.length
  const unknown = new Array<number>(wires).fill(-1)
  if (isMatrix(given)) {
    const flat = Float64Array.from(given.to1DArray())
    return { values: flat, sizes: unknown, rows: given.rows, columns: given.columns }
  }
  if (given instanceof Float64Array) return { values: given, sizes: unknown, rows: -1, columns: -1 }
  if (Array.isArray(given)) {
    const shape = shapeOf(given as Nested)
    const values = Float64Array.from((given as unknown[]).flat(Number.POSITIVE_INFINITY) as number[])
    if (shape.reduce((a, b) => a * b, 1) !== values.length) throw ragged(box)
    if (shape.length === wires && wires > 0) return { values, sizes: shape, rows: -1, columns: -1 }
    if (shape.length === 2) return { values, sizes: unknown, rows: shape[0]!, columns: shape[1]! }
    if (shape.length === 1) return { values, sizes: unknown, rows: -1, columns: -1 }
    throw ragged(box)
  }
  const factor = given as Factor
  if (!Array.isArray(factor?.variables) || !(factor.values instanceof Float64Array)) {
    throw new CausalError(
      'type-mismatch',
      `box ${show(box.name)} needs a matrix, nested lists, a Float64Array or a factor.`,
      { box: box.name },
    )
  }
  const names = factor.variables.map((v) => v.name)
  const wanted = [...box.dom, ...box.cod]
  if (names.length !== wires || names.some((name, i) => name !== wanted[i])) {
    throw new CausalError(
      'type-mismatch',
      `the factor of box ${show(box.name)} is over [${names.join(', ')}], but must be over [${wanted.join(', ')}] in this order.`,
      { box: box.name, actual: names, expected: wanted },
    )
  }
  const states = factor.variables.map((v) => v.states)
  return { values: factor.values, sizes: states.map((s) => s.length), rows: -1, columns: -1, states }
}

/** The lengths of nested lists, level by level (of the first of each). */
function shapeOf(nested: Nested): number[] {
  const shape: number[] = []
  let level: unknown = nested
  while (Array.isArray(level)) {
    shape.push(level.length)
    level = level[0]
  }
  return shape
}

function ragged(box: Box): CausalError {
  return new CausalError(
    'type-mismatch',
    `the lists of box ${show(box.name)} are nested unevenly, or have neither one level for each of its ${box.dom.length + box.cod.length} wires nor the two of a matrix.`,
    { box: box.name },
  )
}

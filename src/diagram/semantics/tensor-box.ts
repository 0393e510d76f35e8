import { CausalError } from '../../errors.js'
import type { Factor, Variable } from '../../probability/types.js'
import { show } from '../../show.js'
import { alignedValues, positionsByName } from '../terms/by-names.js'
import type { Channel } from '../terms/channel.js'
import { typeText } from '../terms/make.js'
import { isMatrix, type MatrixLike } from '../terms/matrix-like.js'
import type { Box } from '../terms/types.js'
import { checkedTable } from './check-table.js'
import { flattened, type Nested } from './nested.js'

/**
 * What a box may be interpreted by in the table semantics: a matrix with a row for each combination of inputs and a column
 * for each combination of outputs (one row without inputs, one column without outputs), nested lists with a level for each
 * wire, the numbers in a row (inputs first, last wire fastest), or a channel or factor over the wires, whose variables and
 * states are matched by name.
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
  if (given instanceof Float64Array) return { values: given, sizes: unknownSizes(box), rows: -1, columns: -1 }
  if (isMatrix(given)) return readLists(box, given.to2DArray(), true)
  return Array.isArray(given) ? readLists(box, given, false) : readTable(box, given as Factor)
}

const unknownSizes = (box: Box): number[] => new Array<number>(box.inputs.length + box.outputs.length).fill(-1)

function readLists(box: Box, lists: unknown, isMatrix: boolean): ReadBox {
  const wires = box.inputs.length + box.outputs.length
  const what = `the meaning of box ${show(box.name)}`
  const read = flattened(what, lists, Math.max(2, wires))
  if (read === null) throw ragged(box)
  const { shape, values } = read
  const sizes = unknownSizes(box)
  const [rows, columns] = [shape[0]!, shape[1]!]
  // without inputs a matrix has one row, without outputs one column: a level of 1 then says nothing of the wires
  const oneSided =
    shape.length === 2 && ((box.inputs.length === 0 && rows === 1) || (box.outputs.length === 0 && columns === 1))
  if (shape.length === wires && wires > 0 && !isMatrix && !oneSided)
    return { values, sizes: shape, rows: -1, columns: -1 }
  if (shape.length === 2) return { values, sizes, rows, columns }
  if (shape.length === 1) return { values, sizes, rows: -1, columns: -1 }
  throw ragged(box)
}

function readTable(box: Box, given: Factor): ReadBox {
  const what = `the meaning of box ${show(box.name)}`
  if (!Array.isArray(given?.variables)) {
    throw new CausalError(
      'type-mismatch',
      `${what} must be a matrix, nested lists, a Float64Array or a factor, got ${show(given)}.`,
      { box: box.name },
    )
  }
  const { variables, values } = checkedTable(what, given)
  const { inputs } = given as Partial<Channel>
  if (inputs !== undefined && inputs !== box.inputs.length) {
    throw new CausalError(
      'type-mismatch',
      `the channel of box ${show(box.name)} has ${String(inputs)} inputs, but the box has ${box.inputs.length}: inputs ${typeText(box.inputs)}, outputs ${typeText(box.outputs)}.`,
      { box: box.name, actual: inputs, expected: box.inputs.length },
    )
  }
  const axes = axesByName(box, variables)
  const own = axes.map((axis) => variables[axis]!)
  const states = own.map((v) => v.states)
  const inOrder = axes.every((axis, k) => axis === k)
  const table = { variables, values }
  return {
    values: inOrder ? values : alignedValues(what, table, axes, own),
    sizes: states.map((s) => s.length),
    rows: -1,
    columns: -1,
    states,
  }
}

/** Where each wire of a box stands among a table's variables: by name, unless both lists are the same. */
function axesByName(box: Box, variables: readonly Variable[]): number[] {
  const names = variables.map((v) => v.name)
  const is = `box ${show(box.name)} is`
  return positionsByName({ what: is, names: [...box.inputs, ...box.outputs] }, { what: 'its factor', names })
}

function ragged(box: Box): CausalError {
  return new CausalError(
    'type-mismatch',
    `the lists of box ${show(box.name)} are nested unevenly, hold what is no number, or have neither one level for each of its ${box.inputs.length + box.outputs.length} wires nor the two of a matrix.`,
    { box: box.name },
  )
}

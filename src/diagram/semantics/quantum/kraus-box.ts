import { CausalError } from '../../../errors.js'
import { symmetricEigen } from '../../../numeric/symmetric-eigen.js'
import { show } from '../../../show.js'
import { isMatrix, type MatrixLike, rowsOf } from '../../terms/matrix-like.js'
import type { Box } from '../../terms/types.js'

/**
 * A matrix of complex numbers: its real and its imaginary part, which is zero unless told.
 *
 * @category Diagrams
 */
export interface ComplexMatrix {
  /** The real parts. */
  readonly re: MatrixLike
  /** The imaginary parts. */
  readonly im?: MatrixLike
}

/**
 * What a box may be interpreted by in {@link quantum}: Kraus operators (a row for each combination of basis states of the
 * outputs, a column for each of the inputs, the last wire fastest), or for a state its density matrix.
 *
 * @category Diagrams
 */
export type QuantumBox = { readonly kraus: readonly ComplexMatrix[] } | { readonly density: ComplexMatrix }

/** Complex numbers row by row. */
interface Complex {
  readonly rows: number
  readonly columns: number
  readonly re: Float64Array
  readonly im: Float64Array
}

/** A box as a sum of terms Φ(E_ii′)_oo′, in the order o, o′, i, i′. */
export interface Superoperator {
  readonly inputs: number
  readonly outputs: number
  readonly re: Float64Array
  readonly im: Float64Array
}

function complexOf(what: string, given: ComplexMatrix): Complex {
  if (typeof given !== 'object' || given === null || given.re === undefined) {
    throw new CausalError('type-mismatch', `${what} must be { re, im }: rows of numbers, got ${show(given)}.`)
  }
  const re = rowsOf(`the real part of ${what}`, given.re)
  const columns = re[0]?.length ?? 0
  const im =
    given.im === undefined ? re.map((row) => row.map(() => 0)) : rowsOf(`the imaginary part of ${what}`, given.im)
  if (im.length !== re.length || im.some((row) => row.length !== columns)) {
    throw new CausalError('type-mismatch', `the real and the imaginary part of ${what} have different sizes.`)
  }
  return { rows: re.length, columns, re: Float64Array.from(re.flat()), im: Float64Array.from(im.flat()) }
}

/** More entries than this make no small box. */
const mostEntries = 2 ** 16

/** Reads a box's meaning; refuses what preserves no trace, and what is classical. */
export function readQuantum(box: Box, given: QuantumBox): Superoperator {
  const what = `box ${show(box.name)}`
  const isClassical =
    Array.isArray(given) ||
    ArrayBuffer.isView(given) ||
    isMatrix(given) ||
    (typeof given === 'object' && given !== null && 'variables' in given)
  if (isClassical) {
    throw new CausalError(
      'type-mismatch',
      `${what} is given a classical table: encode it by krausOf, which measures, looks up and prepares.`,
      { box: box.name },
    )
  }
  if (typeof given === 'object' && given !== null && 'density' in given) return readDensity(box, what, given.density)
  if (typeof given !== 'object' || given === null || !Array.isArray(given.kraus) || given.kraus.length === 0) {
    throw new CausalError(
      'type-mismatch',
      `${what} must be { kraus: [{ re, im }, …] } or, for a state, { density: { re, im } }, got ${show(given)}.`,
      { box: box.name },
    )
  }
  const list = given.kraus.map((k, i) => complexOf(`Kraus operator ${i + 1} of ${what}`, k))
  const { rows: outputs, columns: inputs } = list[0]!
  if (inputs === 0 || list.some((k) => k.rows !== outputs || k.columns !== inputs)) {
    throw new CausalError('type-mismatch', `the Kraus operators of ${what} must all have one size.`, { box: box.name })
  }
  checkSize(box, inputs * outputs)
  checkTrace(box, list, inputs)
  const re = new Float64Array((inputs * outputs) ** 2)
  const im = new Float64Array(re.length)
  for (const k of list) {
    let at = 0
    for (let o = 0; o < outputs; o++)
      for (let p = 0; p < outputs; p++)
        for (let i = 0; i < inputs; i++)
          for (let j = 0; j < inputs; j++, at++) {
            const [x, y] = [o * inputs + i, p * inputs + j]
            // K_oi times the conjugate of K_pj
            re[at]! += k.re[x]! * k.re[y]! + k.im[x]! * k.im[y]!
            im[at]! += k.im[x]! * k.re[y]! - k.re[x]! * k.im[y]!
          }
  }
  return { inputs, outputs, re, im }
}

function checkSize(box: Box, product: number): void {
  if (product ** 2 <= mostEntries) return
  throw new CausalError(
    'too-large',
    `box ${show(box.name)} has inputs times outputs of dimension ${product}: boxes up to ${Math.sqrt(mostEntries)} are read.`,
    { box: box.name, dimension: product },
  )
}

/** Σ K† K must be the identity. */
function checkTrace(box: Box, list: readonly Complex[], inputs: number): void {
  for (let i = 0; i < inputs; i++) {
    for (let j = 0; j < inputs; j++) {
      let [re, im] = [0, 0]
      for (const k of list) {
        for (let o = 0; o < k.rows; o++) {
          const [x, y] = [o * inputs + i, o * inputs + j]
          re += k.re[x]! * k.re[y]! + k.im[x]! * k.im[y]!
          im += k.re[x]! * k.im[y]! - k.im[x]! * k.re[y]!
        }
      }
      if (Math.abs(re - (i === j ? 1 : 0)) <= 1e-9 && Math.abs(im) <= 1e-9) continue
      throw new CausalError(
        'not-probability',
        `box ${show(box.name)} does not preserve the trace: the sum of K†K holds ${re}${im === 0 ? '' : ` + ${im}i`} in row ${i + 1}, column ${j + 1}, but must be the identity.`,
        { box: box.name, row: i, column: j },
      )
    }
  }
}

function readDensity(box: Box, what: string, given: ComplexMatrix): Superoperator {
  if (box.inputs.length > 0) {
    throw new CausalError('type-mismatch', `${what} has inputs: a density matrix is a state. Give Kraus operators.`, {
      box: box.name,
    })
  }
  const { rows: n, columns, re, im } = complexOf(`the density matrix of ${what}`, given)
  const refuse = (why: string): CausalError =>
    new CausalError('not-probability', `the density matrix of ${what} ${why}.`, { box: box.name })
  if (n !== columns || n === 0) throw refuse(`is ${n} × ${columns}, not square`)
  checkSize(box, n)
  let trace = 0
  const embedded = new Float64Array(4 * n * n)
  for (let i = 0; i < n; i++) {
    trace += re[i * n + i]!
    for (let j = 0; j < n; j++) {
      const gap = Math.max(Math.abs(re[i * n + j]! - re[j * n + i]!), Math.abs(im[i * n + j]! + im[j * n + i]!))
      if (gap > 1e-9) throw refuse(`is not Hermitian at row ${i + 1}, column ${j + 1}`)
      for (const [r, c, x] of [[0, 0, re], [n, n, re], [n, 0, im]] as const) // biome-ignore format: the blocks of the matrix
        embedded[(i + r) * 2 * n + j + c] = x[i * n + j]!
      embedded[i * 2 * n + j + n] = -im[i * n + j]!
    }
  }
  if (Math.abs(trace - 1) > 1e-9) throw refuse(`has the trace ${trace}, not 1`)
  const least = symmetricEigen(embedded, 2 * n).values[0]!
  if (least < -1e-9) throw refuse(`has the eigenvalue ${least}: probabilities are not negative`)
  return { inputs: 1, outputs: n, re, im }
}

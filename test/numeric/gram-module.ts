// The source of the module in src/numeric/gram-kernel.ts: WebAssembly written out instruction by instruction, 408 bytes. A test keeps
// both equal; when this changes, the test prints the text to put there.
import {
  add,
  advance,
  type Code,
  constant,
  get,
  i32,
  isEqual,
  isZero,
  load,
  moduleOf,
  repeat,
  set,
  shiftLeft,
  store,
  subtract,
  tee,
  unsigned,
  v128,
  vector,
} from '../support/assembly.js'

const loadTwice = (offset: number): Code => vector(10, 3, ...unsigned(offset))
const times = vector(0xf2)
const plus = vector(0xf0)

// parameters: where panels begin, rows, panels, where tiles go; a panel is four columns, row by row, 32 bytes a row
const [x, rows, panels, out] = [0, 1, 2, 3]
// of the tile at work: its panels, how many rows of tiles are left, whether it is the last of its row
const [a, b, left, isLast] = [4, 5, 6, 7]
// within it: where we are in both panels, rows left; and the bytes of a panel, and where the next tile goes
const [inA, inB, rowsLeft, size, tile] = [8, 9, 10, 11, 12]
// two zeros, which nothing is ever put into
const [first, second, value, sums, zeros] = [13, 14, 15, 16, 24]
const eight = Array.from({ length: 8 }, (_, k) => k)

/** Four values of a, each times the four of b: eight pairs of sums. Every sum grows row by row, as in plain JavaScript. */
const row: Code = [
  ...get(inB!),
  ...load(0),
  ...set(first!),
  ...get(inB!),
  ...load(16),
  ...set(second!),
  ...[0, 1, 2, 3].flatMap((t) => [
    ...get(inA!),
    ...loadTwice(8 * t),
    ...tee(value!),
    ...get(first!),
    ...times,
    ...get(sums! + 2 * t),
    ...plus,
    ...set(sums! + 2 * t),
    ...get(value!),
    ...get(second!),
    ...times,
    ...get(sums! + 2 * t + 1),
    ...plus,
    ...set(sums! + 2 * t + 1),
  ]),
  ...advance(inA!, 32),
  ...advance(inB!, 32),
]

const body: Code = [
  ...get(rows!),
  ...constant(5),
  ...shiftLeft,
  ...set(size!),
  ...get(out!),
  ...set(tile!),
  ...get(x!),
  ...set(a!),
  ...get(panels!),
  ...set(left!),
  ...repeat([
    [...get(x!), ...set(b!)],
    repeat([
      eight.flatMap((k) => [...get(zeros!), ...set(sums! + k)]),
      [...get(a!), ...set(inA!), ...get(b!), ...set(inB!), ...get(rows!), ...set(rowsLeft!)],
      repeat([row, get(rowsLeft!), constant(1), subtract, tee(rowsLeft!)]),
      eight.flatMap((k) => [...get(tile!), ...get(sums! + k), ...store(16 * k)]),
      advance(tile!, 128),
      [...get(b!), ...get(a!), ...isEqual, ...set(isLast!)],
      [...get(b!), ...get(size!), ...add, ...set(b!)],
      [...get(isLast!), ...isZero],
    ]),
    [...get(a!), ...get(size!), ...add, ...set(a!)],
    [...get(left!), ...constant(1), ...subtract, ...tee(left!)],
  ]),
]

/** One memory `m` and one function `g(x, rows, panels, out)`. */
export const gramModule: Uint8Array = moduleOf(
  [i32, i32, i32, i32],
  [
    [9, i32],
    [12, v128],
  ],
  body,
)

// The source of the module in src/numeric/gram-kernel.ts: WebAssembly written out instruction by instruction, 408 bytes. A test keeps
// both equal; when this changes, the test prints the text to put there.

type Code = readonly number[]

const unsigned = (value: number): Code => (value < 128 ? [value] : [(value & 127) | 128, ...unsigned(value >>> 7)])
const signed = (value: number): Code =>
  value >= -64 && value < 64 ? [value & 127] : [(value & 127) | 128, ...signed(value >> 7)]
const list = (items: readonly Code[]): Code => [...unsigned(items.length), ...items.flat()]
const name = (text: string): Code => list(Array.from(text, (letter) => [letter.charCodeAt(0)]))
const section = (id: number, body: Code): Code => [id, ...unsigned(body.length), ...body]
const vector = (operation: number, ...rest: number[]): Code => [0xfd, ...unsigned(operation), ...rest]

const [i32, v128] = [0x7f, 0x7b]
const get = (local: number): Code => [0x20, local]
const set = (local: number): Code => [0x21, local]
const tee = (local: number): Code => [0x22, local]
const constant = (value: number): Code => [0x41, ...signed(value)]
const [isZero, isEqual, add, subtract, shiftLeft]: Code[] = [[0x45], [0x46], [0x6a], [0x6b], [0x74]]
/** Runs the body, and again while it ends with a number that is not 0. */
const repeat = (body: readonly Code[]): Code => [0x03, 0x40, ...body.flat(), 0x0d, 0, 0x0b]
const load = (offset: number): Code => vector(0, 3, ...unsigned(offset))
const loadTwice = (offset: number): Code => vector(10, 3, ...unsigned(offset))
const store = (offset: number): Code => vector(11, 3, ...unsigned(offset))
const times = vector(0xf2)
const plus = vector(0xf0)
const advance = (local: number, bytes: number): Code => [...get(local), ...constant(bytes), ...add!, ...set(local)]

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
  ...shiftLeft!,
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
      repeat([row, get(rowsLeft!), constant(1), subtract!, tee(rowsLeft!)]),
      eight.flatMap((k) => [...get(tile!), ...get(sums! + k), ...store(16 * k)]),
      advance(tile!, 128),
      [...get(b!), ...get(a!), ...isEqual!, ...set(isLast!)],
      [...get(b!), ...get(size!), ...add!, ...set(b!)],
      [...get(isLast!), ...isZero!],
    ]),
    [...get(a!), ...get(size!), ...add!, ...set(a!)],
    [...get(left!), ...constant(1), ...subtract!, ...tee(left!)],
  ]),
  0x0b,
]

const code: Code = [
  ...list([
    [9, i32!],
    [12, v128!],
  ]),
  ...body,
]

/** One memory `m` and one function `g(x, rows, panels, out)`. */
export const gramModule: Uint8Array = Uint8Array.from([
  0,
  ...Array.from('asm', (letter) => letter.charCodeAt(0)),
  1,
  0,
  0,
  0,
  ...section(1, list([[0x60, ...list([[i32!], [i32!], [i32!], [i32!]]), 0]])),
  ...section(3, list([[0]])),
  ...section(5, list([[0, 1]])),
  ...section(
    7,
    list([
      [...name('m'), 2, 0],
      [...name('g'), 0, 0],
    ]),
  ),
  ...section(10, list([[...unsigned(code.length), ...code]])),
])

// WebAssembly written out instruction by instruction: what the sources of the modules of src are made of.

export type Code = readonly number[]

export const unsigned = (value: number): Code =>
  value < 128 ? [value] : [(value & 127) | 128, ...unsigned(value >>> 7)]
const signed = (value: number): Code =>
  value >= -64 && value < 64 ? [value & 127] : [(value & 127) | 128, ...signed(value >> 7)]
export const list = (items: readonly Code[]): Code => [...unsigned(items.length), ...items.flat()]
const name = (text: string): Code => list(Array.from(text, (letter) => [letter.charCodeAt(0)]))
const section = (id: number, body: Code): Code => [id, ...unsigned(body.length), ...body]
export const vector = (operation: number, ...rest: number[]): Code => [0xfd, ...unsigned(operation), ...rest]

export const i32 = 0x7f
export const f64 = 0x7c
export const v128 = 0x7b
export const get = (local: number): Code => [0x20, local]
export const set = (local: number): Code => [0x21, local]
export const tee = (local: number): Code => [0x22, local]
export const constant = (value: number): Code => [0x41, ...signed(value)]
export const isZero: Code = [0x45]
export const isEqual: Code = [0x46]
export const add: Code = [0x6a]
export const subtract: Code = [0x6b]
export const and: Code = [0x71]
export const or: Code = [0x72]
export const lowestBit: Code = [0x68]
export const shiftLeft: Code = [0x74]
export const call = (index: number): Code => [0x10, index]
export const leave: Code = [0x0f]
/** Runs the body if the last number is not 0. */
export const when = (body: readonly Code[]): Code => [0x04, 0x40, ...body.flat(), 0x0b]
/** Runs the body, and again while it ends with a number that is not 0. */
export const repeat = (body: readonly Code[]): Code => [0x03, 0x40, ...body.flat(), 0x0d, 0, 0x0b]
export const load = (offset: number): Code => vector(0, 3, ...unsigned(offset))
export const store = (offset: number): Code => vector(11, 3, ...unsigned(offset))
export const loadI32 = (offset: number): Code => [0x28, 2, ...unsigned(offset)]
export const loadF64 = (offset: number): Code => [0x2b, 3, ...unsigned(offset)]
export const storeF64 = (offset: number): Code => [0x39, 3, ...unsigned(offset)]
export const advance = (local: number, bytes: number): Code => [
  ...get(local),
  ...constant(bytes),
  ...add,
  ...set(local),
]

/**
 * One memory `m`, and one function `g` with its parameters, results and local values (how many, of which type). Function 0 is `g`;
 * with an imported function `a.f`, whose parameters are `imported`, that is function 0 and `g` is function 1.
 */
export function moduleOf(
  parameters: readonly number[],
  locals: readonly (readonly [number, number])[],
  body: Code,
  imported?: readonly number[],
): Uint8Array {
  const type = (all: readonly number[]): Code => [0x60, ...list(all.map((one) => [one])), 0]
  const code = [...list(locals), ...body, 0x0b]
  const outer = imported === undefined ? 0 : 1
  return Uint8Array.from([
    0,
    ...Array.from('asm', (letter) => letter.charCodeAt(0)),
    1,
    0,
    0,
    0,
    ...section(1, list([type(parameters), ...(imported === undefined ? [] : [type(imported)])])),
    ...(imported === undefined ? [] : section(2, list([[...name('a'), ...name('f'), 0, 1]]))),
    ...section(3, list([[0]])),
    ...section(5, list([[0, 1]])),
    ...section(
      7,
      list([
        [...name('m'), 2, 0],
        [...name('g'), 0, outer],
      ]),
    ),
    ...section(10, list([[...unsigned(code.length), ...code]])),
  ])
}

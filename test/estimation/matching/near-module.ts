// The source of the module in src/estimation/matching/near-kernel.ts: WebAssembly written out instruction by instruction. A test keeps
// both equal; when this changes, the test prints the text to put there.
import {
  add,
  advance,
  and,
  type Code,
  call,
  constant,
  f64,
  get,
  i32,
  isZero,
  leave,
  load,
  loadF64,
  loadI32,
  lowestBit,
  moduleOf,
  or,
  repeat,
  set,
  shiftLeft,
  storeF64,
  subtract,
  tee,
  v128,
  vector,
  when,
} from '../../support/assembly.js'

// memory: the limit of squares (8 bytes) and of rough squares (4), where the rough place is, how many axes; then the nodes of
// near-kernel.ts, and the axes: how far off the box at hand is, and the place
const [limitAt, roughLimitAt, roughPlaceAt, dimensionAt] = [0, 8, 12, 16] as const
const [firstEnd, secondBegin, second, axisOrBox, leftIn, firstPoint, nodeBytes] = [0, 8, 16, 20, 24, 28, 32] as const
const [off, own] = [0, 8] as const
const fromMemory = (at: number, loaded: (offset: number) => Code): Code => [...constant(0), ...loaded(at)]

const loadEverywhere = (offset: number): Code => vector(9, 2, offset)
const bitsOf = vector(0xa4)
const [atMost4, plus4, minus4, times4] = [0x45, 0xe4, 0xe5, 0xe6].map((operation) => vector(operation)) as Code[]
const [plus, minus, times, larger, atMost] = [[0xa0], [0xa1], [0xa2], [0xa5], [0x65]] as Code[]

// parameters: a node, and its square from the place
const [node, square] = [0, 1] as const
// its second half (0 for a leaf), its axis or box, the halves by distance; of a leaf: the rough place, axes left, near points
const [other, axis, near, far, rough, left, bits] = [2, 3, 4, 5, 6, 7, 8] as const
// how far off the box is along its axis, without that, and the same of the halves
const [before, rest, toNear, toFar] = [9, 10, 11, 12] as const
// the coordinate of the place, a difference, the limit four times, and eight times four sums
const [coordinate, difference, limits, sums] = [13, 14, 15, 16] as const
const eight = Array.from({ length: 8 }, (_, t) => t)

const squared = (local: number): Code => [...get(local), ...get(local), ...times!]

const leaf: Code[] = [
  [...fromMemory(roughPlaceAt, loadI32), ...set(rough), ...fromMemory(dimensionAt, loadI32), ...set(left)],
  repeat([
    [...get(rough), ...loadEverywhere(0), ...set(coordinate)],
    eight.flatMap((t) => [
      ...get(axis),
      ...load(16 * t),
      ...get(coordinate),
      ...minus4!,
      ...tee(difference),
      ...get(difference),
      ...times4!,
      ...get(sums + t),
      ...plus4!,
      ...set(sums + t),
    ]),
    [...advance(axis, 128), ...advance(rough, 4)],
    [...get(left), ...constant(1), ...subtract, ...tee(left)],
  ]),
  [...fromMemory(roughLimitAt, (offset) => loadEverywhere(offset)), ...set(limits)],
  eight.flatMap((t) => [
    ...get(sums + t),
    ...get(limits),
    ...atMost4!,
    ...bitsOf,
    ...(t > 0 ? [...constant(4 * t), ...shiftLeft, ...or] : []),
  ]),
  tee(bits),
  when([
    repeat([
      [...get(node), ...loadI32(firstPoint), ...get(bits), ...lowestBit, ...add, ...call(0)],
      [...get(bits), ...get(bits), ...constant(1), ...subtract, ...and, ...tee(bits)],
    ]),
  ]),
  leave,
]

/** Goes to a half, which is so far off along the axis. */
const enter = (half: number, away: number): Code => [
  ...get(axis),
  ...get(away),
  ...storeF64(off),
  ...get(half),
  ...get(rest),
  ...squared(away),
  ...plus!,
  ...call(1),
]

const body: Code = [
  [...get(node), ...loadI32(axisOrBox), ...set(axis)],
  [...get(node), ...loadI32(second), ...tee(other), ...isZero, ...when(leaf)],
  [...get(square), ...get(axis), ...loadF64(off), ...tee(before), ...get(before), ...times!, ...minus!, ...set(rest)],
  [...get(axis), ...loadF64(own), ...get(node), ...loadF64(firstEnd), ...minus!, ...get(before), ...larger!],
  set(toNear),
  [...get(node), ...loadF64(secondBegin), ...get(axis), ...loadF64(own), ...minus!, ...get(before), ...larger!],
  set(toFar),
  [...get(node), ...constant(nodeBytes), ...add, ...set(near), ...get(other), ...set(far)],
  // the nearer half first
  [...get(toNear), ...get(toFar), ...atMost!, ...isZero],
  when([
    [...get(near), ...set(far), ...get(other), ...set(near)],
    [...get(toNear), ...get(toFar), ...set(toNear), ...set(toFar)],
  ]),
  enter(near, toNear),
  [...get(far), ...loadI32(leftIn)],
  when([
    [...get(rest), ...squared(toFar), ...plus!, ...fromMemory(limitAt, loadF64), ...atMost!],
    when([enter(far, toFar)]),
  ]),
  [...get(axis), ...get(before), ...storeF64(off)],
].flat()

/** One memory `m` and one function `g(node, square)`, which calls `a.f(point)` for each point that may be near. */
export const nearModule: Uint8Array = moduleOf(
  [i32, f64],
  [
    [7, i32],
    [4, f64],
    [11, v128],
  ],
  body,
  [i32],
)

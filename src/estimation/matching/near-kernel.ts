import { boxSize, type PointBoxes } from './point-boxes.js'

interface Kernel {
  readonly m: { readonly buffer: ArrayBuffer; grow(pages: number): number }
  /** Searches a box, whose node is at `node`, so far from the place. */
  readonly g: (node: number, square: number) => void
}

interface Assembly {
  readonly Module: new (bytes: Uint8Array) => object
  readonly Instance: new (module: object, imports: object) => { readonly exports: unknown }
}

/** WebAssembly with vectors of four numbers, 623 bytes: its source is test/estimation/matching/near-module.ts. */
export const program =
  'AGFzbQEAAAABCgJgAn98AGABfwACBwEBYQFmAAEDAgEABQMBAAEHCQIBbQIAAWcAAQq7BAG4BAMHfwR8C3sgACgCFCEDIAAoAhAiAkUEQEEAKAIMIQZBACgCECEHA0AgBv0JAgAhDSAD/QADACAN/eUBIg4gDv3mASAQ/eQBIRAgA/0AAxAgDf3lASIOIA795gEgEf3kASERIAP9AAMgIA395QEiDiAO/eYBIBL95AEhEiAD/QADMCAN/eUBIg4gDv3mASAT/eQBIRMgA/0AA0AgDf3lASIOIA795gEgFP3kASEUIAP9AANQIA395QEiDiAO/eYBIBX95AEhFSAD/QADYCAN/eUBIg4gDv3mASAW/eQBIRYgA/0AA3AgDf3lASIOIA795gEgF/3kASEXIANBgAFqIQMgBkEEaiEGIAdBAWsiBw0AC0EA/QkCCCEPIBAgD/1F/aQBIBEgD/1F/aQBQQR0ciASIA/9Rf2kAUEIdHIgEyAP/UX9pAFBDHRyIBQgD/1F/aQBQRB0ciAVIA/9Rf2kAUEUdHIgFiAP/UX9pAFBGHRyIBcgD/1F/aQBQRx0ciIIBEADQCAAKAIcIAhoahAAIAggCEEBa3EiCA0ACwsPCyABIAMrAwAiCSAJoqEhCiADKwMIIAArAwChIAmlIQsgACsDCCADKwMIoSAJpSEMIABBIGohBCACIQUgCyAMZUUEQCAEIQUgAiEEIAsgDCELIQwLIAMgCzkDACAEIAogCyALoqAQASAFKAIYBEAgCiAMIAyioEEAKwMAZQRAIAMgDDkDACAFIAogDCAMoqAQAQsLIAMgCTkDAAs='

/** Below this many points, making the kernel takes longer than it saves. */
const fewest = 512

/** Numbers beyond this are not squared in single precision. */
const largest = 1e15

/** Where the nodes begin, and their size, in bytes. */
const [nodes, nodeBytes] = [32, 32]

let compiled: object | null | undefined

/** Null where there is no WebAssembly, or none with vectors, or a page's policy forbids it: plain JavaScript finds the same points. */
function compiledHere(): object | null {
  try {
    const { WebAssembly, atob } = globalThis as unknown as { WebAssembly: Assembly; atob: (text: string) => string }
    return new WebAssembly.Module(Uint8Array.from(atob(program), (letter) => letter.charCodeAt(0)))
  } catch {
    return null
  }
}

/** A tree of boxes whose points are looked at 32 at once, in single precision. A point that is near is never missed. */
export interface RoughSearch {
  /** Searches from a place that is so far off the outer box along each axis, and in all. */
  readonly search: (place: Float64Array, off: Float64Array, square: number, limit: number) => void
  /** Tells of a lower limit of squares. */
  readonly lower: (limit: number) => void
  /** Takes out the point at a position; `box` holds so many from now on. */
  readonly remove: (position: number) => void
  readonly keep: (box: number, left: number) => void
}

/**
 * Null where there is no kernel, or for points that are too few or too far off for one.
 *
 * @param points - row-major, in the order of the boxes
 * @param look - told of each position that may be within the limit
 */
export function roughSearch(
  points: Float64Array,
  count: number,
  { dimension, start, left, second, axis, ends, boxes }: PointBoxes,
  look: (position: number) => void,
): RoughSearch | null {
  let reach = 0
  for (const value of points) reach = Math.max(reach, Math.abs(value))
  if (count < fewest || dimension === 0 || !(reach < largest)) return null
  if (compiled === undefined) compiled = compiledHere()
  if (compiled === null) return null
  const axes = nodes + boxes * nodeBytes
  const roughPlace = axes + 16 * dimension
  // vectors of 16 bytes
  const begin = 16 * Math.ceil((roughPlace + 4 * dimension) / 16)
  const bytes = begin + 4 * Math.ceil(count / boxSize) * boxSize * dimension
  let kernel: Kernel
  try {
    const { WebAssembly } = globalThis as unknown as { WebAssembly: Assembly }
    kernel = new WebAssembly.Instance(compiled, { a: { f: look } }).exports as Kernel
    kernel.m.grow(Math.ceil(bytes / 65536))
  } catch {
    return null
  }
  const [single, double] = [new Float32Array(kernel.m.buffer), new Float64Array(kernel.m.buffer)]
  const whole = new Int32Array(kernel.m.buffer)
  whole[3] = roughPlace
  whole[4] = dimension
  for (let box = 0; box < boxes; box++) {
    const node = (nodes + box * nodeBytes) / 4
    double[node / 2] = ends[2 * box]!
    double[node / 2 + 1] = ends[2 * box + 1]!
    const other = second[box]!
    whole[node + 4] = other < 0 ? 0 : nodes + other * nodeBytes
    whole[node + 5] = other < 0 ? begin + 4 * start[box]! * dimension : axes + 16 * axis[box]!
    whole[node + 6] = left[box]!
    whole[node + 7] = start[box]!
  }
  // what is not a number is not near: so are places that no point fills
  single.fill(Number.NaN, begin / 4)
  for (let i = 0; i < count; i++)
    for (let d = 0; d < dimension; d++) single[at(i) + boxSize * d] = points[i * dimension + d]!
  let error = 0

  const lower = (limit: number): void => {
    double[0] = limit * slack
    // each coordinate is rounded by 2⁻²⁴ of itself, each operation by 2⁻²⁴ of its result
    const distance = Math.sqrt(limit) + error
    single[2] = distance * distance * (1 + (dimension + 8) * 2 ** -22) + 1e-38
  }
  return {
    lower,
    search: (place, off, square, limit) => {
      let most = reach
      for (let d = 0; d < dimension; d++) {
        const value = place[d]!
        double[axes / 8 + 2 * d] = off[d]!
        double[axes / 8 + 2 * d + 1] = value
        single[roughPlace / 4 + d] = value
        most = Math.max(most, Math.abs(value))
      }
      error = 2 ** -22 * most * Math.sqrt(dimension)
      lower(limit)
      kernel.g(nodes, square)
    },
    remove: (position) => {
      single[at(position)] = Number.NaN
    },
    keep: (box, count) => {
      whole[(nodes + box * nodeBytes) / 4 + 6] = count
    },
  }

  function at(position: number): number {
    const inBox = position % boxSize
    return begin / 4 + (position - inBox) * dimension + inBox
  }
}

/** Distances that are added up along a way down are rounded. */
export const slack: number = 1 + 1e-12

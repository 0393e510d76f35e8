interface Kernel {
  /** The memory, which grows by pages of 64 kB. */
  readonly m: { readonly buffer: ArrayBuffer; grow(pages: number): number }
  /** Products of panels of four columns: every tile of 4 × 4 of the lower triangle, one after the other. */
  readonly g: (x: number, rows: number, panels: number, out: number) => void
}

interface Assembly {
  readonly Module: new (bytes: Uint8Array) => object
  readonly Instance: new (module: object) => { readonly exports: unknown }
}

/** WebAssembly with vectors of two numbers, 408 bytes: its source is test/numeric/gram-module.ts. */
export const program =
  'AGFzbQEAAAABCAFgBH9/f38AAwIBAAUDAQABBwkCAW0CAAFnAAAK7wIB7AICCX8MeyABQQV0IQsgAyEMIAAhBCACIQYDQCAAIQUDQCAYIRAgGCERIBghEiAYIRMgGCEUIBghFSAYIRYgGCEXIAQhCCAFIQkgASEKA0AgCf0AAwAhDSAJ/QADECEOIAj9CgMAIg8gDf3yASAQ/fABIRAgDyAO/fIBIBH98AEhESAI/QoDCCIPIA398gEgEv3wASESIA8gDv3yASAT/fABIRMgCP0KAxAiDyAN/fIBIBT98AEhFCAPIA798gEgFf3wASEVIAj9CgMYIg8gDf3yASAW/fABIRYgDyAO/fIBIBf98AEhFyAIQSBqIQggCUEgaiEJIApBAWsiCg0ACyAMIBD9CwMAIAwgEf0LAxAgDCAS/QsDICAMIBP9CwMwIAwgFP0LA0AgDCAV/QsDUCAMIBb9CwNgIAwgF/0LA3AgDEGAAWohDCAFIARGIQcgBSALaiEFIAdFDQALIAQgC2ohBCAGQQFrIgYNAAsL'

/** More memory than this is not taken: it is never given back. */
const MOST_BYTES = 2 ** 26

let kernel: Kernel | null | undefined

/** Null where there is no WebAssembly, or none with vectors, or a page's policy forbids it: plain JavaScript gives the same bits. */
function kernelHere(): Kernel | null {
  try {
    const { WebAssembly, atob } = globalThis as unknown as { WebAssembly: Assembly; atob: (text: string) => string }
    const bytes = Uint8Array.from(atob(program), (letter) => letter.charCodeAt(0))
    return new WebAssembly.Instance(new WebAssembly.Module(bytes)).exports as Kernel
  } catch {
    return null
  }
}

/**
 * Adds the products of rows `start` … `end` − 1 of p columns to the lower triangle of `out`. Each sum is made in the order of rows, as
 * plain JavaScript makes it, so that the bits are the same. False where it is not done: no kernel, or too little work for one.
 *
 * @param origin - for each column what is taken off its values first, and then `shift`
 */
export function addProducts(
  columns: readonly Float64Array[],
  out: Float64Array,
  start: number,
  end: number,
  origin?: Float64Array,
  shift?: Float64Array,
): boolean {
  const p = columns.length
  const rows = end - start
  // below, carrying the numbers over takes longer than the products
  if (p < 16 || rows < 16) return false
  if (kernel === undefined) kernel = kernelHere()
  if (kernel === null) return false
  const panels = Math.ceil(p / 4)
  const tilesAt = panels * rows * 32
  const lacking = tilesAt + panels * (panels + 1) * 64 - kernel.m.buffer.byteLength
  if (lacking > 0) {
    if (kernel.m.buffer.byteLength + lacking > MOST_BYTES) return false
    try {
      kernel.m.grow(Math.ceil(lacking / 65536))
    } catch {
      return false
    }
  }
  const memory = new Float64Array(kernel.m.buffer)
  for (let j = 0, at = 0; j < p; j += 4) {
    // a last panel is filled up with columns that are looked at no more
    for (let k = 0; k < 4; k++) {
      const column = Math.min(j + k, p - 1)
      fill(memory, at + k, columns[column]!, start, end, origin?.[column] ?? 0, shift?.[column] ?? 0)
    }
    at += 4 * rows
  }
  kernel.g(0, rows, panels, tilesAt)
  let tile = tilesAt / 8
  for (let a = 0; a < p; a += 4) {
    for (let b = 0; b <= a; b += 4, tile += 16) {
      for (let i = a; i < Math.min(a + 4, p); i++)
        for (let j = b; j <= Math.min(b + 3, i); j++) out[i * p + j]! += memory[tile + 4 * (i - a) + j - b]!
    }
  }
  return true
}

/** Every fourth number from \`at\` on: the values of a column, less two numbers. */
function fill(
  memory: Float64Array,
  at: number,
  column: Float64Array,
  start: number,
  end: number,
  origin: number,
  shift: number,
): void {
  for (let r = start, to = at; r < end; r++, to += 4) memory[to] = column[r]! - origin - shift
}

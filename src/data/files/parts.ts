/** A typed array that grows: in parts of one size, so that nothing is copied until the end. */
export interface Parts<A extends Float64Array | Int32Array> {
  push(value: number): void
  readonly length: number
  /** All values in one array; the parts are given up. */
  whole(): A
}

const partSize = 1 << 15

export function parts(make: Float64ArrayConstructor): Parts<Float64Array>
export function parts(make: Int32ArrayConstructor): Parts<Int32Array>
export function parts(make: Float64ArrayConstructor | Int32ArrayConstructor): Parts<Float64Array | Int32Array> {
  // a short column does not need a long part
  let part: Float64Array | Int32Array = new make(64)
  let filled = 0
  let before = 0
  let full: (Float64Array | Int32Array)[] = []
  return {
    push(value) {
      if (filled === part.length) {
        full.push(part)
        before += filled
        part = new make(Math.min(partSize, 4 * part.length))
        filled = 0
      }
      part[filled++] = value
    },
    get length() {
      return before + filled
    },
    whole() {
      const all = new make(before + filled)
      let at = 0
      for (const one of full) {
        all.set(one, at)
        at += one.length
      }
      all.set(part.subarray(0, filled), at)
      full = []
      part = new make(0)
      return all
    },
  }
}

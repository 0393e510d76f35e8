const view = new DataView(new ArrayBuffer(8))

/** A hash of a value's exact bits: of numbers all 64, of records their keys in order; functions are left out. */
export function bitsOf(value: unknown): string {
  // two 32-bit lanes of FNV-1a with different starts
  let a = 0x811c9dc5
  let b = 0x01234567
  const word = (w: number): void => {
    a = Math.imul(a ^ w, 0x01000193)
    b = Math.imul(b ^ ((w << 13) | (w >>> 19)), 0x85ebca6b)
    a ^= a >>> 15
    b ^= b >>> 13
  }
  const text = (s: string): void => {
    word(s.length)
    for (let i = 0; i < s.length; i++) word(s.charCodeAt(i))
  }
  // a stack of what is still to be read: no recursion over what a library returns
  const open: unknown[] = [value]
  while (open.length > 0) {
    const v = open.pop()
    if (typeof v === 'number') {
      // one NaN, as JavaScript knows only one
      view.setFloat64(0, Number.isNaN(v) ? Number.NaN : v)
      word(Number.isNaN(v) ? 0x7ff80000 : view.getInt32(0))
      word(Number.isNaN(v) ? 0 : view.getInt32(4))
    } else if (typeof v === 'string') text(v)
    else if (typeof v !== 'object' || v === null) text(typeof v === 'function' ? '' : `${typeof v} ${String(v)}`)
    else if (v instanceof Map || v instanceof Set) open.push([...v])
    else if (Array.isArray(v) || ArrayBuffer.isView(v)) {
      const list = v as unknown as ArrayLike<unknown>
      text(`list ${list.length}`)
      for (let i = list.length - 1; i >= 0; i--) open.push(list[i])
    } else {
      const entries = Object.entries(v).filter(([, part]) => typeof part !== 'function')
      text(`record ${entries.length}`)
      for (const entry of entries.reverse()) open.push(entry[1], entry[0])
    }
  }
  return [a, b].map((lane) => (lane >>> 0).toString(16).padStart(8, '0')).join('')
}

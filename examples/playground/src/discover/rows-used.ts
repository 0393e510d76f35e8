import { type Table, where } from 'causalkit/data'

/** At most so many rows, drawn without replacement by a fixed seed (a linear congruence), in their order. */
export function everySo(rows: Table, most: number): Table {
  const n = rows.rowCount
  if (!(most >= 10)) throw new Error(`The most rows for kernel tests is ${most}: give at least 10.`)
  if (n <= most) return rows
  const order = Int32Array.from({ length: n }, (_, i) => i)
  let state = 1
  for (let i = 0; i < most; i++) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    const j = i + Math.floor((state / 2 ** 32) * (n - i))
    const moved = order[i]!
    order[i] = order[j]!
    order[j] = moved
  }
  const mask = new Uint8Array(n)
  for (const row of order.subarray(0, most)) mask[row] = 1
  return where(rows, mask)
}

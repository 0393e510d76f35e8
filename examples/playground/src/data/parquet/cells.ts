import type { Categorical } from 'causalkit/data'

/** The cells of a column: numbers with NaN where nothing is, or, where one is a text, categories in the order of their texts. */
export function cellsOf(
  cells: ArrayLike<unknown>,
  read: (value: unknown) => number | string,
): Float64Array | Categorical {
  const numbers = new Float64Array(cells.length).fill(Number.NaN)
  for (let i = 0; i < cells.length; i++) {
    if (cells[i] === undefined || cells[i] === null) continue
    const value = read(cells[i])
    if (typeof value === 'string') return textsOf(cells, read)
    numbers[i] = value
  }
  return numbers
}

function textsOf(cells: ArrayLike<unknown>, read: (value: unknown) => number | string): Categorical {
  const places = new Map<string, number>()
  const codes = Int32Array.from(cells, (cell) => {
    if (cell === undefined || cell === null) return -1
    const text = String(read(cell))
    const place = places.get(text) ?? places.size
    places.set(text, place)
    return place
  })
  const levels = [...places.keys()].sort((a, b) => (a < b ? -1 : 1))
  const rank = new Int32Array(levels.length)
  for (const [i, text] of levels.entries()) rank[places.get(text)!] = i
  return { codes: codes.map((code) => (code < 0 ? -1 : rank[code]!)), levels }
}

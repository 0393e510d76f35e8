/** Puts the first combination of `size` out of any number into `chosen`: 0, 1, …, size − 1. */
export function firstCombination(chosen: Int32Array, size: number): void {
  for (let k = 0; k < size; k++) chosen[k] = k
}

/** The next combination out of 0 … n − 1 in lexicographic order; false when there is none. */
export function nextCombination(chosen: Int32Array, size: number, n: number): boolean {
  let k = size - 1
  while (k >= 0 && chosen[k] === n - size + k) k--
  if (k < 0) return false
  chosen[k]!++
  for (let j = k + 1; j < size; j++) chosen[j] = chosen[j - 1]! + 1
  return true
}

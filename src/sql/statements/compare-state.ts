/** States in their order: numbers by size where both are numbers, texts by their characters. */
export function compareStates(a: readonly string[], b: readonly string[]): number {
  for (let k = 0; k < a.length; k++) {
    const order = compareState(a[k]!, b[k]!)
    if (order !== 0) return order
  }
  return 0
}

/** Numbers by size and before texts, texts by their characters. */
export function compareState(a: string, b: string): number {
  const numbers = [a, b].map(isNumeral)
  if (numbers[0] && numbers[1]) return Number(a) - Number(b) || Number(a > b) - Number(a < b)
  if (numbers[0] !== numbers[1]) return numbers[0] ? -1 : 1
  return Number(a > b) - Number(a < b)
}

/** Whether a state is a number written out. */
function isNumeral(state: string): boolean {
  return /^-?\d+(\.\d+)?$/.test(state)
}

/** `P(C | X, B)`: the name of the box of a conditional. */
export function conditionalName(variable: string, given: readonly string[]): string {
  return given.length === 0 ? `P(${variable})` : `P(${variable} | ${given.join(', ')})`
}

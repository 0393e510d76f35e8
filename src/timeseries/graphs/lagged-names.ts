/** How a variable at a time is called in a table, a graph or a message: `X[t]`, `X[t-1]`, `X[t-2]` … */
export function laggedName(variable: string, lag: number): string {
  return lag === 0 ? `${variable}[t]` : `${variable}[t-${lag}]`
}

/** All variables at all lags 0 … maxLag: lag · N + i is variable i. */
export function laggedNames(variables: readonly string[], maxLag: number): readonly string[] {
  return Array.from({ length: maxLag + 1 }, (_, lag) => variables.map((name) => laggedName(name, lag))).flat()
}
